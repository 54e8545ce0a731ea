/* Two threads that a third one signals at the same time, over and over, so that both are about to enter the same handler. */
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

#define ROUNDS 30

static atomic_int handled[2];
static __thread int self;
static atomic_int is_over;

static void on_signal(int signal) {
  (void)signal;
  handled[self]++;
}

static uint32_t compute(void) {
  uint32_t sum = 1;
  while (!is_over) sum = 33 * sum + 1;
  return sum | 1;
}

static void *second(void *unused) {
  (void)unused;
  self = 1;
  handled[1] = 0;
  return (void *)(uintptr_t)compute();
}

static void *signaller(void *threads) {
  pthread_t *both = threads;
  for (int round = 1; round <= ROUNDS; round++) {
    for (int index = 0; index < 2; index++) pthread_kill(both[index], SIGUSR1);
    while (handled[0] < round || handled[1] < round) sched_yield();
  }
  is_over = 1;
  return NULL;
}

int main(void) {
  struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
  sigaction(SIGUSR1, &action, NULL);
  pthread_t threads[2] = {pthread_self()}, third;
  handled[1] = -1;
  pthread_create(&threads[1], NULL, second, NULL);
  while (handled[1] < 0) sched_yield();
  pthread_create(&third, NULL, signaller, threads);
  uint32_t own = compute();
  void *other;
  pthread_join(threads[1], &other);
  pthread_join(third, NULL);
  printf("%d and %d\n", (int)handled[0], (int)handled[1]);
  return own != 0 && other != NULL ? 19 : 1;
}
