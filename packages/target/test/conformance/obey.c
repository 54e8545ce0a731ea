/* Traps, does what the debugger has written to `order`, and so on. It prints its memory's map before the first trap if asked to. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

volatile struct {
  unsigned what, address, value, result;
} order;
volatile unsigned signals[65], places[65];
/* Where the frames of handlers were. Each handler blocks the signals of all, so that none lies on top of another. */
volatile unsigned lowest_frame = ~0u, highest_frame;

static void handler(int number, siginfo_t *info, void *context) {
  unsigned frame = (unsigned)context;
  if (frame < lowest_frame) lowest_frame = frame;
  if (frame > highest_frame) highest_frame = frame;
  signals[number]++;
  places[number] = (unsigned)info->si_addr;
}

static void print_map(void) {
  char text[16384];
  FILE *file = fopen("/proc/self/maps", "r");
  size_t size = fread(text, 1, sizeof text, file);
  fclose(file);
  write(1, text, size);
}

static void spin(void) {
  for (;;) order.result++;
}

static void *trap_once(void *value) {
  __asm__ volatile("mov r9, %0\n.inst 0xe7f001f0\nmov %0, r9" : "+r"(value)::"r9");
  return value;
}

int main(int count, char **arguments) {
  struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO};
  const int handled[] = {SIGUSR1, SIGUSR2, SIGALRM, SIGRTMIN};
  sigemptyset(&action.sa_mask);
  for (int index = 0; index < 4; index++) sigaddset(&action.sa_mask, handled[index]);
  for (int index = 0; index < 4; index++) sigaction(handled[index], &action, NULL);
  /* Neighbours of different kinds, and a hole. */
  char *area = mmap(NULL, 0x9000, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  mprotect(area + 0x1000, 0x1000, PROT_NONE);
  mprotect(area + 0x2000, 0x1000, PROT_READ);
  munmap(area + 0x5000, 0x1000);
  if (count > 1 && strcmp(arguments[1], "map") == 0) print_map();
  for (;;) {
    __asm__ volatile(".inst 0xe7f001f0" ::: "memory");
    switch (order.what) {
      case 0: return order.value;
      case 1: order.result = *(volatile unsigned *)order.address; break;
      case 2: *(volatile unsigned *)order.address = order.value; break;
      case 3: raise(order.value); break;
      case 4: {
        pid_t child = fork();
        if (child == 0) {
          write(1, "child\n", 6);
          _exit(order.value);
        }
        int status = -1;
        waitpid(child, &status, 0);
        order.result = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
        break;
      }
      case 5: execl((char *)order.address, (char *)order.address, NULL); break;
      case 6: spin(); break;
      case 7: {
        pthread_t thread;
        void *result = NULL;
        pthread_create(&thread, NULL, trap_once, (void *)order.value);
        pthread_join(thread, &result);
        order.result = (unsigned)result;
        break;
      }
      case 8: {
        volatile unsigned *words = (volatile unsigned *)order.address;
        words[1] = 1;
        while (words[0] != order.value) usleep(100);
        order.result = words[0];
        break;
      }
    }
  }
}
