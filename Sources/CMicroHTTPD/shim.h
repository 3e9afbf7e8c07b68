// libmicrohttpd's API is partly variadic, and Swift does not import variadic C functions.
// Each wrapper below fixes the arguments of one such function; nothing else belongs here.
#ifndef CMICROHTTPD_SHIM_H
#define CMICROHTTPD_SHIM_H

#include <microhttpd.h>

#endif
