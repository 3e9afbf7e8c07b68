// PCRE2's header wants to know the width of a code unit before it is read: bytes, for UTF-8.
#ifndef CPCRE2_SHIM_H
#define CPCRE2_SHIM_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#endif
