/* Creates a process and a thread, tries to run a program that there is none of, and ends. */
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void *second(void *argument) { return argument; }

int main(void) {
  pid_t child = fork();
  if (child == 0) _exit(3);
  int status = 0;
  waitpid(child, &status, 0);
  pthread_t thread;
  void *result = NULL;
  pthread_create(&thread, NULL, second, &status);
  pthread_join(thread, &result);
  execl("/no/such/program", "program", NULL);
  printf("child %d, thread %d\n", WEXITSTATUS(status), result == &status);
  fflush(stdout);
  return 21;
}
