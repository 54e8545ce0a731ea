/* Three threads beside the first, each in an endless loop with a number of its own in r4. */
#include <pthread.h>
#include <unistd.h>

volatile int started;

static void *spin(void *number) {
  __atomic_add_fetch(&started, 1, __ATOMIC_SEQ_CST);
  __asm__ volatile("mov r4, %0\n1: b 1b" ::"r"(number) : "r4");
  return NULL;
}

void all_started(void) { __asm__ volatile("" ::: "memory"); }

int main(void) {
  pthread_t thread;
  for (int number = 1; number <= 3; number++) pthread_create(&thread, NULL, spin, (void *)(number * 0x1111));
  while (started < 3) usleep(1000);
  spin((void *)0x4444);
}
