// An HTTP server that answers every request a fixed time after it came, and is never what a benchmark waits for.
//
//   slow_server MILLISECONDS
//
// Prints the port of 127.0.0.1 that it listens on. One request is under way on a connection at a time. As every answer
// takes the same time, answers leave in the order in which the requests came: a ring is all the timing it needs.
#define _GNU_SOURCE
#include "loopback_server.h"

#include <string.h>

static const char answer[] =
    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 11\r\n\r\n{\"ok\":true}";

static struct {
  int descriptor;
  long due;  // microseconds
} ring[RING];
static unsigned first, last;

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

static long next_due(void) { return first == last ? 0 : ring[first % RING].due; }

int main(int count, char **arguments) {
  serve((struct service){
      .program = "slow_server",
      .delay = (count > 1 ? atol(arguments[1]) : 20) * 1000,
      .read = read_request,
      .next_due = next_due,
      .send_due = send_due,
  });
}
