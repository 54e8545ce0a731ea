/* Threads that are cancelled, timers that any thread may serve, and threads that fault; the argument says which. */
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define COUNT 4
#define TICKS 40

static pthread_t threads[COUNT];
static atomic_int ticks, cleaned, rounds;
static volatile unsigned work_done[COUNT + 1];

static unsigned mix(unsigned value) {
  for (int index = 0; index < 200; index++) value = (value ^ (value >> 7)) * 2654435761u + (unsigned)index;
  return value;
}

static void on_tick(int signal) {
  (void)signal;
  struct itimerval off = {0};
  if (++ticks == TICKS) setitimer(ITIMER_REAL, &off, NULL);
}

static void on_fault(int signal) {
  (void)signal;
  static const char text[] = "a handler saw the fault\n";
  write(1, text, sizeof text - 1);
  _exit(21);
}

static void handle(int signal, void (*handler)(int)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigaction(signal, &action, NULL);
}

static void clean(void *unused) {
  (void)unused;
  cleaned++;
}

static void *wait_for_ever(void *number) {
  pthread_cleanup_push(clean, NULL);
  static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  static pthread_cond_t never = PTHREAD_COND_INITIALIZER;
  switch ((intptr_t)number % 4) {
    case 0:
      for (;;) pause();
    case 1:
      for (;;) nanosleep(&(struct timespec){.tv_sec = 1000}, NULL);
    case 2:
      pthread_mutex_lock(&mutex);
      pthread_cleanup_push((void (*)(void *))pthread_mutex_unlock, &mutex);
      for (;;) pthread_cond_wait(&never, &mutex);
      pthread_cleanup_pop(1);
      break;
    default:
      pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
      for (;;) work_done[0]++;
  }
  pthread_cleanup_pop(1);
  return NULL;
}

static int cancel(void) {
  int cancelled = 0;
  for (int round = 0; round < 8; round++) {
    for (int index = 0; index < COUNT; index++) {
      pthread_create(&threads[index], NULL, wait_for_ever, (void *)(intptr_t)(index + round));
    }
    usleep(round * 300);
    for (int index = 0; index < COUNT; index++) pthread_cancel(threads[index]);
    for (int index = 0; index < COUNT; index++) {
      void *result;
      pthread_join(threads[index], &result);
      cancelled += result == PTHREAD_CANCELED;
    }
  }
  printf("%d cancelled, %d cleaned\n", cancelled, cleaned);
  return 52;
}

/* The process's signals go to whoever does not block them, and computing is not disturbed. */
static void *compute(void *number) {
  unsigned value = (unsigned)(intptr_t)number;
  while (ticks < TICKS) work_done[(intptr_t)number % (COUNT + 1)]++;
  for (int index = 0; index < 3000; index++) value = mix(value);
  return (void *)(uintptr_t)value;
}

static int timer(int is_blocked) {
  handle(SIGALRM, on_tick);
  struct itimerval every = {.it_interval = {.tv_usec = 2000}, .it_value = {.tv_usec = 2000}};
  for (int index = 0; index < COUNT; index++) {
    pthread_create(&threads[index], NULL, compute, (void *)(intptr_t)index);
  }
  if (is_blocked) {
    sigset_t alarm;
    sigemptyset(&alarm);
    sigaddset(&alarm, SIGALRM);
    pthread_sigmask(SIG_BLOCK, &alarm, NULL);
  }
  setitimer(ITIMER_REAL, &every, NULL);
  unsigned own = (unsigned)(uintptr_t)compute((void *)9), sum = own;
  for (int index = 0; index < COUNT; index++) {
    void *result;
    pthread_join(threads[index], &result);
    sum += (unsigned)(uintptr_t)result;
  }
  printf("sum %u\n", sum);
  return 53;
}

static void *fault(void *unused) {
  (void)unused;
  while (rounds < 1000) sched_yield();
  *(volatile int *)16 = 1;
  return NULL;
}

static int die(int is_handled) {
  if (is_handled) handle(SIGSEGV, on_fault);
  puts("before");
  fflush(stdout);
  pthread_create(&threads[0], NULL, fault, NULL);
  for (unsigned value = 1;; rounds++) work_done[0] = value = mix(value);
  return 1;
}

int main(int count, char **arguments) {
  const char *what = count > 1 ? arguments[1] : "";
  if (strcmp(what, "cancel") == 0) return cancel();
  if (strcmp(what, "timer") == 0) return timer(0);
  if (strcmp(what, "timer elsewhere") == 0) return timer(1);
  if (strcmp(what, "fault") == 0) return die(0);
  if (strcmp(what, "handled fault") == 0) return die(1);
  return 1;
}
