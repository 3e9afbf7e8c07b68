/* An epoll_wait(2) in the place of glibc's, for libmicrohttpd's threads.

   It gives one event fewer than it is asked for. libmicrohttpd 0.9.75 (MHD_epoll) asks for 128 events and, where it gets
   as many, waits for more before it answers those. Where all of a thread's clients are among them, nothing more comes and
   they are never answered.

   And it looks a while before it sleeps, and lets others go first meanwhile. A client that asks again at once is so
   answered without a thread that has to be woken for it, which takes longer than the answer. */
