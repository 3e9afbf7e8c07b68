// libmicrohttpd's API is partly variadic, and Swift does not import variadic C functions.
// Each wrapper below fixes the arguments of one such function; nothing else belongs here, but for headers of the
// system's that Swift's Glibc module lacks.
#ifndef CMICROHTTPD_SHIM_H
#define CMICROHTTPD_SHIM_H

#include <malloc.h>
#include <microhttpd.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

/// The functions that a daemon of CMHD_start_daemon() calls, each with the context that it was given.
struct CMHD_Callbacks {
    MHD_LogCallback log;
    void *(*begin)(void *context, const char *target, struct MHD_Connection *connection);
    MHD_AccessHandlerCallback advance;
    MHD_RequestCompletedCallback complete;
    MHD_NotifyConnectionCallback connection;
};

/// A certificate chain and its private key in PEM, both NULL for plain HTTP.
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

/// MHD_start_daemon() for one connection that MHD_add_connection() brings and the caller's thread serves.
static inline struct MHD_Daemon *CMHD_start_daemon(struct CMHD_Callbacks callbacks, size_t connection_memory,
                                                   struct CMHD_Identity identity, void *context) {
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *) identity.certificates},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *) identity.key},
        {MHD_OPTION_END, 0, NULL},
    };
    unsigned int flags = MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    return MHD_start_daemon(identity.key ? flags | MHD_USE_TLS : flags, 0, NULL, NULL, callbacks.advance, context,
                            MHD_OPTION_EXTERNAL_LOGGER, callbacks.log, context,  // first, or stderr hears of the others
                            MHD_OPTION_URI_LOG_CALLBACK, callbacks.begin, context,
                            MHD_OPTION_UNESCAPE_CALLBACK, CMHD_keep_escapes, NULL,
                            MHD_OPTION_NOTIFY_COMPLETED, callbacks.complete, context,
                            MHD_OPTION_NOTIFY_CONNECTION, callbacks.connection, context,
                            MHD_OPTION_CONNECTION_LIMIT, 1u,
                            MHD_OPTION_CONNECTION_TIMEOUT, 0u,
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, connection_memory,
                            MHD_OPTION_NONCE_NC_SIZE, 0u,
                            MHD_OPTION_ARRAY, identity.key ? tls : tls + 2,
                            MHD_OPTION_END);
}

/// The peer's address, valid while the connection is open.
static inline const struct sockaddr *CMHD_client_address(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info ? info->client_addr : NULL;
}

/// The connection's gnutls_session_t, NULL for plain HTTP.
static inline void *CMHD_tls_session(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    return info ? info->tls_session : NULL;
}

/// The number of bytes from the method to the end of the header section, 0 before that has been read.
static inline size_t CMHD_head_size(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info ? info->header_size : 0;
}

/// What a content reader returns after the last byte of a body without a known size.
static const ssize_t CMHD_end_of_stream = MHD_CONTENT_READER_END_OF_STREAM;

/// What a content reader returns to cut its response off.
static const ssize_t CMHD_end_with_error = MHD_CONTENT_READER_END_WITH_ERROR;

#endif
