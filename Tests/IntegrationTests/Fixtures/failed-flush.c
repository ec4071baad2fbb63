// Makes a disk fail to flush: preloaded into bedsided and bedside-central by the tests of row 2 of the fault list.
//
//   BEDSIDE_FLUSH=FILE    while FILE exists, every fdatasync and fsync of a SQLite file fails with EIO
//
// FILE says what became of the bytes: "kept" when they are on the disk all the same, "lost" when none of them is: then what
// is written to a log goes nowhere, and nobody but the flush says so.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fdatasync)(int);
static int (*real_fsync)(int);
static const char *order;

__attribute__((constructor)) static void begin(void) {
    real_pwrite = (ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite64");
    real_fdatasync = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    real_fsync = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    order = getenv("BEDSIDE_FLUSH");
}

static int ends_with(int fd, const char *suffix) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path), wanted = (ssize_t)strlen(suffix);
    return length > wanted && memcmp(path + length - wanted, suffix, (size_t)wanted) == 0;
}

static int fails(int fd) {
    return order != NULL && access(order, F_OK) == 0 && (ends_with(fd, "-wal") || ends_with(fd, ".sqlite"));
}

static int loses(void) {
    char word[8] = "";
    FILE *file = fopen(order, "re");
    if (file == NULL) return 0;
    int read = fscanf(file, "%7s", word);
    fclose(file);
    return read == 1 && strcmp(word, "lost") == 0;
}

ssize_t pwrite64(int fd, const void *buffer, size_t length, off_t offset) {
    if (order != NULL && access(order, F_OK) == 0 && ends_with(fd, "-wal") && loses()) return (ssize_t)length;
    return real_pwrite(fd, buffer, length, offset);
}

int fdatasync(int fd) {
    if (!fails(fd)) return real_fdatasync(fd);
    errno = EIO;
    return -1;
}

int fsync(int fd) {
    if (!fails(fd)) return real_fsync(fd);
    errno = EIO;
    return -1;
}
