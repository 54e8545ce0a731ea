// For the machine that the tests run on: prints "yes" if its debug registers stop a thread that writes to a watched word, else "no". Some virtual
// machines take the registers' values and never stop.
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

// DR7: DR0 is enabled (bit 0), for writes (bits 17 and 16: 01) of 8 bytes (bits 19 and 18: 10).
#define WATCH_WRITES_OF_8_BYTES 0x90001

static volatile long watched;

int main(void) {
  pid_t child = fork();
  if (child == 0) {
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    raise(SIGSTOP);
    watched = 1;
    _exit(0);
  }
  int status;
  waitpid(child, &status, 0);
  long refused = ptrace(PTRACE_POKEUSER, child, offsetof(struct user, u_debugreg[0]), &watched);
  refused |= ptrace(PTRACE_POKEUSER, child, offsetof(struct user, u_debugreg[7]), WATCH_WRITES_OF_8_BYTES);
  ptrace(PTRACE_CONT, child, 0, 0);
  waitpid(child, &status, 0);
  puts(refused == 0 && WIFSTOPPED(status) && WSTOPSIG(status) == SIGTRAP ? "yes" : "no");
  kill(child, SIGKILL);
  return 0;
}
