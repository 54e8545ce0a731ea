// For the machine that the tests run on: four threads that sleep. The first or the second one ends alone once the file is there that is named by the
// first or the second argument.
#include <pthread.h>
#include <unistd.h>

static void *wait_for(void *path) {
  while (access(path, F_OK) != 0) usleep(1000);
  pthread_exit(0);
}

static void *sleep_for_ever(void *argument) {
  for (;;) pause();
  return argument;
}

int main(int count, char **arguments) {
  pthread_t thread;
  pthread_create(&thread, 0, wait_for, count > 2 ? arguments[2] : "");
  pthread_create(&thread, 0, sleep_for_ever, 0);
  pthread_create(&thread, 0, sleep_for_ever, 0);
  wait_for(count > 1 ? arguments[1] : "");
}
