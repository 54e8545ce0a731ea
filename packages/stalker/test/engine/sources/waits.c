/* Waits in ways that a test names. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define ALONE __attribute__((noinline, noclone))

volatile uint32_t enough, turns, second_turns;

/* A loop whose branches are all linked: nothing in it ever comes to the engine. */
ALONE uint32_t spin(uint32_t value) {
  while (!enough) {
    turns++;
    value = value & 1 ? value * 3 + 1 : value >> 1 ^ 0x9e3779b9;
  }
  return value;
}

/* The same, where a test may say that it is not to be followed. */
ALONE uint32_t spin_apart(uint32_t value) {
  while (!enough) {
    turns++;
    value ^= turns;
  }
  return value;
}

ALONE uint32_t after(uint32_t value) { return value + 1; }

ALONE void turn(void) { second_turns++; }

static void *second(void *argument) {
  while (!enough) turn();
  return argument;
}

int main(int count, char **arguments) {
  const char *what = count > 1 ? arguments[1] : "";
  uint32_t value = 0;
  if (strcmp(what, "spin") == 0) value = after(spin(1)) != 0;
  else if (strcmp(what, "apart") == 0) value = after(spin_apart(1)) != 0;
  else if (strcmp(what, "threads") == 0) {
    pthread_t thread;
    void *result = NULL;
    pthread_create(&thread, NULL, second, &value);
    spin(1);
    pthread_join(thread, &result);
    value = result == &value;
  } else if (strcmp(what, "outlived") == 0) {
    pthread_t thread;
    pthread_create(&thread, NULL, second, &value);
    while (second_turns < 10) turns++;
    pthread_exit(NULL);
  }
  /* What it reads is written once there is a file of this name, at the latest when it has ended. */
  else if (strcmp(what, "reads") == 0 && count > 2) {
    int ends[2];
    char byte = 0;
    pid_t reader = getpid();
    if (pipe(ends) != 0) return 2;
    if (fork() == 0) {
      while (access(arguments[2], F_OK) != 0 && getppid() == reader) usleep(1000);
      _exit(write(ends[1], "!", 1) != 1);
    }
    value = read(ends[0], &byte, 1) == 1 && byte == '!';
    value += wait(NULL) < 0;
  }
  return value == 1 ? 23 : 1;
}
