// libcups has no pkg-config file in Debian 12. CUPS_HTTP_DEFAULT is a macro with a cast that Swift does not import.
#include <cups/cups.h>

static inline http_t *bedside_cups_default(void) { return CUPS_HTTP_DEFAULT; }
