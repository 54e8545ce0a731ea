// Code that one thread changes in many ways; with an argument it tells so by cacheflush. Prints for each way a sum of what the code returned.
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096
#define ALL (PROT_READ | PROT_WRITE | PROT_EXEC)

typedef unsigned (*function)(unsigned);

static int tells;
static unsigned sum;
static unsigned *shared;

static void tell(void *start, unsigned size) {
  if (tells) __builtin___clear_cache((char *)start, (char *)start + size);
}

// mov r0, #value; bx lr
static void write_a32(unsigned *at, unsigned value) {
  at[0] = 0xe3a00000 | value;
  at[1] = 0xe12fff1e;
}

static void put(unsigned *at, unsigned value) {
  write_a32(at, value);
  tell(at, 8);
}

static void put_t32(unsigned *at, unsigned value) {
  unsigned short *code = (unsigned short *)at;
  code[0] = 0x2000 | value;
  code[1] = 0x4770;
  tell(at, 4);
}

static void add(unsigned value) { sum = 31 * sum + value; }
static void call(void *code) { add(((function)code)(1)); }
static unsigned *map(void *at, int protection, int flags) {
  return mmap(at, PAGE, protection, MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
}

static void again(unsigned *code) {
  for (unsigned i = 0; i < 30; i++) {
    put(code, i);
    for (unsigned k = 0; k <= i % 3; k++) call(code);
  }
}

static void late(unsigned *code) {
  for (unsigned i = 0; i < 4; i++) {
    put(code, i);
    for (unsigned k = 0; k < 40; k++) call(code);
  }
}

// Data in the page of code, which the code itself counts up.
static void data(unsigned *code) {
  const unsigned counter[] = {0xe59f100c, 0xe2811001, 0xe58f1004, 0xe1a00001, 0xe12fff1e, 0};
  memcpy(code, counter, sizeof counter);
  tell(code, sizeof counter);
  for (unsigned i = 0; i < 40; i++) call(code);
}

static void literal(unsigned *code) {
  code[0] = 0xe59f0000; // ldr r0, [pc]
  code[1] = 0xe12fff1e;
  tell(code, 8);
  for (unsigned i = 0; i < 40; i++) {
    code[2] = 7 * i;
    call(code);
  }
}

// The code writes over an instruction that comes a few later in its own block, for the next call.
static void ahead(unsigned *code) {
  // ldr r1, [code + 28]; ldr r0, [code + 24]; str r1, [code + 20]; nop; nop; mov r0, #1; bx lr; the instruction
  const unsigned changer[] = {0xe59f1014, 0xe1a00000, 0xe58f1004, 0xe1a00000, 0xe1a00000, 0xe3a00001, 0xe12fff1e, 0};
  memcpy(code, changer, sizeof changer);
  tell(code, sizeof changer);
  for (unsigned i = 0; i < 20; i++) {
    code[7] = 0xe3a00000 | i;
    call(code);
    tell(code, sizeof changer);
    call(code);
  }
}

static void sets(unsigned *code) {
  for (unsigned i = 0; i < 20; i++) {
    put(code, i);
    call(code);
    put_t32(code, i + 60);
    call((char *)code + 1);
  }
}

static void border(unsigned *code) {
  unsigned *over = code + PAGE / 4 - 1;
  for (unsigned i = 0; i < 20; i++) {
    over[0] = 0xe3a00000 | (i & 1);
    over[1] = 0xe2800000 | i;
    over[2] = 0xe12fff1e;
    tell(over, 12);
    call(over);
  }
}

static void protect(unsigned *code) {
  for (unsigned i = 0; i < 20; i++) {
    mprotect(code, PAGE, PROT_READ | PROT_WRITE);
    put(code, i);
    mprotect(code, PAGE, PROT_READ | PROT_EXEC);
    call(code);
    call(code);
  }
}

static void handle(int signal) {
  (void)signal;
  put(shared, 99);
}

static void handler(unsigned *code) {
  shared = code;
  put(code, 3);
  for (unsigned i = 0; i < 20; i++) call(code);
  signal(SIGUSR1, handle);
  raise(SIGUSR1);
  call(code);
}

static void remap(unsigned *code) {
  for (unsigned i = 0; i < 8; i++) {
    put(code, i);
    call(code);
    unsigned *other = map(0, ALL, 0);
    put(other, i + 100);
    call(other);
    unsigned *old = code;
    code = mremap(code, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, other);
    call(code);
    unsigned *fresh = map(old, ALL, MAP_FIXED);
    put(fresh, i + 50);
    call(fresh);
    munmap(fresh, PAGE);
  }
}

// The kernel writes: from a pipe, and from another piece of memory.
static void kernel(unsigned *code) {
  int ends[2];
  if (pipe(ends) != 0) return;
  for (unsigned i = 0; i < 20; i++) {
    unsigned text[2];
    write_a32(text, i);
    if (write(ends[1], text, 8) != 8 || read(ends[0], code, 8) != 8) return;
    tell(code, 8);
    call(code);
    write_a32(text, i + 70);
    const struct iovec from = {text, 8}, to = {code, 8};
    add(process_vm_writev(getpid(), &from, 1, &to, 1, 0));
    tell(code, 8);
    call(code);
  }
}

// One file at two places: written at one, executed at the other.
static void twice(unsigned *code) {
  (void)code;
  const int file = memfd_create("code", 0);
  if (ftruncate(file, PAGE) != 0) return;
  unsigned *writable = mmap(0, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  unsigned *executable = mmap(0, PAGE, PROT_READ | PROT_EXEC, MAP_SHARED, file, 0);
  for (unsigned i = 0; i < 20; i++) {
    write_a32(writable, i);
    // The emulator knows of no other way to be told.
    mprotect(executable, PAGE, PROT_READ);
    mprotect(executable, PAGE, PROT_READ | PROT_EXEC);
    call(executable);
  }
}

static void children(unsigned *code) {
  put(code, 1);
  call(code);
  for (unsigned i = 0; i < 3; i++) {
    const pid_t child = fork();
    if (child == 0) {
      put(code, 40 + i);
      _exit(((function)code)(1));
    }
    int status;
    waitpid(child, &status, 0);
    add(WEXITSTATUS(status));
    call(code);
  }
}

static void stack(unsigned *code) {
  unsigned here[4];
  (void)code;
  mprotect((void *)((unsigned)here & -PAGE), 2 * PAGE, ALL);
  for (unsigned i = 0; i < 20; i++) {
    put(here, i);
    call(here);
  }
}

static const struct {
  const char *name;
  void (*change)(unsigned *code);
} ways[] = {
    {"again", again},     {"late", late},       {"data", data},     {"literal", literal}, {"ahead", ahead},
    {"sets", sets},       {"border", border},   {"protect", protect}, {"handler", handler}, {"remap", remap},
    {"kernel", kernel},   {"twice", twice},     {"children", children}, {"stack", stack},
};

int main(int count, char **arguments) {
  (void)arguments;
  tells = count > 1;
  for (unsigned i = 0; i < sizeof ways / sizeof *ways; i++) {
    sum = 0;
    ways[i].change(mmap(0, 2 * PAGE, ALL, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    dprintf(1, "%s %u\n", ways[i].name, sum);
  }
  return 8;
}
