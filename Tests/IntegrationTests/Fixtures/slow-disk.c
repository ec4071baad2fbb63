// Makes a disk slow for some files: preloaded into bedsided by the alarms' tests.
//
//   BEDSIDE_SLOW=FILE     while FILE exists, every fdatasync and fsync of a file in a folder named `alarms`, or of that
//                         folder, takes as many milliseconds longer as FILE says
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int (*real_fdatasync)(int);
static int (*real_fsync)(int);
static const char *order;

__attribute__((constructor)) static void begin(void) {
    real_fdatasync = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    real_fsync = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    order = getenv("BEDSIDE_SLOW");
}

static void wait_for(int fd) {
    char link[64], path[4096];
    if (order == NULL) return;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 2);
    if (length < 0) return;
    memcpy(path + length, "/", 2);
    if (strstr(path, "/alarms/") == NULL) return;
    FILE *file = fopen(order, "re");
    if (file == NULL) return;
    long milliseconds = 0;
    if (fscanf(file, "%ld", &milliseconds) != 1) milliseconds = 0;
    fclose(file);
    struct timespec rest = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&rest, NULL);
}

int fdatasync(int fd) {
    wait_for(fd);
    return real_fdatasync(fd);
}

int fsync(int fd) {
    wait_for(fd);
    return real_fsync(fd);
}
