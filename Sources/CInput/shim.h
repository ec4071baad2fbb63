// The evdev requests are macros with arguments, which Swift does not import. Each returns its result or -errno, read
// on the same thread at once.
#include <errno.h>
#include <linux/input.h>
#include <sys/ioctl.h>
#include <time.h>

static inline int bedside_evdev_grab(int fd, int on) { return ioctl(fd, EVIOCGRAB, (void *)(long)on) < 0 ? -errno : 0; }
static inline int bedside_evdev_keys_down(int fd, unsigned char *bits, int length) {
    int n = ioctl(fd, EVIOCGKEY(length), bits);
    return n < 0 ? -errno : n;
}
static inline int bedside_evdev_name(int fd, char *name, int length) {
    int n = ioctl(fd, EVIOCGNAME(length), name);
    return n < 0 ? -errno : n;
}
/// Stamps events with the monotonic clock instead of wall time, so that a step of the wall clock is no gap in a scan.
static inline int bedside_evdev_monotonic(int fd) {
    int clock = CLOCK_MONOTONIC;
    return ioctl(fd, EVIOCSCLOCKID, &clock) < 0 ? -errno : 0;
}
/// Drops the raw scan codes (EV_MSC), which are a third of a wedge's events: the kernel's ring then holds more of a scan.
/// The kernel wants whole longs of code bits.
static inline int bedside_evdev_mask_misc(int fd) {
    unsigned char none[8] = { 0 };
    struct input_mask mask = { EV_MSC, sizeof none, (unsigned long)none };
    return ioctl(fd, EVIOCSMASK, &mask) < 0 ? -errno : 0;
}

// ---- Contacts: keys and switches that call for help.

static inline int bedside_evdev_switches_on(int fd, unsigned char *bits, int length) {
    int n = ioctl(fd, EVIOCGSW(length), bits);
    return n < 0 ? -errno : n;
}
/// The codes of a type that the node can send, a bit for each; the count of bytes or -errno.
static inline int bedside_evdev_codes(int fd, int type, unsigned char *bits, int length) {
    int n = ioctl(fd, EVIOCGBIT(type, length), bits);
    return n < 0 ? -errno : n;
}
/// From now on only these codes of a type are delivered; `length` in whole longs.
static inline int bedside_evdev_only(int fd, int type, const unsigned char *bits, int length) {
    struct input_mask mask = { (unsigned)type, (unsigned)length, (unsigned long)bits };
    return ioctl(fd, EVIOCSMASK, &mask) < 0 ? -errno : 0;
}
/// 0 or -errno: asks the node for nothing but an answer.
static inline int bedside_evdev_answers(int fd) {
    int version;
    return ioctl(fd, EVIOCGVERSION, &version) < 0 ? -errno : 0;
}
