// Instructions that generated code cannot hold: undefined ones, whose SIGILL is handled, and those that make data big-endian.
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <ucontext.h>

#ifdef __thumb__
#define UNDEFINED ".inst.w 0xf2800f00\n"
#else
#define UNDEFINED ".inst 0xe6000010\n"
#endif

extern char first[], second[], third[], fourth[];
static volatile unsigned handled, wrong;

static unsigned work(unsigned n) { return n < 2 ? n : work(n - 1) + work(n - 2); }

static void skip(int signal, siginfo_t *info, void *state) {
  (void)signal;
  mcontext_t *registers = &((ucontext_t *)state)->uc_mcontext;
  char *pc = (char *)registers->arm_pc;
  if (info->si_addr != pc || (pc != first && pc != second && pc != third && pc != fourth)) wrong++;
  handled += work(5) == 5;
  registers->arm_r0 += 7;
  registers->arm_pc += 4;
}

__attribute__((noinline)) static unsigned undefined(unsigned value) {
  register unsigned r0 __asm__("r0") = value;
  __asm__ volatile(".global first\nfirst: " UNDEFINED "add r0, r0, #1\n" : "+r"(r0)::"cc", "memory");
  return r0;
}

// Under a condition that holds or does not.
__attribute__((noinline)) static unsigned conditionally(unsigned value) {
  register unsigned r0 __asm__("r0") = value;
  __asm__ volatile(
      "cmp r0, #10\n"
#ifdef __thumb__
      "ittt hi\naddhi r0, r0, #1\n.global second\nsecond: " UNDEFINED "addhi r0, r0, #2\n"
#else
      "addhi r0, r0, #1\n.global second\nsecond: .inst 0x86000010\naddhi r0, r0, #2\n"
#endif
      "adc r0, r0, #0\n"
      : "+r"(r0)::"cc", "memory");
  return r0;
}

// A fault at once.
__attribute__((noinline)) static unsigned straight(const unsigned *words) {
  register unsigned r0 __asm__("r0") = 0;
  unsigned a, b;
  __asm__ volatile(
      "setend be\n"
      ".global fourth\nfourth: " UNDEFINED
      "ldr %0, [%3]\nldr %1, [%3, #4]\nadd %0, %0, %1\n"
      "setend le\n"
      : "=&r"(a), "=&r"(b), "+r"(r0)
      : "r"(words)
      : "memory");
  return a + r0 + work(4);
}

// Loops, a call, and a fault in the middle.
__attribute__((noinline)) static unsigned crooked(const unsigned *words) {
  register unsigned sum __asm__("r0") = 0;
  register const unsigned *at __asm__("r1") = words;
  __asm__ volatile(
      "mov r2, #4\n"
      "setend be\n"
      "1: ldr r3, [r1], #4\n"
      "bl 3f\n"
      "subs r2, r2, #1\n"
      "bne 1b\n"
      ".global third\nthird: " UNDEFINED
      "setend le\n"
      "b 4f\n"
      "3: add r0, r0, r3\n"
      "bx lr\n"
      "4:\n"
      : "+r"(sum), "+r"(at)::"r2", "r3", "lr", "cc", "memory");
  return sum;
}

// Under a condition, with a call.
__attribute__((noinline)) static unsigned status(const unsigned *words) {
  unsigned before, value;
  __asm__ volatile(
      "mrs %0, cpsr\n"
      "orr %1, %0, #0x200\n"
      "cmp %1, #0\n"
#ifdef __thumb__
      "it ne\n"
#endif
      "msrne cpsr_x, %1\n"
      "bl 1f\n"
      "msr cpsr_fsxc, %0\n"
      "b 2f\n"
      "1: ldr %1, [%2]\n"
      "bx lr\n"
      "2:\n"
      : "=&r"(before), "=&r"(value)
      : "r"(words)
      : "lr", "cc", "memory");
  return value;
}

int main(void) {
  static const unsigned words[] = {0x01020304, 0x11223344, 0x50607080, 0x12};
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = skip;
  action.sa_flags = SA_SIGINFO;
  sigaction(SIGILL, &action, 0);
  for (unsigned i = 0; i < 6; i++) {
    printf("%u %u %u\n", undefined(i), conditionally(i), conditionally(i + 10));
    printf("%x %x %x\n", straight(words), crooked(words), status(words));
    fflush(stdout);
  }
  printf("%u handled, %u wrong, %u\n", handled, wrong, work(10));
  return 6;
}
