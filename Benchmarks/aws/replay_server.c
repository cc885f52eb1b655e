// An HTTP server that gives recorded answers a fixed time after the request came, and is never what a benchmark waits for.
//
//   replay_server EXCHANGES MILLISECONDS
//
// EXCHANGES is what record.py wrote: key and answer in turns, each after its length (32 bits, little-endian). A key is
// method, target, X-Amz-Target, region/service of the signature and body, each but the last ended by a line feed. Prints
// the port of 127.0.0.1 that it listens on; on SIGTERM, how many requests it answered, and how many it could not.
#define _GNU_SOURCE
#include "../loopback_server.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

enum { SLOTS = 1 << 15, CONNECTIONS = 1 << 14, BUFFER = 1 << 16 };

struct text {
  const char *bytes;
  size_t length;
};

static struct {
  struct text key, answer;
} table[SLOTS];

static struct {
  int descriptor;
  struct text answer;
  long due;  // microseconds
} ring[RING];
static unsigned first, last;

static struct {
  char *bytes;
  size_t length;
} connections[CONNECTIONS];

static long answered, missing;
static volatile int ended;

static const char no_answer[] = "HTTP/1.1 501 Not Recorded\r\ncontent-length: 0\r\n\r\n";

static unsigned slot_of(struct text key) {
  uint64_t hash = 14695981039346656037u;
  for (size_t i = 0; i < key.length; i++) hash = (hash ^ (unsigned char)key.bytes[i]) * 1099511628211u;
  unsigned slot = (unsigned)(hash ^ hash >> 32) % SLOTS;
  while (table[slot].key.bytes != NULL && (table[slot].key.length != key.length ||
                                           memcmp(table[slot].key.bytes, key.bytes, key.length) != 0)) {
    slot = (slot + 1) % SLOTS;
  }
  return slot;
}

static struct text next_text(const char **at) {
  uint32_t length;
  memcpy(&length, *at, sizeof length);
  struct text text = {*at + sizeof length, length};
  *at += sizeof length + length;
  return text;
}

static void load(const char *path) {
  struct stat status;
  int file = open(path, O_RDONLY);
  if (file < 0 || fstat(file, &status) != 0 || status.st_size == 0) {
    perror(path);
    exit(1);
  }
  const char *at = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  const char *end = at + status.st_size;
  while (at < end) {
    struct text key = next_text(&at), answer = next_text(&at);
    unsigned slot = slot_of(key);
    table[slot].key = key;
    table[slot].answer = answer;
  }
}

static int welcome(int client) {
  if (client >= CONNECTIONS) return 0;
  if (connections[client].bytes == NULL) connections[client].bytes = malloc(BUFFER + 1);
  connections[client].length = 0;
  return connections[client].bytes != NULL;
}

// The value of a header; empty where it is not there. `head` ends with a NUL.
static struct text header(const char *head, const char *name) {
  const char *line = strcasestr(head, name);
  if (line == NULL) return (struct text){"", 0};
  line += strlen(name);
  while (*line == ' ') line++;
  return (struct text){line, strcspn(line, "\r\n")};
}

// "us-east-1/iam" of "Credential=AKID/20150830/us-east-1/iam/aws4_request"; empty where it is not there.
static struct text scope_of(struct text authorization) {
  const char *end = authorization.bytes + authorization.length, *start = authorization.bytes;
  for (int slashes = 0; slashes < 2 && start < end; start++) slashes += *start == '/';
  const char *stop = start;
  for (int slashes = 0; stop < end && (slashes += *stop == '/') < 2; stop++) continue;
  return (struct text){start, (size_t)(stop - start)};
}

static void put_off(int client, struct text answer, long delay) {
  ring[last % RING].descriptor = client;
  ring[last % RING].answer = answer;
  ring[last++ % RING].due = now() + delay;
}

// Answers the request at the beginning of what came; false where it is not whole yet.
static int take_request(int client, long delay) {
  static char key[BUFFER + 4096];
  char *bytes = connections[client].bytes;
  bytes[connections[client].length] = 0;
  char *end = strstr(bytes, "\r\n\r\n");
  if (end == NULL) return 0;
  end[2] = 0;
  size_t head = (size_t)(end + 4 - bytes);
  size_t body = (size_t)atol(header(bytes, "\r\ncontent-length:").bytes);
  if (connections[client].length < head + body) {
    end[2] = '\r';
    return 0;
  }
  struct text target = header(bytes, "\r\nx-amz-target:");
  struct text scope = scope_of(header(bytes, "\r\nauthorization:"));
  size_t line = strcspn(bytes, "\r");
  while (line > 0 && bytes[line] != ' ') line--;  // without " HTTP/1.1"
  char *space = memchr(bytes, ' ', line);
  if (space != NULL) *space = '\n';
  size_t length = (size_t)snprintf(key, sizeof key, "%.*s\n%.*s\n%.*s\n", (int)line, bytes, (int)target.length,
                                   target.bytes, (int)scope.length, scope.bytes);
  memcpy(key + length, bytes + head, body);
  unsigned slot = slot_of((struct text){key, length + body});
  struct text answer = table[slot].answer;
  answered++;
  if (answer.bytes == NULL) {
    missing++;
    fprintf(stderr, "no answer for %.*s\n", (int)(length + body), key);
    answer = (struct text){no_answer, sizeof no_answer - 1};
  }
  put_off(client, answer, delay);
  connections[client].length -= head + body;
  memmove(bytes, bytes + head + body, connections[client].length);
  return 1;
}

static void read_requests(int client, long delay) {
  size_t length = connections[client].length;
  ssize_t count = read(client, connections[client].bytes + length, BUFFER - length);
  if (count <= 0) {
    close(client);
    return;
  }
  connections[client].length += (size_t)count;
  while (connections[client].length > 0 && take_request(client, delay)) continue;
}

// Whole, waiting where the socket is full: what reads is on the same machine.
static void write_all(int client, struct text answer) {
  while (answer.length > 0) {
    ssize_t count = send(client, answer.bytes, answer.length, MSG_NOSIGNAL);
    if (count < 0) {
      struct pollfd wait = {.fd = client, .events = POLLOUT};
      if (poll(&wait, 1, 1000) <= 0) return;
      continue;
    }
    answer.bytes += count;
    answer.length -= (size_t)count;
  }
}

static void send_due(void) {
  for (long time = now(); first != last && ring[first % RING].due <= time; first++) {
    write_all(ring[first % RING].descriptor, ring[first % RING].answer);
  }
}

static long next_due(void) { return first == last ? 0 : ring[first % RING].due; }

static void end(int signal) {
  (void)signal;
  ended = 1;
}

int main(int count, char **arguments) {
  if (count < 3) return 64;
  signal(SIGTERM, end);
  load(arguments[1]);
  serve((struct service){
      .program = "replay_server",
      .delay = atol(arguments[2]) * 1000,
      .welcome = welcome,
      .read = read_requests,
      .next_due = next_due,
      .send_due = send_due,
      .ended = &ended,
  });
  printf("%ld %ld\n", answered, missing);
}
