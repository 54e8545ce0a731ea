/* Threads that come and go; atomic operations that all compete for; a signal for the first thread. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

static atomic_int counter, signalled;
static atomic_ullong wide;
static volatile uint8_t bytes[4];
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_spinlock_t spinlock;
static uint64_t guarded;

static void *count(void *rounds) {
  for (int round = 0; round < (int)(intptr_t)rounds; round++) {
    counter++;
    wide += 0x100000001ull;
    __atomic_fetch_xor(&bytes[round & 3], 1, __ATOMIC_SEQ_CST);
    pthread_spin_lock(&spinlock);
    guarded += 3;
    pthread_spin_unlock(&spinlock);
    if (round % 50 == 0) {
      pthread_rwlock_wrlock(&rwlock);
      guarded += 0;
      pthread_rwlock_unlock(&rwlock);
    }
  }
  return NULL;
}

static void on_signal(int signal) { signalled += signal; }

int main(void) {
  pthread_t threads[8];
  pthread_spin_init(&spinlock, PTHREAD_PROCESS_PRIVATE);
  for (int round = 0; round < 6; round++) {
    for (int index = 0; index < 4; index++) pthread_create(&threads[index], NULL, count, (void *)300);
    count((void *)300);
    for (int index = 0; index < 4; index++) pthread_join(threads[index], NULL);
  }
  printf("counted %d %llu %llu %d\n", counter, (unsigned long long)wide, (unsigned long long)guarded, bytes[0] + bytes[1] + bytes[2] + bytes[3]);

  signal(SIGUSR2, on_signal);
  pthread_kill(pthread_self(), SIGUSR2);
  printf("signalled %d\n", signalled / SIGUSR2);

  pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t never = PTHREAD_COND_INITIALIZER;
  struct timespec soon;
  clock_gettime(CLOCK_REALTIME, &soon);
  soon.tv_nsec += 30000000;
  soon.tv_sec += soon.tv_nsec / 1000000000;
  soon.tv_nsec %= 1000000000;
  pthread_mutex_lock(&lock);
  printf("waited in vain: %d\n", pthread_cond_timedwait(&never, &lock, &soon) == ETIMEDOUT);
  return 19;
}
