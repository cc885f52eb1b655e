// What the servers of the benchmarks share: a socket of 127.0.0.1, its clients, and the time that answers wait.
#ifndef LOOPBACK_SERVER_H
#define LOOPBACK_SERVER_H

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { RING = 1 << 16, EVENTS = 256 };

// Microseconds of a clock that never goes back.
static long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000L + time.tv_nsec / 1000;
}

// Prints the port that it listens on.
static int listening_socket(const char *program) {
  int server = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  if (server < 0 || bind(server, (struct sockaddr *)&address, length) != 0 || listen(server, 4096) != 0 ||
      getsockname(server, (struct sockaddr *)&address, &length) != 0) {
    perror(program);
    exit(1);
  }
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  return server;
}

// Accepts all who wait; `welcome` says whether a client may stay.
static void accept_all(int events, int server, int (*welcome)(int client)) {
  int client, on = 1;
  while ((client = accept4(server, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    if (welcome != NULL && !welcome(client)) {
      close(client);
      continue;
    }
    struct epoll_event event = {.events = EPOLLIN, .data.fd = client};
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    epoll_ctl(events, EPOLL_CTL_ADD, client, &event);
  }
}

// How a server goes on: `next_due` is when send_due() is to be called, 0 where nothing waits.
struct service {
  const char *program;
  long delay;  // microseconds
  int (*welcome)(int client);
  void (*read)(int client, long delay);
  long (*next_due)(void);
  void (*send_due)(void);
  volatile int *ended;  // NULL: it never ends
};

static void serve(struct service service) {
  int events = epoll_create1(0), server = listening_socket(service.program);
  struct epoll_event event = {.events = EPOLLIN, .data.fd = server}, ready[EVENTS];
  epoll_ctl(events, EPOLL_CTL_ADD, server, &event);
  while (service.ended == NULL || !*service.ended) {
    long due = service.next_due(), wait = due - now();
    struct timespec timeout = {.tv_nsec = wait > 0 ? wait * 1000 : 0};
    int found = epoll_pwait2(events, ready, EVENTS, due == 0 ? NULL : &timeout, NULL);
    for (int i = 0; i < found; i++) {
      if (ready[i].data.fd == server) {
        accept_all(events, server, service.welcome);
      } else {
        service.read(ready[i].data.fd, service.delay);
      }
    }
    service.send_due();
  }
}

#endif
