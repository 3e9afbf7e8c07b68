/* What the emulator's throughput is measured against: its own answers from bare libmicrohttpd, with nothing behind them.
   Usage: baseline PORT THREADS PERMISSIONS LIST ACCEPTED      three files with bodies */
#include <microhttpd.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

static struct body { char bytes[1 << 16]; size_t length; } permissions, list, accepted;

static void load(struct body *body, const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) { perror(path); exit(1); }
    body->length = fread(body->bytes, 1, sizeof body->bytes, file);
    fclose(file);
}

static void fresh_uuid(char text[37]) { /* version 4, from a linear congruential generator a thread */
    static _Thread_local uint64_t state;
    if (state == 0) state = (uintptr_t)&state;
    for (int place = 0; place < 36; place++) {
        state = state * 6364136223846793005 + 1442695040888963407;
        text[place] = "0123456789abcdef"[state >> 60];
    }
    text[8] = text[13] = text[18] = text[23] = '-';
    text[14] = '4', text[19] = "89ab"[state >> 62], text[36] = 0;
}

static enum MHD_Result answer(void *unused, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *data, size_t *size, void **seen) {
    (void)unused, (void)version, (void)data;
    if (*seen == NULL) return *seen = (void *)1, MHD_YES; /* an answer on the first call would close the connection */
    if (*size > 0) return *size = 0, MHD_YES;
    struct body *body = *method == 'P' ? &accepted : strstr(url, "/permissions") ? &permissions : &list;
    char identifier[37];
    fresh_uuid(identifier);
    struct MHD_Response *response =
        MHD_create_response_from_buffer(body->length, body->bytes, MHD_RESPMEM_PERSISTENT);
    MHD_add_response_header(response, "Content-Type", "application/json");
    MHD_add_response_header(response, "sib-request-id", identifier);
    MHD_add_response_header(response, "access-control-allow-origin", "*");
    MHD_add_response_header(response, "access-control-allow-headers", "*");
    MHD_add_response_header(response, "access-control-allow-methods", "PUT, POST, GET, DELETE, PATCH, OPTIONS");
    MHD_add_response_header(response, "access-control-allow-credentials", "true");
    enum MHD_Result result = MHD_queue_response(connection, MHD_HTTP_OK, response);
    MHD_destroy_response(response);
    return result;
}

/* In place of the C library's. MHD_epoll (0.9.75) asks for 128 events, and after just so many asks again before it
   answers any; when all its clients are among these, it waits for ever. 127 at a time are never just so many. */
int epoll_wait(int descriptor, struct epoll_event *events, int most, int timeout) {
    return epoll_pwait(descriptor, events, most > 1 ? most - 1 : most, timeout, NULL);
}

int main(int count, char **arguments) {
    if (count != 6) return fputs("baseline PORT THREADS PERMISSIONS LIST ACCEPTED\n", stderr), 64;
    load(&permissions, arguments[3]), load(&list, arguments[4]), load(&accepted, arguments[5]);
    struct MHD_Daemon *daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, (uint16_t)atoi(arguments[1]), NULL, NULL,
                                                 answer, NULL, MHD_OPTION_THREAD_POOL_SIZE,
                                                 (unsigned)atoi(arguments[2]), MHD_OPTION_END);
    if (daemon == NULL) return perror("baseline"), 1;
    return pause();
}
