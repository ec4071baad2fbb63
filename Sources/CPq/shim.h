// libpq: connections and results are opaque pointers.
#include <libpq-fe.h>
