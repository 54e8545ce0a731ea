// Programs for threads that leave generated code often: beside another thread, which may send signals, up to a trap of their own, and without the debugger's descriptor.
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HIGHEST_DESCRIPTOR = 64 };

static volatile int ended;
volatile unsigned passes;

__attribute__((noinline)) void pass(void) {
    passes++;
}

__attribute__((noinline)) unsigned step(unsigned value) {
    __asm__ volatile("" ::: "memory");
    return 3 * value + 1;
}

static pthread_t first;
static volatile int handled;

static void handle(int signal) {
    (void)signal;
    handled++;
}

/* Sends signals, each after the one before was handled, and counts those that are not within a second. */
static void *send_traps(void *count) {
    int missing = 0;
    for (int sent = 0; sent < *(int *)count; sent++) {
        int before = handled;
        pthread_kill(first, SIGTRAP);
        for (int waits = 0; handled == before && waits < 1000; waits++) usleep(1000);
        if (handled == before) missing++;
        usleep(500 + 137 * (sent % 7));
    }
    ended = 1;
    return (void *)(long)missing;
}

static unsigned steps(int count) {
    unsigned value = 0;
    for (int done = 0; done < count; done++) value = step(value);
    return value;
}

static void *pass_often(void *unused) {
    while (!ended) {
        pass();
        usleep(200);
    }
    return unused;
}

int main(int argc, char **argv) {
    const char *what = argc > 2 ? argv[1] : "steps";
    int count = argc > 2 ? atoi(argv[2]) : 10;
    pthread_t other;
    unsigned value;
    if (strcmp(what, "beside") == 0) pthread_create(&other, NULL, pass_often, NULL);
    if (strcmp(what, "closes") == 0) {
        for (int descriptor = 3; descriptor < HIGHEST_DESCRIPTOR; descriptor++) close(descriptor);
    }
    if (strcmp(what, "signalled") == 0) {
        void *missing;
        first = pthread_self();
        signal(SIGTRAP, handle);
        pthread_create(&other, NULL, send_traps, &count);
        while (!ended) steps(1);
        pthread_join(other, &missing);
        return (int)(long)missing;
    }
    value = steps(count);
    if (strcmp(what, "traps") == 0) __asm__ volatile(".inst 0xe7f001f0" ::: "memory");
    if (strcmp(what, "beside") == 0) {
        ended = 1;
        pthread_join(other, NULL);
    }
    printf("%u\n", value);
    return 0;
}
