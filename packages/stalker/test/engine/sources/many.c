/* Thousands of functions, the first of which are called in turns while signals come; prints what they compute, and where the signals came. */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <ucontext.h>

#define COUNT 4000
#define STRIDE 64

extern const char __executable_start, etext;
extern char functions[];

volatile sig_atomic_t handled, outside;

/* Each calls `shared`, branches, and adds a number of its own. */
__asm__(
    ".syntax unified\n .text\n .balign 64\n"
#ifdef __thumb__
    ".thumb\n .thumb_func\n"
#else
    ".arm\n"
#endif
    "shared: eor r0, r0, r0, lsr #7\n bx lr\n .balign 64\n"
    ".global functions\n"
    "functions:\n"
    ".set number, 0\n"
    ".rept 4000\n"
    "push {r4, lr}\n"
    "movw r1, #number\n"
    "add r0, r0, r0, lsl #5\n"
    "eor r0, r0, r1\n"
    "tst r0, #4\n"
    "beq 1f\n"
    "add r0, r0, #1\n"
    "1: bl shared\n"
    "pop {r4, pc}\n"
    ".set number, number + 1\n"
    ".balign 64\n"
    ".endr\n");

static void on_signal(int signal, siginfo_t *info, void *context) {
  uintptr_t pc = ((ucontext_t *)context)->uc_mcontext.arm_pc;
  (void)info, (void)signal;
  handled++;
  outside += (pc < (uintptr_t)&__executable_start || pc >= (uintptr_t)&etext) && pc < 0xffff0000u;
}

int main(int count, char **arguments) {
  int rounds = count > 1 ? atoi(arguments[1]) : 3, wanted = count > 2 ? atoi(arguments[2]) : 0;
  int functions_called = count > 3 ? atoi(arguments[3]) : COUNT;
  struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_RESTART};
  sigaction(SIGALRM, &action, NULL);
  uint32_t sum = 1;
  int seen = -1;
  for (int round = 0; round < rounds; round++) {
    for (int number = 0; number < functions_called; number++) {
      uintptr_t at = (uintptr_t)functions + STRIDE * number;
#ifdef __thumb__
      at |= 1;
#endif
      /* The next signal when the last one has come, so that there is progress however long one takes. */
      if (seen != handled && handled < wanted) {
        seen = handled;
        struct itimerval once = {{0, 0}, {0, 1000}};
        setitimer(ITIMER_REAL, &once, NULL);
      }
      sum = ((uint32_t(*)(uint32_t))at)(sum);
    }
  }
  printf("%u, %d outside\n", sum, outside);
  return handled > 0 ? 24 : 25;
}
