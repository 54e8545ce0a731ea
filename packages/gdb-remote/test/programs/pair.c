/* In each round two threads spin, each with a number of its own in r4, and both are signalled in the same moment. */
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <unistd.h>

#define ROUNDS 20

volatile int started[2], got[2], mark;
static __thread volatile int self;

static void handle(int number) { got[self] = number; }

static void *spin(void *which) {
  self = (intptr_t)which;
  __asm__ volatile(
      "mov r4, %0\n"
      "mov r5, #1\n"
      "str r5, [%1]\n"
      "1: ldr r5, [%2]\n"
      "cmp r5, #0\n"
      "beq 1b\n" ::"r"((self + 1) * 0x1111), "r"(&started[self]), "r"(&got[self]) : "r4", "r5", "cc", "memory");
  return NULL;
}

int main(void) {
  pthread_t threads[2];
  int right = 0;
  signal(SIGUSR1, handle);
  signal(SIGUSR2, handle);
  for (int round = 0; round < ROUNDS; round++) {
    for (int which = 0; which < 2; which++) {
      started[which] = got[which] = 0;
      pthread_create(&threads[which], NULL, spin, (void *)(intptr_t)which);
    }
    while (!started[0] || !started[1]) usleep(1000);
    pthread_kill(threads[0], SIGUSR1);
    pthread_kill(threads[1], SIGUSR2);
    for (int which = 0; which < 2; which++) pthread_join(threads[which], NULL);
    right += got[0] == SIGUSR1 && got[1] == SIGUSR2;
  }
  return right;
}
