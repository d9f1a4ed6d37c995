#ifndef HESHU_CLIBXML2_SHIM_H
#define HESHU_CLIBXML2_SHIM_H

/* Debian's headers pull in ICU, whose enums clash with Foundation's in test builds. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <string.h>

/* A GNU function that <string.h> declares only for programs that ask for it. */
extern void *memmem(const void *text, size_t length, const void *word, size_t size);

static inline void heshu_silent_error(void *context, const char *message, ...) {
  (void)context;
  (void)message;
}

/* The variadic error callbacks of a SAX handler cannot be written in Swift. */
static inline void heshu_silence(htmlSAXHandler *handler) {
  handler->warning = heshu_silent_error;
  handler->error = heshu_silent_error;
  handler->fatalError = heshu_silent_error;
}

static inline int heshu_parse_options(void) {
  return HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET
      | HTML_PARSE_COMPACT;
}

#endif
