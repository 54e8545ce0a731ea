/* Threads that take turns, share a queue, have variables of their own; the argument says how the program ends. */
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT 4
#define ROUNDS 200

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER, emptied = PTHREAD_COND_INITIALIZER;
static pthread_barrier_t barrier;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static int queue[8], first, held, initialised;
static atomic_uint_fast64_t total;
static __thread uint32_t own;
static atomic_int destroyed;

static void initialise(void) { initialised++; }
static void destroy(void *value) { destroyed += (int)(intptr_t)value; }

static void put(int value) {
  pthread_mutex_lock(&lock);
  while (held == 8) pthread_cond_wait(&emptied, &lock);
  queue[(first + held++) % 8] = value;
  pthread_cond_signal(&filled);
  pthread_mutex_unlock(&lock);
}

static int take(void) {
  pthread_mutex_lock(&lock);
  while (held == 0) pthread_cond_wait(&filled, &lock);
  int value = queue[first];
  first = (first + 1) % 8;
  held--;
  pthread_cond_broadcast(&emptied);
  pthread_mutex_unlock(&lock);
  return value;
}

static void *work(void *number) {
  pthread_once(&once, initialise);
  pthread_setspecific(key, number);
  pthread_barrier_wait(&barrier);
  for (int value; (value = take()) >= 0;) {
    own += (uint32_t)value;
    total += (uint32_t)value * (uint32_t)value;
  }
  return (void *)(uintptr_t)own;
}

static volatile unsigned spins;

static void *end(void *how) {
  usleep(20000);
  while (spins > 0 && spins < 1000000) usleep(1000);
  if (strcmp(how, "exit") == 0) exit(33);
  if (strcmp(how, "abort") == 0) abort();
  if (strcmp(how, "fault") == 0) *(volatile int *)8 = 1;
  puts("the last thread");
  return NULL;
}

int main(int count, char **arguments) {
  pthread_t threads[COUNT];
  pthread_key_create(&key, destroy);
  pthread_barrier_init(&barrier, NULL, COUNT + 1);
  for (int index = 0; index < COUNT; index++) pthread_create(&threads[index], NULL, work, (void *)(intptr_t)(index + 1));
  pthread_barrier_wait(&barrier);
  for (int round = 0; round < ROUNDS; round++) put(round);
  for (int index = 0; index < COUNT; index++) put(-1);
  uint32_t sum = 0;
  for (int index = 0; index < COUNT; index++) {
    void *result;
    pthread_join(threads[index], &result);
    sum += (uint32_t)(uintptr_t)result;
  }
  printf("sum %u, total %llu, initialised %d, destroyed %d\n", sum, (unsigned long long)total, initialised, destroyed);
  fflush(stdout);
  if (count < 2) return 5;

  pthread_t last;
  spins = count > 2;
  pthread_create(&last, NULL, end, arguments[1]);
  if (strcmp(arguments[1], "outlive") == 0) pthread_exit(NULL);
  if (count > 2) {
    for (;;) spins++;
  }
  pthread_join(last, NULL);
  return 1;
}
