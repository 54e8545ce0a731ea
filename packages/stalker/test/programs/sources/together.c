/* Two threads that run the code that the other generates, and have a signal handler in common: they are meant to be followed both. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define ROUNDS 40

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int turn;
static volatile sig_atomic_t handled[2];
static __thread int self;
static uint32_t (*generated)(uint32_t);

static void on_signal(int signal) {
  (void)signal;
  handled[self]++;
}

static uint32_t fibonacci(uint32_t n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }

/* add r0, r0, #n; bx lr */
static void generate(uint32_t n) {
  uint32_t code[] = {0xe2800000u | (n & 0xff), 0xe12fff1eu};
  memcpy((void *)generated, code, sizeof code);
  __builtin___clear_cache((char *)generated, (char *)generated + sizeof code);
}

/* Both threads are here, one after the other, and the debugger stops each once. */
__attribute__((noinline)) void meet(void) { __asm__ volatile("" ::: "memory"); }

static uint32_t work(int me) {
  uint32_t sum = 0;
  self = me;
  meet();
  for (int round = 0; round < ROUNDS; round++) {
    pthread_mutex_lock(&lock);
    while (turn != me) pthread_cond_wait(&changed, &lock);
    /* What the other has generated, as a rule; then, every second time, what both will run. */
    sum = 31 * sum + generated(fibonacci(9));
    if ((round & 1) == me) generate((uint32_t)(2 * round + me + 1));
    pthread_kill(pthread_self(), SIGUSR1);
    turn = 1 - me;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    sum += fibonacci(7);
  }
  return sum;
}

static void *second(void *result) {
  *(uint32_t *)result = work(1);
  return NULL;
}

int main(void) {
  struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
  sigaction(SIGUSR1, &action, NULL);
  generated = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  generate(0);
  uint32_t other = 0;
  pthread_t thread;
  pthread_create(&thread, NULL, second, &other);
  uint32_t own = work(0);
  pthread_join(thread, NULL);
  printf("%u %u, handled %d and %d\n", own, other, (int)handled[0], (int)handled[1]);
  return own == other ? 1 : 17;
}
