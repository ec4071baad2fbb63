// zlib. inflateInit2 and deflateInit2 are macros, which Swift does not import.
#include <zlib.h>
