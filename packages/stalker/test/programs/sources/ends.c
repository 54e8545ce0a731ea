/* Ends in the way that its argument says. Built as A32. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static void at_exit(void) { puts("at exit"); }

__attribute__((noinline)) static int overflow(int depth) {
  volatile char room[4096];
  room[0] = (char)depth;
  return overflow(depth + 1) + room[0];
}

int main(int count, char **arguments) {
  const char *how = count > 1 ? arguments[1] : "";
  atexit(at_exit);
  printf("%s\n", how);
  fflush(stdout);
  if (strcmp(how, "return") == 0) return 300;
  if (strcmp(how, "exit") == 0) exit(7);
  if (strcmp(how, "_exit") == 0) _exit(8);
  if (strcmp(how, "exit of the thread") == 0) syscall(SYS_exit, 9);
  if (strcmp(how, "read of null") == 0) return *(volatile int *)0;
  if (strcmp(how, "write to code") == 0) *(volatile int *)((unsigned)main & ~3u) = 0;
  if (strcmp(how, "jump to null") == 0) ((void (*)(void))0)();
  if (strcmp(how, "jump to nowhere") == 0) ((void (*)(void))0xdeadbee0)();
  if (strcmp(how, "jump to data") == 0) {
    static unsigned data[64];
    ((void (*)(void))data)();
  }
  if (strcmp(how, "jump to an unmapped page") == 0) {
    void *page = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    munmap(page, 4096);
    ((void (*)(void))page)();
  }
  if (strcmp(how, "stack overflow") == 0) return overflow(0);
  if (strcmp(how, "abort") == 0) abort();
  if (strcmp(how, "undefined") == 0) __asm__ volatile("udf #0");
  if (strcmp(how, "breakpoint") == 0) __asm__ volatile("bkpt #0");
  if (strcmp(how, "debugger's breakpoint") == 0) __asm__ volatile(".inst 0xe7f001f0");
  if (strcmp(how, "terminate") == 0) kill(getpid(), SIGTERM);
  if (strcmp(how, "kill") == 0) kill(getpid(), SIGKILL);
  if (strcmp(how, "raise user signal") == 0) raise(SIGUSR1);
  if (strcmp(how, "alarm") == 0) {
    alarm(1);
    for (;;) pause();
  }
  if (strcmp(how, "broken pipe") == 0) {
    int ends[2];
    if (pipe(ends) == 0) close(ends[0]);
    (void)!write(ends[1], "x", 1);
  }
  if (strcmp(how, "exec") == 0) execl("/bin/sh", "sh", "-c", "echo \"executed $0\"; exit 10", "shell", NULL);
  if (strcmp(how, "failing exec") == 0) {
    execl("/does/not/exist", "x", NULL);
    printf("%s\n", strerror(errno));
    execl("/", "x", NULL);
    printf("%s\n", strerror(errno));
    return 11;
  }
  return 1;
}
