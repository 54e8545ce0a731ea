/*
 * What the host side (src/arm-runner.ts) and the harness agree on. Numbers are 32-bit little-endian words.
 *
 * Commands, one after another in the input file; what each writes to the output file is behind the arrow:
 *
 *   MAP address size protection         -> error
 *   UNMAP address size                  -> error
 *   PROTECT address size protection     -> error
 *   WRITE address size bytes...         -> error            bytes are padded to a multiple of 4
 *   READ address size                   -> error bytes...   no bytes if error is not 0
 *   HASH address size                   -> error hash       32-bit FNV-1a
 *   RUN cpu_state stop limit            -> run_result
 *
 * error is an errno, 0 for none.
 */
#ifndef PROTOCOL_H
#define PROTOCOL_H

/* Addresses that both sides know. The harness is linked here (src/arm-harness.ts). */
#define STUB_PAGE 0xaff00000
#define STATE_PAGE 0xaff01000
#define EXIT_A32 (STUB_PAGE + 0x800)
#define EXIT_T32 (STUB_PAGE + 0x900)

/* Offsets in the state page; entry.S uses them. */
#define STATE_R 0
#define STATE_CPSR 64
#define STATE_FPSCR 68
#define STATE_D 72
#define STATE_THUMB 328
#define STATE_R0_AT_EXIT 332
#define HARNESS_R4_TO_LR 336
#define HARNESS_D8_TO_D15 376

#ifndef __ASSEMBLER__
#include <stdint.h>

enum command { MAP = 1, UNMAP, PROTECT, WRITE, READ, HASH, RUN };

/* Protections are those of mmap: read 1, write 2, execute 4. */

enum exit_kind {
  EXIT_STUB = 0,    /* went to one of the exit stubs */
  EXIT_STOP = 1,    /* reached its stop address */
  EXIT_SIGNAL = 2,  /* raised a signal */
  EXIT_LIMIT = 3,   /* ran too long */
};

struct cpu_state {
  uint32_t r[16];
  uint32_t cpsr;
  uint32_t fpscr;
  uint64_t d[32];
};

struct run_result {
  uint32_t kind;
  uint32_t signal;
  uint32_t signal_code;
  uint32_t fault_address;
  uint32_t thumb;
  uint32_t error;          /* the stop address cannot be written to: an errno, and nothing ran */
  struct cpu_state state;
};
#endif
#endif
