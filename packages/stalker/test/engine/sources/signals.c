/* Is interrupted by signals, many times, and looks at what the handler is told of the interrupted code. */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <ucontext.h>
#include <unistd.h>

#define ALONE __attribute__((noinline, noclone))

extern const char __executable_start, etext, known_begins, known_ends;

volatile sig_atomic_t handled, within, outside, wrong, wrong_stack, wrong_info, nested;
volatile uint32_t known_sp, handler_calls;
uint32_t places[8];

/* r4 to r11 hold known values, and r1 is three times r0 at every turn's beginning. Calls, returns, jumps, PC, and code of both instruction sets. */
__asm__(
    ".syntax unified\n .text\n .arm\n .balign 4\n .global known, known_begins, known_ends\n .type known, %function\n"
    "known:\n"
    "push {r4-r11, lr}\n"
    "ldr r2, =known_sp\n"
    "str sp, [r2]\n"
    "ldr r4, =0x44444444\n ldr r5, =0x55555555\n ldr r6, =0x66666666\n ldr r7, =0x77777777\n"
    "ldr r8, =0x88888888\n ldr r9, =0x99999999\n ldr r10, =0xaaaaaaaa\n ldr r11, =0xbbbbbbbb\n"
    "mov r1, #0\n"
    "known_begins:\n"
    "1: push {r0, r1, lr}\n"
    "cmp r0, #3\n"
    "bl 3f\n"
    "blx 4f\n"
    "adr r3, 3f\n"
    "blxne r3\n"
    "and r2, r0, #3\n"
    "add pc, pc, r2, lsl #2\n"
    "nop\n"
    "b 5f\n b 5f\n b 6f\n b 5f\n"
    "3: add r1, r1, #1\n"
    "bx lr\n"
    ".thumb\n .balign 4\n"
    "4: push {r3, lr}\n"
    "cmp r2, #1\n"
    "itt eq\n moveq r2, #5\n addeq r2, r2, #1\n"
    "cbz r2, 7f\n"
    "7: pop {r3, pc}\n"
    ".arm\n .balign 4\n"
    "5: mov r12, pc\n"
    "6: pop {r0, r1, lr}\n"
    "add r1, r1, #3\n"
    "subs r0, r0, #1\n"
    "bne 1b\n"
    "known_ends:\n"
    "mov r0, r1\n"
    "pop {r4-r11, pc}\n"
    ".ltorg\n");
uint32_t known(uint32_t turns);

ALONE void look(const mcontext_t *registers) {
  const unsigned long *r = &registers->arm_r0;
  uintptr_t pc = registers->arm_pc;
  if (pc >= (uintptr_t)&known_begins && pc < (uintptr_t)&known_ends) {
    within++;
    for (uint32_t index = 4; index < 12; index++) wrong += r[index] != index * 0x11111111u;
    uint32_t used = known_sp - registers->arm_sp;
    wrong_stack += used > 20 || (used & 3) != 0;
  } else if (pc < (uintptr_t)&__executable_start || pc >= (uintptr_t)&etext) {
    if (outside < 8) places[outside] = pc;
    if (pc < 0xffff0000u) outside++;
  }
}

static void on_signal(int signal, siginfo_t *info, void *context) {
  handler_calls++;
  look(&((ucontext_t *)context)->uc_mcontext);
  wrong_info += info->si_signo != signal;
  if (signal == SIGUSR1) nested += info->si_pid == getpid() && info->si_code == SI_TKILL;
  else if (++handled % 16 == 0) raise(SIGUSR1);
}

int main(int count, char **arguments) {
  int wanted = count > 1 ? atoi(arguments[1]) : 100, differences = 0, before = count > 2;
  struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_RESTART};
  if (!before) sigaction(SIGALRM, &action, NULL);
  sigaction(SIGUSR1, &action, NULL);
  sigaction(SIGALRM, &action, NULL);
  uint32_t expected = known(700);
  char text[80], first[80];
  snprintf(first, sizeof first, "%u %.4f", expected, expected / 7.0);
  uint32_t delay = 1;
  while (handled < wanted) {
    /* One signal at a time, so that there is progress however long a signal takes; work until it is there, however fast the machine. */
    int seen = handled;
    struct itimerval once = {{0, 0}, {0, 50 + (delay = delay * 69069 + 1) % 1000}};
    setitimer(ITIMER_REAL, &once, NULL);
    do {
      differences += known(700) != expected;
      snprintf(text, sizeof text, "%u %.4f", expected, expected / 7.0);
      differences += strcmp(text, first) != 0;
    } while (handled == seen);
  }
  struct itimerval none = {{0, 0}, {0, 0}};
  setitimer(ITIMER_REAL, &none, NULL);
  printf("%d differences, %d wrong, %d wrong stacks, %d outside, %d wrong, nested %s, %s\n", differences, wrong, wrong_stack, outside, wrong_info,
         nested == handled / 16 ? "all" : "not all", within > 0 ? "some within" : "none within");
  for (int index = 0; index < outside && index < 8; index++) fprintf(stderr, "at %lx\n", (unsigned long)places[index]);
  return 26;
}
