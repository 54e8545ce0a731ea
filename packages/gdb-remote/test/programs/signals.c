/* Raises what its arguments say, and tells by its exit status what it saw. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static volatile int seen;

static void handler(int number) { seen = number; }

int main(int count, char **arguments) {
  signal(SIGUSR1, handler);
  if (count > 1 && strcmp(arguments[1], "segv") == 0) *(volatile int *)4 = 1;
  if (count > 1 && strcmp(arguments[1], "abort") == 0) abort();
  if (count > 1 && strcmp(arguments[1], "ignore") == 0) {
    signal(SIGINT, SIG_IGN);
    for (;;) {
    }
  }
  raise(SIGUSR1);
  return seen == SIGUSR1 ? 42 : 1;
}
