// System calls that Swift cannot say: variadic ioctl and open, and structures behind feature macros. Each returns its
// result or -errno, read on the same thread at once.
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pty.h>
#include <pwd.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

struct bedside_peer { int pid; unsigned uid; unsigned gid; };

struct bedside_ucred { int pid; unsigned uid; unsigned gid; };

/// Who is at the other end of a connected unix socket.
static inline int bedside_peer_credentials(int fd, struct bedside_peer *peer) {
    struct bedside_ucred c;
    socklen_t n = sizeof c;
    if (getsockopt(fd, SOL_SOCKET, 17 /* SO_PEERCRED */, &c, &n) < 0) return -errno;
    peer->pid = c.pid; peer->uid = c.uid; peer->gid = c.gid;
    return 0;
}

/// Whether a descriptor that was handed over is a unix socket that listens; it is then kept from programs that are started.
static inline int bedside_inherit_listener(int fd) {
    struct sockaddr address;
    socklen_t n = sizeof address;
    int listens = 0;
    if (getsockname(fd, &address, &n) < 0) return -errno;
    if (address.sa_family != AF_UNIX) return -EAFNOSUPPORT;
    n = sizeof listens;
    if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &n) < 0) return -errno;
    if (!listens) return -EINVAL;
    return fcntl(fd, F_SETFD, FD_CLOEXEC) < 0 ? -errno : 0;
}

/// The number of the user of that name: 0 and `*user`; -ENOENT when there is none.
static inline int bedside_user_number(const char *name, unsigned *user) {
    struct passwd entry, *found = NULL;
    char words[16384];
    int problem = getpwnam_r(name, &entry, words, sizeof words, &found);
    if (problem != 0) return -problem;
    if (found == NULL) return -ENOENT;
    *user = found->pw_uid;
    return 0;
}

/// The number of the group of that name: 0 and `*group`; -ENOENT when there is none.
static inline int bedside_group_number(const char *name, unsigned *group) {
    struct group entry, *found = NULL;
    char words[65536];
    int problem = getgrnam_r(name, &entry, words, sizeof words, &found);
    if (problem != 0) return -problem;
    if (found == NULL) return -ENOENT;
    *group = found->gr_gid;
    return 0;
}

/// Whether a user is in a group, by this machine's users and groups.
static inline int bedside_is_member(unsigned user, unsigned group) {
    struct passwd entry, *found = NULL;
    char words[16384];
    gid_t groups[256];
    int count = 256;
    if (getpwuid_r(user, &entry, words, sizeof words, &found) != 0 || found == NULL) return 0;
    if (getgrouplist(found->pw_name, found->pw_gid, groups, &count) < 0) return 0;
    for (int i = 0; i < count; i++)
        if (groups[i] == group) return 1;
    return 0;
}

/// Columns and rows of a terminal.
static inline int bedside_window_size(int fd, int *columns, int *rows) {
    struct winsize w;
    if (ioctl(fd, TIOCGWINSZ, &w) < 0) return -errno;
    *columns = w.ws_col; *rows = w.ws_row;
    return 0;
}
static inline int bedside_set_window_size(int fd, int columns, int rows) {
    struct winsize w = { (unsigned short)rows, (unsigned short)columns, 0, 0 };
    return ioctl(fd, TIOCSWINSZ, &w) < 0 ? -errno : 0;
}
static inline int bedside_exclusive(int fd) { return ioctl(fd, TIOCEXCL) < 0 ? -errno : 0; }
static inline int bedside_open(const char *path, int flags, unsigned mode) {
    int fd = open(path, flags, mode);
    return fd < 0 ? -errno : fd;
}

// ---- Descriptors that one thread waits for (the device reader).

/// Reads up to `length` bytes; the count, 0 at the end, or -errno. A signal never shows as an error.
static inline long bedside_read(int fd, void *buffer, size_t length) {
    ssize_t n;
    do n = read(fd, buffer, length); while (n < 0 && errno == EINTR);
    return n < 0 ? -errno : n;
}
/// Writes up to `length` bytes; the count or -errno. A signal never shows as an error.
static inline long bedside_write(int fd, const void *buffer, size_t length) {
    ssize_t n;
    do n = write(fd, buffer, length); while (n < 0 && errno == EINTR);
    return n < 0 ? -errno : n;
}

/// What is ready: the token that was given at registration, and the EPOLL bits.
struct bedside_ready { unsigned long long token; unsigned events; };

static inline int bedside_epoll_new(void) { int fd = epoll_create1(EPOLL_CLOEXEC); return fd < 0 ? -errno : fd; }
static inline int bedside_epoll_add(int epoll, int fd, unsigned long long token) {
    struct epoll_event e = { .events = EPOLLIN, .data.u64 = token };
    return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e) < 0 ? -errno : 0;
}
static inline int bedside_epoll_remove(int epoll, int fd) {
    return epoll_ctl(epoll, EPOLL_CTL_DEL, fd, NULL) < 0 ? -errno : 0;
}
/// Waits for at most `milliseconds` (-1: for ever); the number of entries filled, 0 also after a signal, or -errno.
static inline int bedside_epoll_wait(int epoll, struct bedside_ready *ready, int capacity, int milliseconds) {
    struct epoll_event e[64];
    int n = epoll_wait(epoll, e, capacity < 64 ? capacity : 64, milliseconds);
    if (n < 0) return errno == EINTR ? 0 : -errno;
    for (int i = 0; i < n; i++) { ready[i].token = e[i].data.u64; ready[i].events = e[i].events; }
    return n;
}
static inline int bedside_eventfd_new(void) { int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); return fd < 0 ? -errno : fd; }

static inline int bedside_inotify_new(void) { int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK); return fd < 0 ? -errno : fd; }
/// Watches a directory for names that come, go, are replaced or change their rights; the watch descriptor or -errno.
static inline int bedside_inotify_watch(int inotify, const char *directory) {
    int wd = inotify_add_watch(inotify, directory,
        IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_MOVED_FROM | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR);
    return wd < 0 ? -errno : wd;
}
static inline int bedside_inotify_unwatch(int inotify, int wd) { return inotify_rm_watch(inotify, wd) < 0 ? -errno : 0; }

/// Which file a path means now: two paths or two moments with equal identities mean the same file.
struct bedside_identity { unsigned long long device, inode, special; int is_character_device; };
static inline int bedside_identity_of(const char *path, struct bedside_identity *identity) {
    struct stat s;
    if (stat(path, &s) < 0) return -errno;
    identity->device = s.st_dev; identity->inode = s.st_ino; identity->special = s.st_rdev;
    identity->is_character_device = S_ISCHR(s.st_mode);
    return 0;
}
/// The target of a symbolic link, not followed further; its length, 0 when the path is no link or is not there.
static inline long bedside_link_target(const char *path, char *target, size_t capacity) {
    ssize_t n = readlink(path, target, capacity);
    return n < 0 || (size_t)n >= capacity ? 0 : n;
}
/// Puts a serial line into raw mode at once (no echo, no line editing, no modem lines) and drops what came before.
static inline int bedside_serial_raw(int fd) {
    struct termios t;
    if (tcgetattr(fd, &t) < 0) return -errno;
    cfmakeraw(&t);
    t.c_cflag |= CLOCAL | CREAD;
    t.c_cc[VMIN] = 1; t.c_cc[VTIME] = 0;
    if (tcsetattr(fd, TCSANOW, &t) < 0) return -errno;
    tcflush(fd, TCIFLUSH);
    return 0;
}
/// The monotonic clock in microseconds: the clock that evdev is asked to stamp its events with.
static inline long long bedside_monotonic_microseconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}
/// Since boot, counted on while the machine sleeps.
static inline long long bedside_boot_milliseconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_BOOTTIME, &t);
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

// Programs for rigs and tests. Prototypes that Glibc's own module hides behind _GNU_SOURCE.
#include <spawn.h>
extern int pipe2(int ends[2], int flags);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

/// A pipe that no program started later inherits.
static inline int bedside_pipe(int *reading, int *writing) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0) return -errno;
    *reading = ends[0]; *writing = ends[1];
    return 0;
}

/// Starts a program as the leader of a session of its own, with an empty signal mask, its output appended to a log, its
/// input from a descriptor (or /dev/null when that is negative) and nothing else open. Its process id or -errno.
static inline int bedside_spawn_session(const char *program, char *const *arguments, char *const *environment,
                                        const char *log, int input) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    pid_t pid;
    if (posix_spawn_file_actions_init(&actions) != 0) return -ENOMEM;
    if (posix_spawnattr_init(&attributes) != 0) { posix_spawn_file_actions_destroy(&actions); return -ENOMEM; }
    if (input >= 0) posix_spawn_file_actions_adddup2(&actions, input, 0);
    else posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0644);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | 0x80 /* POSIX_SPAWN_SETSID */);
    int problem = posix_spawn(&pid, program, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return problem != 0 ? -problem : pid;
}

#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>

static inline int bedside_so_peercred(void) { return 17; /* SO_PEERCRED */ }

/// 0: nothing there; 1: a socket that nobody answers; 2: a socket that answers; 3: something else, or a path too long.
static inline int bedside_socket_state(const char *path) {
    struct stat s;
    struct sockaddr_un address;
    int fd, answered;
    if (lstat(path, &s) < 0) return errno == ENOENT ? 0 : 3;
    if (!S_ISSOCK(s.st_mode) || strlen(path) >= sizeof address.sun_path) return 3;
    memset(&address, 0, sizeof address);
    address.sun_family = AF_UNIX;
    strcpy(address.sun_path, path);
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return 3;
    answered = connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
    close(fd);
    return answered ? 2 : 1;
}

/// Starts a program whose input and output are one end of a socket pair, whose complaints go nowhere, and which inherits
/// nothing else. Its process id or -errno; *ours is the other end.
static inline int bedside_spawn_filter(const char *program, char *const *arguments, char *const *environment, int *ours) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    pid_t pid;
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0) return -errno;
    if (posix_spawn_file_actions_init(&actions) != 0) { close(ends[0]); close(ends[1]); return -ENOMEM; }
    if (posix_spawnattr_init(&attributes) != 0) {
        posix_spawn_file_actions_destroy(&actions); close(ends[0]); close(ends[1]);
        return -ENOMEM;
    }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | 0x80 /* POSIX_SPAWN_SETSID */);
    int problem = posix_spawn(&pid, program, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (problem != 0) { close(ends[0]); return -problem; }
    *ours = ends[0];
    return pid;
}
/// Names the calling thread, at most 15 bytes, for `top -H` and core dumps.
static inline void bedside_name_thread(const char *name) { prctl(PR_SET_NAME, name); }

// ---- Receipt printers on lines of their own.

#include <arpa/inet.h>
#include <iconv.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

/// Encodes UTF-8 text in a code page by its iconv name; the bytes' count or -errno (EILSEQ: a character that it lacks,
/// E2BIG: `capacity` is too small, EINVAL: no such code page).
static inline long bedside_iconv_encode(const char *page, const char *text, size_t length, void *bytes, size_t capacity) {
    iconv_t converter = iconv_open(page, "UTF-8");
    if (converter == (iconv_t)-1) return -errno;
    char *from = (char *)text, *to = (char *)bytes;
    size_t left = length, room = capacity;
    int problem = iconv(converter, &from, &left, &to, &room) == (size_t)-1 ? errno : 0;
    iconv_close(converter);
    return problem != 0 ? -problem : (long)(capacity - room);
}

/// Puts a serial line into raw mode at a speed, 8 data bits, no parity, its modem lines left as they are when it closes
/// (a printer resets when they drop), and drops what came before. `flow`: 0 none, 1 RTS/CTS, 2 XON/XOFF.
static inline int bedside_printer_line(int fd, unsigned speed, int flow) {
    static const struct { unsigned speed; speed_t code; } speeds[] = {
        { 2400, B2400 }, { 4800, B4800 }, { 9600, B9600 }, { 19200, B19200 },
        { 38400, B38400 }, { 57600, B57600 }, { 115200, B115200 } };
    struct termios t;
    speed_t code = 0;
    for (size_t i = 0; i < sizeof speeds / sizeof *speeds; i++) if (speeds[i].speed == speed) code = speeds[i].code;
    if (code == 0) return -EINVAL;
    if (tcgetattr(fd, &t) < 0) return -errno;
    cfmakeraw(&t);
    t.c_cflag |= CLOCAL | CREAD;
    t.c_cflag &= ~(tcflag_t)(HUPCL | CRTSCTS | CSTOPB);
    if (flow == 1) t.c_cflag |= CRTSCTS;
    if (flow == 2) t.c_iflag |= IXON;
    t.c_cc[VMIN] = 1; t.c_cc[VTIME] = 0;
    if (cfsetspeed(&t, code) < 0 || tcsetattr(fd, TCSANOW, &t) < 0) return -errno;
    tcflush(fd, TCIOFLUSH);
    return 0;
}

/// Begins to connect to a numeric IPv4 or IPv6 address without waiting: writable when done. The socket or -errno.
static inline int bedside_tcp_begin(const char *host, unsigned short port) {
    struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_port = htons(port) };
    struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_port = htons(port) };
    int is_v4 = inet_pton(AF_INET, host, &v4.sin_addr) == 1;
    int on = 1;
    if (!is_v4 && inet_pton(AF_INET6, host, &v6.sin6_addr) != 1) return -EINVAL;
    int fd = socket(is_v4 ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -errno;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(fd, is_v4 ? (struct sockaddr *)&v4 : (struct sockaddr *)&v6, is_v4 ? sizeof v4 : sizeof v6) < 0
        && errno != EINPROGRESS) {
        int problem = errno;
        close(fd);
        return -problem;
    }
    return fd;
}
/// Listens at a numeric IPv4 address without waiting. The socket or -errno.
static inline int bedside_tcp_listen(const char *host, unsigned short port, int backlog) {
    struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_port = htons(port) };
    int on = 1;
    if (inet_pton(AF_INET, host, &v4.sin_addr) != 1) return -EINVAL;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -errno;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, (struct sockaddr *)&v4, sizeof v4) < 0 || listen(fd, backlog) < 0) {
        int problem = errno;
        close(fd);
        return -problem;
    }
    return fd;
}
/// Takes a waiting connection, which never waits either and is asked by the kernel whether it is still there. The socket or
/// -errno (EAGAIN: none waits).
static inline int bedside_tcp_accept(int listener) {
    int on = 1;
    int fd = accept(listener, NULL, NULL);
    if (fd < 0) return -errno;
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    return fd;
}
/// 1 for a numeric IPv4 or IPv6 address.
static inline int bedside_is_address(const char *host) {
    struct in6_addr room;
    return inet_pton(AF_INET, host, &room) == 1 || inet_pton(AF_INET6, host, &room) == 1;
}
/// How a begun connect ended: 0 or -errno.
static inline int bedside_tcp_result(int fd) {
    int problem = 0;
    socklen_t size = sizeof problem;
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &problem, &size) < 0) return -errno;
    return -problem;
}
/// As bedside_write, for sockets: a closed one is an error, never a signal.
static inline long bedside_send(int fd, const void *buffer, size_t length) {
    ssize_t n;
    do n = send(fd, buffer, length, MSG_NOSIGNAL); while (n < 0 && errno == EINTR);
    return n < 0 ? -errno : n;
}

// ---- Text of scanners in code pages of their own.

/// A converter between two code pages by their iconv names, or NULL when one is unknown here.
static inline void *bedside_iconv_open(const char *to, const char *from) {
    iconv_t converter = iconv_open(to, from);
    return converter == (iconv_t)-1 ? NULL : (void *)converter;
}
static inline void bedside_iconv_close(void *converter) { iconv_close((iconv_t)converter); }
/// Converts a whole text from the converter's first state; the count of bytes or -errno (EILSEQ: no text of the code
/// page, EINVAL: it ends inside a character, E2BIG: `capacity` is too small).
static inline long bedside_iconv(void *converter, const void *bytes, size_t length, void *text, size_t capacity) {
    char *from = (char *)bytes, *to = (char *)text;
    size_t left = length, room = capacity;
    iconv((iconv_t)converter, NULL, NULL, NULL, NULL);
    size_t problems = iconv((iconv_t)converter, &from, &left, &to, &room);
    if (problems == (size_t)-1) return -errno;
    return problems != 0 ? -EILSEQ : (long)(capacity - room);
}

// ---- HID-POS scanners and identity-card readers.

#include <linux/hidraw.h>

/// The report descriptor of a hidraw node, at most `capacity` bytes; its length or -errno.
static inline int bedside_hidraw_descriptor(int fd, unsigned char *bytes, int capacity) {
    struct hidraw_report_descriptor descriptor;
    int size;
    if (ioctl(fd, HIDIOCGRDESCSIZE, &size) < 0) return -errno;
    if (size < 0 || size > HID_MAX_DESCRIPTOR_SIZE || size > capacity) return -EMSGSIZE;
    descriptor.size = (unsigned)size;
    if (ioctl(fd, HIDIOCGRDESC, &descriptor) < 0) return -errno;
    for (int i = 0; i < size; i++) bytes[i] = descriptor.value[i];
    return size;
}
/// Puts a line into raw mode at 115,200 bauds, 8 data bits, no parity: what an identity-card reader speaks (GA 467).
static inline int bedside_card_reader_line(int fd) {
    struct termios t;
    if (tcgetattr(fd, &t) < 0) return -errno;
    cfmakeraw(&t);
    t.c_cflag |= CLOCAL | CREAD;
    t.c_cflag &= ~(tcflag_t)CSTOPB;
    t.c_cc[VMIN] = 1; t.c_cc[VTIME] = 0;
    if (cfsetspeed(&t, B115200) < 0 || tcsetattr(fd, TCSANOW, &t) < 0) return -errno;
    tcflush(fd, TCIOFLUSH);
    return 0;
}

// ---- GPIO lines (character device, uAPI v2).

#include <linux/gpio.h>

_Static_assert(sizeof(struct gpio_v2_line_event) == 48, "struct gpio_v2_line_event");
_Static_assert(sizeof(struct gpio_v2_line_values) == 16, "struct gpio_v2_line_values");
_Static_assert(sizeof(struct gpio_v2_line_request) == 592, "struct gpio_v2_line_request");

/// Takes lines of an open chip as inputs with both edges, their bias and polarity as they are. The descriptor of the
/// lines, not for our children and non-blocking, or -errno.
static inline int bedside_gpio_take(int chip, const unsigned *lines, unsigned count) {
    struct gpio_v2_line_request request;
    int flags;
    if (count == 0 || count > GPIO_V2_LINES_MAX) return -EINVAL;
    memset(&request, 0, sizeof request);
    for (unsigned i = 0; i < count; i++) request.offsets[i] = lines[i];
    strcpy(request.consumer, "bedside");
    request.config.flags = GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_EDGE_RISING | GPIO_V2_LINE_FLAG_EDGE_FALLING;
    request.num_lines = count;
    request.event_buffer_size = 1024;  /* The most that the kernel keeps: 64 lines of 16 events. */
    if (ioctl(chip, GPIO_V2_GET_LINE_IOCTL, &request) < 0) return -errno;
    flags = fcntl(request.fd, F_GETFL);
    if (flags < 0 || fcntl(request.fd, F_SETFL, flags | O_NONBLOCK) < 0) {
        int problem = errno;
        close(request.fd);
        return -problem;
    }
    return request.fd;
}
/// The values of the first `count` lines that were taken together, a bit for each; 0 or -errno.
static inline int bedside_gpio_values(int lines, unsigned count, unsigned long long *bits) {
    struct gpio_v2_line_values values = { 0, count >= 64 ? ~0ULL : (1ULL << count) - 1 };
    if (ioctl(lines, GPIO_V2_LINE_GET_VALUES_IOCTL, &values) < 0) return -errno;
    *bits = values.bits;
    return 0;
}
/// One event as the kernel writes it, for chips that a test plays.
static inline void bedside_gpio_event(unsigned char bytes[48], unsigned long long nanoseconds, int is_rising,
                                      unsigned line, unsigned sequence, unsigned line_sequence) {
    struct gpio_v2_line_event event;
    memset(&event, 0, sizeof event);
    event.timestamp_ns = nanoseconds;
    event.id = is_rising ? GPIO_V2_LINE_EVENT_RISING_EDGE : GPIO_V2_LINE_EVENT_FALLING_EDGE;
    event.offset = line; event.seqno = sequence; event.line_seqno = line_sequence;
    memcpy(bytes, &event, sizeof event);
}

// ---- The alarm journal.

#include <linux/falloc.h>
extern int fallocate(int fd, int mode, off_t offset, off_t length);

/// Takes room on the disk for the first `length` bytes of a file, whose size stays as it is; 0 or -errno (EOPNOTSUPP: the
/// file system has no such thing).
static inline int bedside_reserve(int fd, long long length) {
    return fallocate(fd, FALLOC_FL_KEEP_SIZE, 0, length) < 0 ? -errno : 0;
}

/// The size of an open file, with its type and rights; or -errno.
static inline long long bedside_file_facts(int fd, unsigned *mode) {
    struct stat s;
    if (fstat(fd, &s) < 0) return -errno;
    *mode = s.st_mode;
    return s.st_size;
}
