#include "CEpoll.h"
#include <stddef.h>
#include <sys/epoll.h>

int epoll_wait(int descriptor, struct epoll_event *events, int most, int timeout) {
    return epoll_pwait(descriptor, events, most > 1 ? most - 1 : most, timeout, NULL);
}
