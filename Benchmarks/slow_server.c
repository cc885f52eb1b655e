// An HTTP server that answers every request a fixed time after it came, and is never what a benchmark waits for.
//
//   slow_server MILLISECONDS
//
// Prints the port of 127.0.0.1 that it listens on. One request is under way on a connection at a time. As every answer
// takes the same time, answers leave in the order in which the requests came: a ring is all the timing it needs.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { RING = 1 << 16, EVENTS = 256 };

static const char answer[] =
    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 11\r\n\r\n{\"ok\":true}";

static struct {
  int descriptor;
  long due;  // microseconds
} ring[RING];
static unsigned first, last;

static long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000L + time.tv_nsec / 1000;
}

static int listening_socket(void) {
  int server = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  if (server < 0 || bind(server, (struct sockaddr *)&address, length) != 0 || listen(server, 4096) != 0 ||
      getsockname(server, (struct sockaddr *)&address, &length) != 0) {
    perror("slow_server");
    exit(1);
  }
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  return server;
}

static void accept_all(int events, int server) {
  int client, on = 1;
  while ((client = accept4(server, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = client};
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    epoll_ctl(events, EPOLL_CTL_ADD, client, &event);
  }
}

// A GET is small and comes whole but for bad luck; then its rest comes with the next event.
static void read_request(int client, long delay) {
  char buffer[8192];
  ssize_t count = read(client, buffer, sizeof buffer);
  if (count <= 0) {
    close(client);
  } else if (count >= 4 && memcmp(buffer + count - 4, "\r\n\r\n", 4) == 0) {
    ring[last % RING].descriptor = client;
    ring[last++ % RING].due = now() + delay;
  }
}

static void send_due(void) {
  for (long time = now(); first != last && ring[first % RING].due <= time; first++) {
    if (write(ring[first % RING].descriptor, answer, sizeof answer - 1) < 0) continue;
  }
}

int main(int count, char **arguments) {
  long delay = (count > 1 ? atol(arguments[1]) : 20) * 1000;
  int events = epoll_create1(0), server = listening_socket();
  struct epoll_event event = {.events = EPOLLIN, .data.fd = server}, ready[EVENTS];
  epoll_ctl(events, EPOLL_CTL_ADD, server, &event);
  for (;;) {
    long wait = first == last ? -1 : ring[first % RING].due - now();
    struct timespec timeout = {.tv_nsec = wait > 0 ? wait * 1000 : 0};
    int found = epoll_pwait2(events, ready, EVENTS, first == last ? NULL : &timeout, NULL);
    for (int i = 0; i < found; i++) {
      if (ready[i].data.fd == server) {
        accept_all(events, server);
      } else {
        read_request(ready[i].data.fd, delay);
      }
    }
    send_due();
  }
}
