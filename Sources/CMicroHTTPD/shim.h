// libmicrohttpd's API is partly variadic, and Swift does not import variadic C functions.
// Each wrapper below fixes the arguments of one such function; nothing else belongs here.
#ifndef CMICROHTTPD_SHIM_H
#define CMICROHTTPD_SHIM_H

#include <microhttpd.h>
#include <string.h>

/// What CMHD_start_daemon() calls back, each with the context it was given.
struct CMHD_Callbacks {
    MHD_LogCallback log;
    void *(*begin)(void *context, const char *target, struct MHD_Connection *connection);
    MHD_AccessHandlerCallback advance;
    MHD_RequestCompletedCallback complete;
    MHD_NotifyConnectionCallback connection;
};

/// The limits of a daemon: worker threads, open connections, idle seconds, bytes of memory a connection.
struct CMHD_Limits {
    unsigned int threads;
    unsigned int connections;
    unsigned int idle_seconds;
    size_t connection_memory;
};

/// What a daemon speaks TLS with, both in PEM; NULL in both where it does not.
struct CMHD_Identity {
    const char *certificates;
    const char *key;
};

/// Leaves escapes as they are: unescaped in place, %2F would split a segment and %00 cut the target short.
static inline size_t CMHD_keep_escapes(void *context, struct MHD_Connection *connection, char *text) {
    (void) context;
    (void) connection;
    return strlen(text);
}

/// MHD_start_daemon() for connections that MHD_add_connection() brings: epoll but for TLS, and a pool where there are
/// more threads than one (a pool of one is an error to libmicrohttpd).
static inline struct MHD_Daemon *CMHD_start_daemon(struct CMHD_Callbacks callbacks, struct CMHD_Limits limits,
                                                   struct CMHD_Identity identity, void *context) {
    struct MHD_OptionItem further[4];
    struct MHD_OptionItem *next = further;
    if (limits.threads > 1) *next++ = (struct MHD_OptionItem) {MHD_OPTION_THREAD_POOL_SIZE, limits.threads, NULL};
    if (identity.key) {
        *next++ = (struct MHD_OptionItem) {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *) identity.certificates};
        *next++ = (struct MHD_OptionItem) {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *) identity.key};
    }
    *next = (struct MHD_OptionItem) {MHD_OPTION_END, 0, NULL};
    // With epoll a TLS handshake that waits for its client takes a whole processor.
    unsigned int polling = identity.key ? MHD_USE_POLL_INTERNAL_THREAD | MHD_USE_TLS : MHD_USE_EPOLL_INTERNAL_THREAD;
    return MHD_start_daemon(polling | MHD_USE_NO_LISTEN_SOCKET | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG,
                            0, NULL, NULL, callbacks.advance, context,
                            MHD_OPTION_EXTERNAL_LOGGER, callbacks.log, context,  // first, or stderr hears of the others
                            MHD_OPTION_URI_LOG_CALLBACK, callbacks.begin, context,
                            MHD_OPTION_UNESCAPE_CALLBACK, CMHD_keep_escapes, NULL,
                            MHD_OPTION_NOTIFY_COMPLETED, callbacks.complete, context,
                            MHD_OPTION_NOTIFY_CONNECTION, callbacks.connection, context,
                            MHD_OPTION_CONNECTION_LIMIT, limits.connections,
                            MHD_OPTION_CONNECTION_TIMEOUT, limits.idle_seconds,
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, limits.connection_memory,
                            MHD_OPTION_ARRAY, further,
                            MHD_OPTION_END);
}

/// The pointer that the connection's notification stored for its lifetime.
static inline void *CMHD_socket_context(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

/// The peer's address, valid while the connection is open.
static inline const struct sockaddr *CMHD_client_address(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info ? info->client_addr : NULL;
}

/// The connection's descriptor, -1 where there is none.
static inline int CMHD_descriptor(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

/// The connection's gnutls_session_t, NULL where it does not speak TLS.
static inline void *CMHD_tls_session(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    return info ? info->tls_session : NULL;
}

/// The bytes from the method to the end of the header section, 0 before that has been read.
static inline size_t CMHD_head_size(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info ? info->header_size : 0;
}

/// What a content reader gives after the last byte of a body without a known size.
static const ssize_t CMHD_end_of_stream = MHD_CONTENT_READER_END_OF_STREAM;

/// What a content reader gives to cut its answer off.
static const ssize_t CMHD_end_with_error = MHD_CONTENT_READER_END_WITH_ERROR;

#endif
