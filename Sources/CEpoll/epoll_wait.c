#define _GNU_SOURCE
#include "CEpoll.h"
#include <sched.h>
#include <stddef.h>
#include <sys/epoll.h>

/* How often a thread looks before it sleeps: some 30 microseconds, which is what it takes to sleep and be woken. */
static const int looks = 50;

int epoll_wait(int descriptor, struct epoll_event *events, int most, int timeout) {
    int fewer = most > 1 ? most - 1 : most;
    for (int look = 0; timeout != 0 && look < looks; look++) {
        int found = epoll_pwait(descriptor, events, fewer, 0, NULL);
        if (found != 0) return found;
        sched_yield();
    }
    return epoll_pwait(descriptor, events, fewer, timeout, NULL);
}
