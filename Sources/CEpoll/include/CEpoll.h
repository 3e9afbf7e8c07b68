/* An epoll_wait(2) in the place of glibc's, which gives one event fewer than it is asked for.

   libmicrohttpd 0.9.75 (MHD_epoll) asks for 128 events and, where it gets as many, waits for more before it answers
   those. Where all of a thread's clients are among them, nothing more comes and they are never answered. */
