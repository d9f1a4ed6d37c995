#ifndef HESHU_CPCRE2_SHIM_H
#define HESHU_CPCRE2_SHIM_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* Macros whose casts the importer cannot read. */
static inline size_t heshu_pcre2_unset(void) { return PCRE2_UNSET; }

#endif
