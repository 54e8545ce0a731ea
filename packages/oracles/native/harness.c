/*
 * Runs pieces of ARM code in full CPU states, as told by a file of commands (protocol.h), and writes down what came of
 * them. Usage: harness COMMANDS RESULTS TICK_MILLISECONDS
 *
 * Everything of its own is above 0xa0000000, so that code under test may be nearly anywhere else.
 */
#define _GNU_SOURCE
#include "protocol.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <ucontext.h>
#include <unistd.h>

#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif

#define PAGE 4096u
#define CPSR_THUMB 0x20u
#define VFP_MAGIC 0x56465001u

extern void run_code(void);
extern void after_signal(void);

static struct cpu_state *const state = (struct cpu_state *)STATE_PAGE;
static volatile uint32_t *const exit_thumb = (uint32_t *)(STATE_PAGE + STATE_THUMB);

static struct run_result result;
static volatile sig_atomic_t running;     /* code under test has control */
static volatile sig_atomic_t accessing;   /* the harness touches memory that a command named */
static sigjmp_buf access_failed;
static volatile uint32_t ticks_left;
static uint32_t stop_address;             /* with bit 0 set for T32, 0 for none */

static void die(const char *what) {
  fprintf(stderr, "harness: %s: %s\n", what, strerror(errno));
  exit(3);
}

/* ---- signals ---- */

/* The part of a signal frame that holds VFP registers, as Linux has it in <asm/ucontext.h>. */
struct vfp_frame {
  uint32_t magic;
  uint32_t size;
  uint64_t d[32];
  uint32_t fpscr;
};

static const struct vfp_frame *find_vfp(const ucontext_t *context) {
  const uint8_t *at = (const uint8_t *)context->uc_regspace;
  const uint8_t *end = at + sizeof context->uc_regspace;
  while (at + 8 <= end) {
    const struct vfp_frame *frame = (const struct vfp_frame *)at;
    if (frame->magic == VFP_MAGIC) return frame;
    if (frame->magic == 0 || frame->size < 8) return NULL;
    at += frame->size;
  }
  return NULL;
}

static void on_signal(int number, siginfo_t *info, void *context_pointer) {
  ucontext_t *context = context_pointer;
  mcontext_t *cpu = &context->uc_mcontext;

  if (number == SIGPROF) {
    if (!running || ticks_left == 0 || --ticks_left > 0) return;
  } else if (accessing) {
    accessing = 0;
    siglongjmp(access_failed, 1);
  } else if (!running) {
    fprintf(stderr, "harness: signal %d at 0x%08lx, address %p\n", number, cpu->arm_pc, info->si_addr);
    _exit(3);
  }

  const struct vfp_frame *vfp = find_vfp(context);
  if (vfp == NULL) {
    fprintf(stderr, "harness: no VFP registers in a signal frame\n");
    _exit(3);
  }
  /* arm_r0 to arm_pc are r0 to r15, one after the other. */
  memcpy(state->r, &cpu->arm_r0, sizeof state->r);
  state->cpsr = cpu->arm_cpsr;
  memcpy(state->d, vfp->d, sizeof state->d);
  state->fpscr = vfp->fpscr;

  uint32_t thumb = (cpu->arm_cpsr & CPSR_THUMB) != 0;
  result.thumb = thumb;
  if (number == SIGPROF) {
    result.kind = EXIT_LIMIT;
  } else if (number == SIGILL && stop_address != 0 && (cpu->arm_pc | thumb) == stop_address) {
    result.kind = EXIT_STOP;
  } else {
    result.kind = EXIT_SIGNAL;
    result.signal = number;
    result.signal_code = info->si_code;
    result.fault_address = (uint32_t)info->si_addr;
  }

  running = 0;
  /* A32, little-endian, outside of any IT block. */
  cpu->arm_cpsr &= ~(CPSR_THUMB | 0x0600fe00u);
  cpu->arm_pc = (uint32_t)after_signal;
}

static void install_handlers(uint32_t tick_milliseconds) {
  static uint8_t handler_stack[64 * 1024] __attribute__((aligned(16)));
  stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
  if (sigaltstack(&stack, NULL) != 0) die("sigaltstack");
  struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART};
  sigfillset(&action.sa_mask);
  static const int signals[] = {SIGSEGV, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGPROF};
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
    if (sigaction(signals[i], &action, NULL) != 0) die("sigaction");
  /* Processor time, so that a busy machine does not make code look endless. */
  struct timeval tick = {tick_milliseconds / 1000, tick_milliseconds % 1000 * 1000};
  struct itimerval timer = {tick, tick};
  if (setitimer(ITIMER_PROF, &timer, NULL) != 0) die("setitimer");
}

/* ---- memory ---- */

/* Mappings that are not writable are made so for the time of a write. */
struct mapping {
  uint32_t start, end;
  int protection;
};
static struct mapping *mappings;
static size_t mapping_count;

static void note_mapping(uint32_t start, uint32_t end, int protection) {
  /* The latest note about an address counts. */
  mappings = realloc(mappings, (mapping_count + 1) * sizeof *mappings);
  if (mappings == NULL) die("realloc");
  mappings[mapping_count++] = (struct mapping){start, end, protection};
}

static int protection_at(uint32_t address) {
  for (size_t i = mapping_count; i-- > 0;)
    if (address >= mappings[i].start && address < mappings[i].end) return mappings[i].protection;
  return PROT_READ | PROT_WRITE;
}

static int map(uint32_t address, uint32_t size, int protection) {
  void *got = mmap((void *)address, size, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
  if (got == MAP_FAILED) return errno;
  if (got != (void *)address) {
    /* Before Linux 4.17 and QEMU 8.1 the address is but a wish. */
    munmap(got, size);
    return EEXIST;
  }
  note_mapping(address, address + size, protection);
  return 0;
}

static int unmap(uint32_t address, uint32_t size) {
  note_mapping(address, address + size, PROT_READ | PROT_WRITE);
  return munmap((void *)address, size) == 0 ? 0 : errno;
}

static int protect(uint32_t address, uint32_t size, int protection) {
  if (mprotect((void *)address, size, protection) != 0) return errno;
  note_mapping(address, address + size, protection);
  return 0;
}

static int copy(void *to, const void *from, uint32_t size) {
  if (sigsetjmp(access_failed, 1) != 0) return EFAULT;
  accessing = 1;
  memcpy(to, from, size);
  accessing = 0;
  return 0;
}

static int write_memory(uint32_t address, const void *bytes, uint32_t size) {
  if (size == 0) return 0;
  int error = 0;
  /* Page by page where protections have to change. */
  while (size > 0 && error == 0) {
    int protection = protection_at(address);
    uint32_t part = size;
    if ((protection & PROT_WRITE) == 0) {
      uint32_t rest = PAGE - address % PAGE;
      if (part > rest) part = rest;
      void *page = (void *)(address & -PAGE);
      if (mprotect(page, PAGE, PROT_READ | PROT_WRITE) != 0) return errno;
      error = copy((void *)address, bytes, part);
      if (mprotect(page, PAGE, protection) != 0) return errno;
    } else {
      /* Up to the next page that may differ. */
      for (size_t i = 0; i < mapping_count; i++)
        if (mappings[i].start > address && mappings[i].start - address < part) part = mappings[i].start - address;
      for (size_t i = 0; i < mapping_count; i++)
        if (mappings[i].end > address && mappings[i].end - address < part) part = mappings[i].end - address;
      error = copy((void *)address, bytes, part);
    }
    if (error == 0) __builtin___clear_cache((void *)address, (void *)(address + part));
    address += part;
    bytes = (const uint8_t *)bytes + part;
    size -= part;
  }
  return error;
}

static int hash_memory(uint32_t address, uint32_t size, uint32_t *hash) {
  if (sigsetjmp(access_failed, 1) != 0) return EFAULT;
  accessing = 1;
  const volatile uint8_t *bytes = (const volatile uint8_t *)address;
  uint32_t value = 0x811c9dc5;
  for (uint32_t i = 0; i < size; i++) value = (value ^ bytes[i]) * 0x01000193;
  accessing = 0;
  *hash = value;
  return 0;
}

/* ---- results ---- */

static int results_file;
static uint8_t results_buffer[1 << 20];
static size_t results_used;

static void flush_results(void) {
  size_t done = 0;
  while (done < results_used) {
    ssize_t count = write(results_file, results_buffer + done, results_used - done);
    if (count < 0 && errno != EINTR) die("write");
    if (count > 0) done += count;
  }
  results_used = 0;
}

static void put(const void *bytes, size_t size) {
  while (size > 0) {
    size_t part = sizeof results_buffer - results_used;
    if (part > size) part = size;
    memcpy(results_buffer + results_used, bytes, part);
    results_used += part;
    bytes = (const uint8_t *)bytes + part;
    size -= part;
    if (results_used == sizeof results_buffer) flush_results();
  }
}

static void put_word(uint32_t word) { put(&word, sizeof word); }

/* ---- commands ---- */

static const uint32_t *next;

static int run(const struct cpu_state *from, uint32_t stop, uint32_t limit) {
  static const uint32_t udf_a32 = 0xe7f000f0;
  static const uint16_t udf_t32 = 0xde00;
  uint32_t stop_size = stop & 1 ? 2 : 4;
  uint8_t replaced[4];
  if (stop != 0) {
    void *place = (void *)(stop & ~1u);
    int error = copy(replaced, place, stop_size);
    if (error == 0) error = write_memory(stop & ~1u, stop & 1 ? (const void *)&udf_t32 : &udf_a32, stop_size);
    if (error != 0) return error;
  }
  stop_address = stop;
  memset(&result, 0, sizeof result);
  *state = *from;
  ticks_left = limit;

  running = 1;
  run_code();
  if (running) {
    running = 0;
    result.kind = EXIT_STUB;
    result.thumb = *exit_thumb;
    state->r[15] = result.thumb ? EXIT_T32 : EXIT_A32;
  }
  stop_address = 0;
  result.state = *state;
  return stop == 0 ? 0 : write_memory(stop & ~1u, replaced, stop_size);
}

static void execute(void) {
  uint32_t command = *next++;
  switch (command) {
    case MAP:
      put_word(map(next[0], next[1], next[2]));
      next += 3;
      break;
    case UNMAP:
      put_word(unmap(next[0], next[1]));
      next += 2;
      break;
    case PROTECT:
      put_word(protect(next[0], next[1], next[2]));
      next += 3;
      break;
    case WRITE:
      put_word(write_memory(next[0], next + 2, next[1]));
      next += 2 + (next[1] + 3) / 4;
      break;
    case READ: {
      uint32_t address = next[0], size = next[1];
      next += 2;
      uint8_t *bytes = malloc(size + 1);
      if (bytes == NULL) die("malloc");
      int error = copy(bytes, (const void *)address, size);
      put_word(error);
      if (error == 0) put(bytes, size);
      free(bytes);
      break;
    }
    case HASH: {
      uint32_t hash = 0;
      put_word(hash_memory(next[0], next[1], &hash));
      put_word(hash);
      next += 2;
      break;
    }
    case RUN: {
      struct cpu_state from;
      memcpy(&from, next, sizeof from);
      next += sizeof from / 4;
      int error = run(&from, next[0], next[1]);
      next += 2;
      if (error != 0) result = (struct run_result){.kind = EXIT_SIGNAL, .error = error};
      put(&result, sizeof result);
      break;
    }
    default:
      fprintf(stderr, "harness: no such command: %u\n", command);
      exit(3);
  }
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: harness COMMANDS RESULTS TICK_MILLISECONDS\n");
    return 2;
  }
  int commands_file = open(argv[1], O_RDONLY);
  struct stat status;
  if (commands_file < 0 || fstat(commands_file, &status) != 0) die(argv[1]);
  results_file = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (results_file < 0) die(argv[2]);
  if (status.st_size > 0) {
    /* A wish only, to keep it away from addresses that commands may want. */
    next = mmap((void *)0xb0000000, status.st_size, PROT_READ, MAP_PRIVATE, commands_file, 0);
    if (next == MAP_FAILED) die("mmap");
  }
  if (mprotect((void *)STUB_PAGE, PAGE, PROT_READ | PROT_EXEC) != 0) die("mprotect");
  install_handlers(atoi(argv[3]));

  const uint32_t *end = next + status.st_size / 4;
  while (next < end) execute();
  flush_results();
  return 0;
}
