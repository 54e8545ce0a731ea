/* Every way to a child process, each of which prints and ends with a status that its parent prints. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void await(const char *what, pid_t child) {
  int status;
  if (child < 0) {
    printf("%s: %s\n", what, strerror(errno));
  } else if (waitpid(child, &status, 0) != child) {
    printf("%s: lost, %s\n", what, strerror(errno));
  } else if (WIFEXITED(status)) {
    printf("%s: status %d\n", what, WEXITSTATUS(status));
  } else {
    printf("%s: signal %d\n", what, WTERMSIG(status));
  }
  fflush(stdout);
}

/* Enough code for many blocks, in the child too. */
static int compute(int seed) {
  char text[64];
  int total = seed;
  for (int round = 0; round < 50; round++) {
    snprintf(text, sizeof text, "%d %x %s", round * seed, round, round & 1 ? "odd" : "even");
    total = total * 31 + (int)strlen(text) + text[round % 5];
  }
  return total & 0x7f;
}

static int cloned(void *seed) {
  printf("cloned computes %d\n", compute((int)(intptr_t)seed));
  fflush(stdout);
  _exit(21);
}

static void fork_deep(int depth) {
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    printf("depth %d computes %d\n", depth, compute(depth));
    if (depth < 3) fork_deep(depth + 1);
    exit(depth);
  }
  await("fork", child);
}

int main(void) {
  fork_deep(1);

  pid_t child = fork();
  if (child == 0) {
    fclose(stderr);
    raise(SIGTERM);
  }
  await("child that kills itself", child);

  child = fork();
  if (child == 0) {
    execl("/bin/sh", "sh", "-c", "echo executed; exit 12", NULL);
    _exit(99);
  }
  await("fork and exec", child);

  child = vfork();
  if (child == 0) _exit(13);
  await("vfork", child);

  child = vfork();
  if (child == 0) {
    execl("/bin/sh", "sh", "-c", "echo executed by vfork; exit 14", NULL);
    _exit(99);
  }
  await("vfork and exec", child);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addclose(&actions, 0);
  char *arguments[] = {"sh", "-c", "echo spawned; exit 15", NULL};
  errno = posix_spawn(&child, "/bin/sh", &actions, NULL, arguments, environ);
  await("posix_spawn", errno == 0 ? child : -1);
  char *missing[] = {"missing", NULL};
  errno = posix_spawn(&child, "/does/not/exist", NULL, NULL, missing, environ);
  await("posix_spawn of nothing", errno == 0 ? child : -1);

  static char stack[65536] __attribute__((aligned(16)));
  await("clone", clone(cloned, stack + sizeof stack, SIGCHLD, (void *)5));
  await("clone with a shared memory", clone(cloned, stack + sizeof stack, CLONE_VM | CLONE_VFORK | SIGCHLD, (void *)6));

  struct clone_args wanted = {.exit_signal = SIGCHLD};
  child = (pid_t)syscall(SYS_clone3, &wanted, sizeof wanted);
  if (child == 0) _exit(16);
  await("clone3", child);

  printf("system: %d\n", WEXITSTATUS(system("echo from a shell; exit 17")));
  fflush(stdout);
  FILE *pipe = popen("echo through a pipe", "r");
  char line[64] = "";
  if (pipe != NULL && fgets(line, sizeof line, pipe) != NULL) printf("read: %s", line);
  printf("closed: %d\n", pipe == NULL ? -1 : pclose(pipe));
  return compute(9) == compute(9) ? 18 : 1;
}
