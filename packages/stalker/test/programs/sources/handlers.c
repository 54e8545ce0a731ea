/* Signal handlers: what they see, what they change, where they return to. The argument names one of the parts. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

static volatile sig_atomic_t ticks, deaths, nested;
static sigjmp_buf back;
static char *page;

static void install(int signal, void (*handler)(int, siginfo_t *, void *), int flags) {
  struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | flags};
  sigaction(signal, &action, NULL);
}

static void on_tick(int signal, siginfo_t *info, void *context) {
  (void)info, (void)context, (void)signal;
  ticks++;
}

static void every(int microseconds) {
  struct itimerval interval = {{0, microseconds}, {0, microseconds}};
  setitimer(ITIMER_REAL, &interval, NULL);
}

/* From now: however long a handler takes, the program comes on. */
static void once(int microseconds) {
  struct itimerval interval = {{0, 0}, {0, microseconds}};
  setitimer(ITIMER_REAL, &interval, NULL);
}

/* Keeps values in all registers and flags while it is interrupted. */
__attribute__((noinline)) static uint32_t busy(uint32_t rounds) {
  uint32_t a = 1, b = 2, c = 3, d = 4;
  double x = 1.5, y = 2.5;
  for (uint32_t round = 0; round < rounds; round++) {
    a = a * 3 + (b ^ round);
    b = (b << 3 | b >> 29) + c;
    c = c > d ? c - d : c + a;
    d ^= a + (uint32_t)x;
    x = x > 1000 ? x / 3 : x * 1.25 + y;
    y = y < 7 ? y + 0.125 : 0.5;
  }
  return a ^ b ^ c ^ d ^ (uint32_t)(x * 16) ^ (uint32_t)(y * 8);
}

static void ticking(void) {
  install(SIGALRM, on_tick, SA_RESTART);
  uint32_t expected = busy(2000);
  every(2000);
  int differences = 0, rounds = 0;
  while (ticks < 10) {
    differences += busy(2000) != expected;
    rounds++;
  }
  every(0);
  printf("ticked while it computed%s, %d differences\n", rounds > 0 ? "" : " nothing", differences);
}

static void interrupted(void) {
  install(SIGALRM, on_tick, 0);
  every(5000);
  char byte;
  int ends[2];
  if (pipe(ends) != 0) return;
  errno = 0;
  long got = read(ends[0], &byte, 1);
  printf("read: %ld %s\n", got, strerror(errno));
  errno = 0;
  printf("usleep: %d %s\n", usleep(900000), strerror(errno));
  every(0);
}

static void on_child(int signal, siginfo_t *info, void *context) {
  (void)signal, (void)info, (void)context;
  int saved = errno, status;
  while (waitpid(-1, &status, WNOHANG) > 0) deaths += WEXITSTATUS(status);
  errno = saved;
}

static void children(void) {
  install(SIGCHLD, on_child, SA_RESTART | SA_NOCLDSTOP);
  sigset_t blocked, open;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGCHLD);
  sigprocmask(SIG_BLOCK, &blocked, &open);
  for (int child = 1; child <= 3; child++) {
    if (fork() == 0) _exit(child);
  }
  while (deaths < 6) sigsuspend(&open);
  printf("deaths %d\n", deaths);
}

static void on_fault_jump(int signal, siginfo_t *info, void *context) {
  (void)context;
  siglongjmp(back, signal * 1000 + (int)(uintptr_t)info->si_addr);
}

static void faulting(void) {
  install(SIGSEGV, on_fault_jump, 0);
  for (volatile int round = 0; round < 20; round++) {
    int value = sigsetjmp(back, 1);
    if (value == 0) value = *(volatile int *)(uintptr_t)(round * 4);
    if (round % 5 == 0) printf("fault %d\n", value);
  }
}

extern const char load_of_page[];

static void on_fault_repair(int signal, siginfo_t *info, void *context) {
  const mcontext_t *registers = &((ucontext_t *)context)->uc_mcontext;
  printf("signal %d at the load: %s, address %s, r4 %lx\n", signal,
         registers->arm_pc == ((uintptr_t)load_of_page & ~1u) ? "yes" : "no", info->si_addr == page + 12 ? "right" : "wrong",
         registers->arm_r4);
  fflush(stdout);
  mprotect(page, 4096, PROT_READ | PROT_WRITE);
  page[12] = 77;
}

static void repaired(void) {
  page = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  install(SIGSEGV, on_fault_repair, 0);
  uint32_t value;
  __asm__ volatile(
      "movw r4, #0x1234\n"
      ".global load_of_page\n"
      ".type load_of_page, %%object\n"
      "load_of_page:\n"
      "ldrb %0, [%1, #12]\n"
      : "=r"(value)
      : "r"(page)
      : "r4", "memory");
  printf("loaded %u\n", value);
}

static void on_undefined(int signal, siginfo_t *info, void *context) {
  (void)info;
  mcontext_t *registers = &((ucontext_t *)context)->uc_mcontext;
  registers->arm_pc += registers->arm_cpsr & 0x20 ? 2 : 4;
  registers->arm_r0 = (unsigned long)signal * 10;
  registers->arm_cpsr |= 0x40000000;
}

static void skipped(void) {
  install(SIGILL, on_undefined, 0);
  install(SIGTRAP, on_undefined, 0);
  uint32_t value, equal;
  __asm__ volatile("mov r0, #1\n cmp r0, #0\n udf #0\n mov %0, r0\n moveq %1, #1\n movne %1, #0\n" : "=r"(value), "=r"(equal)::"r0", "cc");
  printf("after undefined: %u %u\n", value, equal);
  __asm__ volatile("mov r0, #1\n cmp r0, #0\n bkpt #1\n mov %0, r0\n moveq %1, #1\n movne %1, #0\n" : "=r"(value), "=r"(equal)::"r0", "cc");
  printf("after a breakpoint: %u %u\n", value, equal);
}

static void on_nested(int signal, siginfo_t *info, void *context) {
  (void)info, (void)context;
  char here;
  printf("enter %d%s\n", signal, &here >= page && &here < page + 65536 ? " on its own stack" : "");
  if (signal == SIGUSR1) raise(SIGUSR2);
  nested = nested * 100 + signal;
  printf("leave %d\n", signal);
}

static void nesting(void) {
  page = mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  stack_t stack = {.ss_sp = page, .ss_size = 65536};
  sigaltstack(&stack, NULL);
  install(SIGUSR1, on_nested, SA_ONSTACK);
  install(SIGUSR2, on_nested, 0);
  raise(SIGUSR1);
  struct sigaction action = {.sa_sigaction = on_nested, .sa_flags = SA_SIGINFO | SA_RESETHAND};
  sigaddset(&action.sa_mask, SIGUSR2);
  sigaction(SIGUSR1, &action, NULL);
  raise(SIGUSR1);
  printf("order %d\n", nested);
  fflush(stdout);
  raise(SIGUSR1);
}

static void waiting(void) {
  sigset_t set;
  siginfo_t info;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigaddset(&set, SIGRTMIN + 3);
  sigprocmask(SIG_BLOCK, &set, NULL);
  sigqueue(getpid(), SIGRTMIN + 3, (union sigval){.sival_int = 5});
  sigqueue(getpid(), SIGRTMIN + 3, (union sigval){.sival_int = 6});
  raise(SIGUSR1);
  for (int round = 0; round < 3; round++) {
    int signal = sigwaitinfo(&set, &info);
    printf("signal %d, value %d\n", signal == SIGUSR1 ? 1 : signal - SIGRTMIN, signal == SIGUSR1 ? 0 : info.si_value.sival_int);
  }
}

static void on_death(int signal, siginfo_t *info, void *context) {
  (void)info, (void)context;
  struct sigaction action = {.sa_handler = SIG_DFL};
  sigaction(signal, &action, NULL);
  printf("dies of %d\n", signal);
  fflush(stdout);
}

/* Blocks all signals, as the C library often does, while it goes where it never was. */
static int order;

static void on_first(int signal, siginfo_t *info, void *context) {
  (void)signal, (void)info, (void)context;
  order = order * 10 + 1;
}

static void on_second(int signal, siginfo_t *info, void *context) {
  (void)signal, (void)info, (void)context;
  order = order * 10 + 2;
}

static void masked(void) {
  install(SIGUSR2, on_tick, 0);
  sigset_t all, now;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, NULL);
  char text[64];
  for (int round = 0; round < 5; round++) snprintf(text, sizeof text, "%.3f %d %x", round * 1.5, round, round);
  sigprocmask(SIG_SETMASK, NULL, &now);
  /* These two do not stay blocked where the program stops for somebody outside: the kernel unblocks what an instruction raises. */
  for (int signal = 1; signal < 32; signal++)
    if (signal != SIGTRAP && signal != SIGSEGV) printf("%d", sigismember(&now, signal));
  raise(SIGUSR2);
  printf(" %s, handled %d", text, ticks);
  sigemptyset(&all);
  sigprocmask(SIG_SETMASK, &all, NULL);
  printf(" and %d", ticks);
  /* Two at once: one handler is interrupted before its first instruction. */
  install(SIGHUP, on_first, 0);
  install(SIGUSR1, on_second, 0);
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, NULL);
  raise(SIGHUP);
  raise(SIGUSR1);
  sigemptyset(&all);
  sigprocmask(SIG_SETMASK, &all, NULL);
  printf(" in order %d\n", order);
}

static int by_value(const void *left, const void *right) {
  return *(const int *)left - *(const int *)right;
}

/* All over the C library, of which no place expects a handler; the same again tells what went wrong. */
static uint32_t library(void) {
  int numbers[40];
  char text[512] = "", copy[512];
  uint32_t sum = 0;
  for (int index = 0; index < 40; index++) numbers[index] = (index * 37) % 41;
  qsort(numbers, 40, sizeof *numbers, by_value);
  for (int index = 0; index < 40; index++) sprintf(text + strlen(text), "%d,%.2f;", numbers[index], numbers[index] / 8.0);
  memcpy(copy, text, sizeof copy);
  for (char *rest = copy; *rest != 0;) sum = sum * 33 + (uint32_t)(strtod(rest, &rest) * 100), rest += *rest != 0;
  return sum ^ (uint32_t)strlen(copy) ^ (uint32_t)memcmp(copy, text, sizeof copy);
}

static void on_storm(int signal, siginfo_t *info, void *context) {
  (void)signal, (void)info, (void)context;
  char text[32];
  ticks += snprintf(text, sizeof text, "%d", ticks % 7) == 1;
  once(5000);
}

static void storm(void) {
  uint32_t expected = library();
  install(SIGALRM, on_storm, SA_RESTART);
  once(5000);
  int differences = 0;
  while (ticks < 30) differences += library() != expected;
  printf("%d differences\n", differences);
}

static void on_leap(int signal, siginfo_t *info, void *context) {
  (void)signal, (void)info, (void)context;
  ticks++;
  siglongjmp(back, 1);
}

/* Out of a handler, from wherever the program was. */
static void leaping(void) {
  uint32_t expected = busy(5000);
  int differences = 0;
  install(SIGALRM, on_leap, 0);
  for (volatile int round = 0; round < 20; round++) {
    if (sigsetjmp(back, 1) == 0) {
      once(1000);
      for (;;) differences += busy(5000) != expected;
    }
  }
  printf("leapt %d times, %d differences\n", ticks, differences);
}

/* A system call that goes on after a handler. */
static void restarted(void) {
  int ends[2];
  char byte = 0;
  install(SIGALRM, on_tick, SA_RESTART);
  if (pipe(ends) != 0) return;
  if (fork() == 0) {
    usleep(60000);
    _exit(write(ends[1], "!", 1) != 1);
  }
  every(5000);
  long got = read(ends[0], &byte, 1);
  every(0);
  printf("read %ld: %c %s\n", got, byte == 0 ? '0' : byte, ticks > 2 ? "after signals" : "without signals");
  wait(NULL);
}

/* System calls that wait for longer than anyone may want to look at events, and end early if a signal comes. */
static void undisturbed(void) {
  const struct timespec half = {0, 500000000};
  int results[6], ends[2];
  char byte = 0;
  sigset_t set;
  if (pipe(ends) != 0) return;
  results[0] = nanosleep(&half, NULL);
  results[1] = poll(&(struct pollfd){ends[0], POLLIN, 0}, 1, 500);
  results[2] = select(0, NULL, NULL, NULL, &(struct timeval){0, 500000});
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  results[3] = sigtimedwait(&set, NULL, &half) < 0 ? errno : 0;
  pid_t child = fork();
  if (child == 0) {
    usleep(500000);
    _exit(write(ends[1], "!", 1) != 1);
  }
  results[4] = read(ends[0], &byte, 1);
  usleep(100000);
  child = fork();
  if (child == 0) {
    usleep(500000);
    _exit(3);
  }
  int status = 0;
  results[5] = waitpid(child, &status, 0) == child;
  printf("%d %d %d %s %d%c %d %d\n", results[0], results[1], results[2], strerror(results[3]), results[4], byte == 0 ? '0' : byte, results[5], WEXITSTATUS(status));
  wait(NULL);
}

static int masks_wrong;

static int is_blocked(const sigset_t *set) {
  return sigismember(set, SIGALRM) != 0;
}

static int is_blocked_now(void) {
  sigset_t now;
  sigemptyset(&now);
  sigprocmask(SIG_BLOCK, NULL, &now);
  return is_blocked(&now);
}

static void on_fast_tick(int signal, siginfo_t *info, void *context) {
  (void)signal, (void)info;
  ticks++;
  masks_wrong += is_blocked(&((ucontext_t *)context)->uc_sigmask);
}

static void on_user(int signal, siginfo_t *info, void *context) {
  (void)signal, (void)info;
  masks_wrong += is_blocked(&((ucontext_t *)context)->uc_sigmask);
  masks_wrong += is_blocked_now();
}

/* A timer that is faster than anything that follows this program: it comes on all the same, and blocks what it blocks. */
static void starved(void) {
  install(SIGALRM, on_fast_tick, SA_RESTART);
  install(SIGUSR1, on_user, 0);
  uint32_t expected = busy(2000);
  int differences = 0, children_wrong = 0;
  every(100);
  for (int round = 0; round < 40 || ticks < 40; round++) {
    differences += busy(2000) != expected;
    if (round % 8 == 1) masks_wrong += is_blocked_now();
    if (round % 8 == 3) raise(SIGUSR1);
    if (round % 8 == 5) {
      sigset_t all, before;
      sigfillset(&all);
      sigprocmask(SIG_BLOCK, &all, &before);
      masks_wrong += is_blocked(&before) + !is_blocked_now();
      differences += busy(2000) != expected;
      masks_wrong += !is_blocked_now();
      sigprocmask(SIG_SETMASK, &before, NULL);
    }
    if (round % 16 == 7) {
      pid_t child = fork();
      if (child == 0) _exit(is_blocked_now());
      int status;
      while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
      children_wrong += status != 0;
    }
  }
  every(0);
  printf("%d differences, %d wrong masks, %d wrong children\n", differences, masks_wrong, children_wrong);
}

int main(int count, char **arguments) {
  static const struct {
    const char *name;
    void (*run)(void);
  } parts[] = {{"ticking", ticking},   {"interrupted", interrupted}, {"children", children}, {"faulting", faulting}, {"repaired", repaired},
               {"skipped", skipped},   {"nesting", nesting},         {"waiting", waiting},
               {"masked", masked},     {"storm", storm},             {"leaping", leaping},   {"restarted", restarted},
               {"undisturbed", undisturbed}, {"starved", starved}};
  if (count > 1 && strcmp(arguments[1], "dying") == 0) {
    install(SIGSEGV, on_death, 0);
    *(volatile int *)4 = 1;
  }
  for (unsigned index = 0; index < sizeof parts / sizeof *parts; index++) {
    if (count > 1 && strcmp(arguments[1], parts[index].name) == 0) {
      parts[index].run();
      return 30 + (int)index;
    }
  }
  return 1;
}
