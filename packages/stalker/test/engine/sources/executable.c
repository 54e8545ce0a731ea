// Calls code in memory that may be executed, and in memory that may not, by turns. Prints how each call ended.
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#define PAGE 4096

static sigjmp_buf before;
static volatile uintptr_t fault;
static volatile int code;

static void handle(int signal, siginfo_t *info, void *context) {
  (void)signal, (void)context;
  fault = (uintptr_t)info->si_addr;
  code = info->si_code;
  siglongjmp(before, 1);
}

static void call(const char *how, volatile unsigned *page) {
  if (sigsetjmp(before, 1) == 0) printf("%s: %d\n", how, ((int (*)(int))page)(20));
  else printf("%s: fault at +%u, code %d\n", how, (unsigned)(fault - (uintptr_t)page), code);
}

static volatile unsigned *put(void *at) {
  volatile unsigned *page = at;
  page[0] = 0xe2800001; // add r0, r0, #1
  page[1] = 0xe12fff1e; // bx lr
  __builtin___clear_cache((char *)at, (char *)at + 8);
  return page;
}

int main(void) {
  struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO};
  sigaction(SIGSEGV, &action, NULL);
  const int rw = PROT_READ | PROT_WRITE, rx = PROT_READ | PROT_EXEC;
  void *at = mmap(NULL, 2 * PAGE, rw, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  volatile unsigned *page = put(at);
  call("never executable", page);
  for (int turn = 0; turn < 3; turn++) {
    mprotect(at, PAGE, rx);
    call("executable", page);
    mprotect(at, PAGE, PROT_READ);
    call("not any more", page);
  }

  // Code that runs on into a page that may not be executed.
  volatile unsigned *last = (unsigned *)((char *)at + PAGE) - 1;
  mprotect(at, PAGE, rw);
  *last = 0xe2800001;
  put((char *)at + PAGE);
  __builtin___clear_cache((char *)last, (char *)last + 4);
  mprotect(at, PAGE, rx);
  call("into the next page", last);
  mprotect((char *)at + PAGE, PAGE, rx);
  call("into the next page, executable", last);

  // One memory at two places, of which one may be executed.
  int file = memfd_create("code", 0);
  if (file < 0 || ftruncate(file, PAGE) != 0) return 2;
  void *written = mmap(NULL, PAGE, rw, MAP_SHARED, file, 0);
  void *executed = mmap(NULL, PAGE, rx, MAP_SHARED, file, 0);
  put(written);
  call("written through", written);
  call("executed through", executed);
  munmap(executed, PAGE);
  call("unmapped", executed);
  return 5;
}
