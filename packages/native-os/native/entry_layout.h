/* The in-process entry's data page, shared by entry_arm.S and entry.cc. Offsets in bytes. */
#pragma once

/* The context, in the order that src/cpu-context.ts documents. */
#define CONTEXT_R0 0
#define CONTEXT_SP 52
#define CONTEXT_LR 56
#define CONTEXT_PC 60
#define CONTEXT_CPSR 64
#define CONTEXT_FPSCR 68
#define CONTEXT_D0 72
#define CONTEXT_SIZE 328

/* What the routines keep beside it. */
#define DATA_EXIT 328
#define DATA_HOST_SP 332
#define DATA_TARGET 336
