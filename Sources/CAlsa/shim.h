// libasound: playing PCM. Its types are opaque pointers and its sizes depend on macros that Swift does not import.
#include <alsa/asoundlib.h>

// Takes what libasound has to say and says nothing: by default it writes to standard error.
static inline void bedside_alsa_say_nothing(const char *file, int line, const char *function, int error,
                                            const char *format, ...) {
    (void)file, (void)line, (void)function, (void)error, (void)format;
}

// Keeps libasound from writing to standard error, for the whole process. The handler has variadic arguments, which Swift
// cannot give to C. Returns 0 or a negative error number.
static inline int bedside_alsa_quiet(void) { return snd_lib_error_set_handler(bedside_alsa_say_nothing); }
