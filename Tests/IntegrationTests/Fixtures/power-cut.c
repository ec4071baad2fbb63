// Takes the power from a process at a chosen commit of its SQLite store: preloaded into bedsided by the crash tests.
//
//   BEDSIDE_POWER=FOLDER   FOLDER/commits counts (8 bytes, host order) how often a write-ahead log reached the disk;
//                          FOLDER/cut, read once at start, may hold "before N" or "after N".
//
// after N:  SIGKILL as soon as the N-th flush has returned: it is on the disk, but nobody was told.
// before N: SIGKILL in place of the N-th flush, and everything written to the log since the flush before is taken back, as a
//           disk forgets what was never flushed. (SIGKILL alone keeps it: the kernel's cache survives the process.)
//
// Checkpoints are not modelled: what they write to the database can be made again from the log.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct overwritten { struct overwritten *earlier; int fd; off_t offset, size_before; ssize_t length; char bytes[]; };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct overwritten *unflushed;
static _Atomic unsigned long *commits;
static unsigned long cut_at;
static int cuts_before;

static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);

__attribute__((constructor)) static void begin(void) {
    real_pwrite = (ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite64");
    real_fdatasync = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    real_ftruncate = (int (*)(int, off_t))dlsym(RTLD_NEXT, "ftruncate64");
    const char *folder = getenv("BEDSIDE_POWER");
    if (folder == NULL) return;
    char path[4096], when[16] = "";
    snprintf(path, sizeof path, "%s/cut", folder);
    FILE *order = fopen(path, "re");
    if (order != NULL) {
        if (fscanf(order, "%15s %lu", when, &cut_at) != 2) abort();
        fclose(order);
        cuts_before = strcmp(when, "before") == 0;
    }
    snprintf(path, sizeof path, "%s/commits", folder);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0 || real_ftruncate(fd, sizeof *commits) != 0) abort();
    void *page = mmap(NULL, sizeof *commits, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (page == MAP_FAILED) abort();
    commits = page;
}

static int is_log(int fd) {
    char link[64], path[4096];
    if (commits == NULL) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path);
    return length > 4 && memcmp(path + length - 4, "-wal", 4) == 0;
}

static void forget(void) {
    while (unflushed != NULL) {
        struct overwritten *one = unflushed;
        unflushed = one->earlier;
        free(one);
    }
}

static void take_back(void) {
    for (struct overwritten *one = unflushed; one != NULL; one = one->earlier) {
        if (one->length > 0) real_pwrite(one->fd, one->bytes, (size_t)one->length, one->offset);
        real_ftruncate(one->fd, one->size_before);
    }
}

static void cut(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

ssize_t pwrite64(int fd, const void *buffer, size_t length, off_t offset) {
    if (!is_log(fd)) return real_pwrite(fd, buffer, length, offset);
    pthread_mutex_lock(&lock);
    struct stat file;
    struct overwritten *one = malloc(sizeof *one + length);
    if (one == NULL || fstat(fd, &file) != 0) abort();
    one->earlier = unflushed;
    one->fd = fd;
    one->offset = offset;
    one->size_before = file.st_size;
    one->length = pread(fd, one->bytes, length, offset);
    unflushed = one;
    ssize_t written = real_pwrite(fd, buffer, length, offset);
    pthread_mutex_unlock(&lock);
    return written;
}

int ftruncate64(int fd, off_t length) {
    if (is_log(fd)) {
        // Only after a checkpoint: what is cut off was flushed into the database before.
        pthread_mutex_lock(&lock);
        forget();
        pthread_mutex_unlock(&lock);
    }
    return real_ftruncate(fd, length);
}

int fdatasync(int fd) {
    if (!is_log(fd)) return real_fdatasync(fd);
    pthread_mutex_lock(&lock);
    unsigned long number = atomic_fetch_add(commits, 1) + 1;
    if (number == cut_at && cuts_before) {
        take_back();
        cut();
    }
    int result = real_fdatasync(fd);
    forget();
    if (number == cut_at) cut();
    pthread_mutex_unlock(&lock);
    return result;
}
