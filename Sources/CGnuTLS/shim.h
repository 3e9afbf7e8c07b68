// GnuTLS is what libmicrohttpd speaks TLS with, so it is there already; Swift imports all of it that is used here.
#ifndef CGNUTLS_SHIM_H
#define CGNUTLS_SHIM_H

#include <gnutls/gnutls.h>

#endif
