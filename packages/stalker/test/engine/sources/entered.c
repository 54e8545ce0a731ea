/* Functions that are entered, and addresses that are come to in other ways; prints what they return. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>

#ifdef __thumb__
#define FUNCTION(name) ".thumb_func\n .global " #name "\n .type " #name ", %function\n" #name ":"
#define SET ".thumb\n"
#else
#define FUNCTION(name) ".global " #name "\n .type " #name ", %function\n" #name ":"
#define SET ".arm\n"
#endif

__asm__(
    ".syntax unified\n .text\n .balign 4\n" SET
    /* Loops whose first instruction is the function's. */
    FUNCTION(spins) "adds r1, r1, r0\n subs r0, r0, #1\n bne spins\n mov r0, r1\n bx lr\n"
    FUNCTION(tests) "cmp r0, #0\n beq 1f\n subs r0, r0, #1\n adds r1, r1, #2\n b tests\n 1: mov r0, r1\n bx lr\n"
    /* The end of the loop stands behind a jump ahead. */
    FUNCTION(ahead) "adds r1, r1, #3\n subs r0, r0, #1\n b 2f\n 1: cmp r0, #5\n bne ahead\n adds r1, r1, #7\n b ahead\n 2: cmp r0, #0\n bne 1b\n mov r0, r1\n bx lr\n"
    /* It calls what does not return, at its end, and the next function enters it. */
    FUNCTION(guards) "cmp r0, #100\n bgt 1f\n adds r0, r0, #1\n bx lr\n 1: bl abort\n"
    FUNCTION(passes) "push {r4, lr}\n adds r0, r0, #2\n pop {r4, lr}\n b guards\n"
    /* Tail branches: forward, back, conditional, by register, from memory. */
    FUNCTION(forward) "adds r0, r0, #1\n b leaf\n"
    FUNCTION(leaf) "adds r0, r0, #10\n bx lr\n"
    FUNCTION(back) "adds r0, r0, #2\n b leaf\n"
    FUNCTION(either) "cmp r0, #5\n beq leaf\n adds r0, r0, #3\n bx lr\n"
    FUNCTION(by_register) "ldr r3, =leaf\n bx r3\n"
    FUNCTION(from_memory) "ldr r3, =1f\n ldr pc, [r3]\n .ltorg\n .balign 4\n 1: .word leaf\n"
    FUNCTION(even) "cmp r0, #0\n beq 1f\n subs r0, r0, #1\n b odd\n 1: movs r0, #1\n bx lr\n"
    FUNCTION(odd) "cmp r0, #0\n beq 1f\n subs r0, r0, #1\n b even\n 1: movs r0, #0\n bx lr\n"
    /* Calls, one of them recursive. */
    FUNCTION(sums) "cmp r0, #0\n beq 1f\n push {r0, lr}\n subs r0, r0, #1\n bl sums\n pop {r1, lr}\n adds r0, r0, r1\n 1: bx lr\n"
    /* A return to an address behind a call. */
    FUNCTION(returns) "push {r4, lr}\n bl leaf\n" FUNCTION(behind) "adds r0, r0, #1\n bl pops\n pop {r4, pc}\n"
    FUNCTION(pops) "push {r4, lr}\n adds r0, r0, #4\n pop {r4, pc}\n"
    ".ltorg\n");

unsigned spins(unsigned, unsigned), tests(unsigned, unsigned), ahead(unsigned, unsigned), passes(unsigned), guards(unsigned), forward(unsigned), back(unsigned), either(unsigned),
    by_register(unsigned), from_memory(unsigned), even(unsigned), odd(unsigned), sums(unsigned), returns(unsigned), leaf(unsigned);

volatile unsigned handled, alarms;
__attribute__((noinline, noclone)) void alarmed(int signal) { alarms += signal; }
__attribute__((noinline, noclone)) void handler(int signal) { handled += signal; }

/* The arguments: how often; microseconds between signals of a timer. */
int main(int count, char **arguments) {
  unsigned turns = atoi(arguments[1]), sum = 0;
  unsigned (*volatile by_pointer)(unsigned) = leaf;
  signal(SIGUSR1, handler);
  signal(SIGALRM, alarmed);
  if (count > 2) {
    struct itimerval timer = {{0, atoi(arguments[2])}, {0, atoi(arguments[2])}};
    setitimer(ITIMER_REAL, &timer, NULL);
  }
  for (unsigned turn = 0; turn < turns; turn++) {
    unsigned n = 1 + turn % 7;
    sum = sum * 31 + spins(n, 0) + tests(n, 1) + ahead(n, 2) + passes(n) + guards(n);
    sum = sum * 31 + forward(n) + back(n) + either(n) + by_register(n) + from_memory(n) + leaf(n) + by_pointer(n);
    sum = sum * 31 + even(n) + 2 * odd(n) + sums(n) + returns(n);
    if (turn % 10 == 9) raise(SIGUSR1);
  }
  printf("%u %u\n", sum, handled);
  return 23;
}
