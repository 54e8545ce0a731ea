import type { InstructionClass } from "../row.js";

// The values of the columns. Each has its own names; 0 is always the value of most rows.

/** How a word writes PC, if it does so (bit 15 of its written registers). */
export const Transfer = {
  none: 0,
  /** To an address at a constant distance: B, BL, BLX with a label, CBZ, CBNZ. */
  direct: 1,
  /** To the address in a register: BX, BXJ, BLX with a register. */
  register: 2,
  /** `mov pc, rm`; in A32 also with a shift, see `shiftBits`. */
  move: 3,
  /** Any other data processing with PC as its destination. */
  compute: 4,
  /** A load of one register from memory. */
  load: 5,
  /** A load of several registers; those of T16 that need not name SP are `pop`. */
  loadMultiple: 6,
  /** POP of T16: r0 to r7 in bits 7 to 0, and PC. */
  pop: 7,
  /** By a table of distances from PC: TBB, TBH. */
  table: 8,
  /** A return from an exception, which restores CPSR; not for User mode. */
  exceptionReturn: 9,
} as const;

/** What a branch leaves in LR. */
export const Link = {
  none: 0,
  /** The address of the next instruction: A32. */
  address: 1,
  /** The address of the next instruction plus 1: T32, whose return addresses have the instruction set in bit 0. */
  addressPlusOne: 2,
} as const;

/** The instruction set after a write of PC (A2.3.1). */
export const Exchange = {
  /** Stays as it is. */
  same: 0,
  /** The other one: BLX with a label. */
  other: 1,
  /** Bit 0 of the value that is written says it: 1 for T32. */
  bit0: 2,
  /** CPSR says it, which is restored. */
  restored: 3,
} as const;

/** Whether a write of PC has the form of a return from a function; the architecture has no such notion. */
export const Returns = {
  never: 0,
  always: 1,
  /** If LR is the only register that the word reads: BX LR, `mov pc, lr`. */
  throughLink: 2,
  /** If the word loads by means of SP: `pop {pc}`, `ldr pc, [sp], #4`. */
  fromStack: 3,
} as const;

/** The exception that an instruction is there to raise. */
export const Raises = {
  none: 0,
  /** SVC; `immediateBits` are those of its constant. */
  systemCall: 1,
  /** BKPT. */
  breakpoint: 2,
  /** UDF, and all that is UNDEFINED. */
  undefined: 3,
  /** HLT. */
  halt: 4,
  /** HVC. */
  hypervisorCall: 5,
  /** SMC. */
  monitorCall: 6,
  /** DCPS1 to DCPS3. */
  debug: 7,
} as const;

/** What an instruction does with the exclusive monitors (A3.4). */
export const Exclusive = { none: 0, load: 1, store: 2, clear: 3 } as const;

/** What an instruction does with the byte order of data, CPSR.E; which bits say so is in `byteOrderBits`. */
export const ByteOrder = {
  kept: 0,
  /** SETEND: big-endian if one of the bits is 1, else little-endian. */
  set: 1,
  /** MSR: unknown afterwards if one of the bits is 1, else as before. */
  written: 2,
} as const;

/** Instructions that others interpret or rewrite one by one. */
export const Operation = {
  other: 0,
  /** Rd := a constant: MOV, MOVW. */
  moveConstant: 1,
  /** Rd := Rm, unless it is shifted: MOV, see `shiftBits`. */
  moveRegister: 2,
  /** Rd := Rn plus a constant: ADD. */
  addConstant: 3,
  /** Rd := Rn minus a constant: SUB. */
  subtractConstant: 4,
  /** Rd := an address at a constant distance from PC: ADR. */
  address: 5,
  /** Rd := a status register: MRS. */
  readStatus: 6,
  /** A status register := a constant or Rn: MSR. */
  writeStatus: 7,
  /** A branch that compares a register with zero, whatever the flags are: CBZ, CBNZ. */
  compareAndBranch: 8,
} as const;

/** What an instruction uses a constant distance from PC for. */
export const Relative = {
  none: 0,
  /** To branch there: a label. */
  branch: 1,
  /** To load from there, store there, or preload: a literal. */
  memory: 2,
  /** To compute the address: ADR. */
  address: 3,
} as const;

/** What an instruction does with memory. */
export const MemoryUse = { none: 0, read: 1, write: 2, readWrite: 3 } as const;

/** The instruction classes by their numbers in the column `class`. */
export const instructionClasses: readonly InstructionClass[] = [
  "data-processing",
  "multiply",
  "divide",
  "saturating",
  "parallel",
  "bit-field",
  "extend",
  "load",
  "store",
  "load-multiple",
  "store-multiple",
  "exclusive",
  "synchronization",
  "branch",
  "it",
  "status",
  "barrier",
  "hint",
  "preload",
  "exception",
  "coprocessor",
  "crc",
  "system",
  "vfp",
  "vfp-load-store",
  "vfp-move",
  "simd",
  "simd-load-store",
  "simd-move",
  "crypto",
];

/** The number that an instruction class has in the column `class`. */
export const classNumber = (name: InstructionClass): number => instructionClasses.indexOf(name);

/**
 * What is true of whole rows, in columns by `Row.number`; the last entry of each is that of UNDEFINED encodings. What depends on the word
 * as well (registers, flags, whether it may be copied) is asked of the decoder.
 */
export interface Facts {
  /** The length in bytes, 2 or 4; 4 for UNDEFINED encodings, which may also have 2. */
  readonly size: Uint8Array;
  /** The class, as an index of `instructionClasses`. */
  readonly class: Uint8Array;
  /** A `Transfer`: how words that write PC do it; `none` if no word does. */
  readonly transfer: Uint8Array;
  /** A `Link`. */
  readonly link: Uint8Array;
  /** An `Exchange`: the instruction set after a write of PC. */
  readonly exchange: Uint8Array;
  /** A `Returns`: whether a write of PC is a return from a function. */
  readonly returns: Uint8Array;
  /** A `Raises`. */
  readonly raises: Uint8Array;
  /** An `Exclusive`. */
  readonly exclusive: Uint8Array;
  /** A `ByteOrder`. */
  readonly byteOrder: Uint8Array;
  /** The bits of a word that say what it does with the byte order, see `ByteOrder`; 0 if it does nothing. */
  readonly byteOrderBits: Uint32Array;
  /** An `Operation`. */
  readonly operation: Uint8Array;
  /** The bits of a word that say by how much, and how, its register operand is shifted: it is not shifted if all are 0. */
  readonly shiftBits: Uint32Array;
  /** Of SVC: the bits of its constant, from bit 0 on. */
  readonly immediateBits: Uint32Array;
  /** A `Relative`. */
  readonly relative: Uint8Array;
  /** A `MemoryUse`. */
  readonly memoryUse: Uint8Array;
  /** The bytes of one memory access, 0 if there is none. */
  readonly memorySize: Uint8Array;
  /** 1 if what is loaded is sign-extended. */
  readonly signed: Uint8Array;
  /** 1 if it only executes at PL1 or higher, or is UNPREDICTABLE in User mode. */
  readonly privileged: Uint8Array;
}
