import { ARM_CORE_BYTES, ArmRegisters } from "./arm-registers.js";
import type { TracedProcess } from "./process.js";

/** Results from here up to -1 are error numbers. */
const LOWEST_ERROR = -4095;

/** ERESTARTSYS to ERESTART_RESTARTBLOCK: the results that the kernel holds while it means to make a system call again. */
const FIRST_RESTART = 512;
const RESTART_BLOCK = 516;

/** The way from the end of an injected call back to where the thread was. */
export interface Return {
  /** Registers to set at the end of the injected call. */
  registers: Uint8Array;
  /** True if the thread has to enter the system call that it was interrupted in again, to be interrupted in it again. */
  reenter: boolean;
  /** Registers to set at the stop; undefined if the kernel leaves the right ones. */
  final?: Uint8Array;
}

export interface Place {
  address: number;
  /** True if the instruction there is Thumb code. */
  thumb: boolean;
}

/** The system calls of one kind of process. Register values are the bytes of its NT_PRSTATUS. */
export interface SystemCallAbi {
  /** Length of the register set, which also tells which kind a thread is. */
  registerBytes: number;
  numbers: { mmap: number; mprotect: number; munmap: number; clearCache?: number };

  /** Finds a system-call instruction in the bytes of an executable mapping. */
  findInstruction(code: Uint8Array, start: number): Place | undefined;
  /** The registers with which the thread, at that instruction, makes the call. */
  prepare(saved: Uint8Array, place: Place, number: number, args: number[]): Uint8Array;
  /** The result, negative for an error. */
  result(registers: Uint8Array): number;
  /** The way back to its stop of a thread that had the registers `saved`. The kernel keeps what it knew about restarting the thread's system call. */
  returning(saved: Uint8Array, process: TracedProcess): Return;
}

/** True if a result says that a signal came and the call is to be made again. */
export function isRestart(result: number): boolean {
  return -result >= FIRST_RESTART && -result <= RESTART_BLOCK;
}

export function isError(result: number): boolean {
  return result < 0 && result >= LOWEST_ERROR;
}

// ARM EABI. r7 has the number, r0-r6 the arguments, r0 the result.

const CPSR_IT = 0x0600fc00;
const NOT_IN_SYSTEM_CALL = 0xffffffff;

/** asm/unistd.h of ARM, EABI. */
const ARM_CALL = {
  fork: 2,
  clone: 120,
  nanosleep: 162,
  poll: 168,
  vfork: 190,
  futex: 240,
  clock_nanosleep: 265,
  clock_nanosleep_time64: 407,
  futex_time64: 422,
  clone3: 435,
} as const;
const TIMER_ABSTIME = 1;
const FUTEX_COMMAND_MASK = 0x7f;
const FUTEX_WAIT = 0;
const FUTEX_WAIT_BITSET = 9;

/** Calls that have had no effect when they are interrupted, and are always made again. */
const MAKING_PROCESSES: ReadonlySet<number> = new Set([ARM_CALL.fork, ARM_CALL.vfork, ARM_CALL.clone, ARM_CALL.clone3]);

/**
 * True if the kernel goes on with the rest of this call's time, by restart_syscall, instead of making it again. By the time of a stop it has put the
 * arguments back and kept the kind of restart to itself, but number and arguments decide it (kernel/futex, kernel/time, fs/select.c).
 */
function hasRestartBlock(words: Uint32Array): boolean {
  switch (words[7]) {
    case ARM_CALL.nanosleep:
    case ARM_CALL.poll:
      return true;
    case ARM_CALL.clock_nanosleep:
    case ARM_CALL.clock_nanosleep_time64:
      return (words[1]! & TIMER_ABSTIME) === 0;
    case ARM_CALL.futex:
    case ARM_CALL.futex_time64: {
      const command = words[1]! & FUTEX_COMMAND_MASK;
      return (command === FUTEX_WAIT || command === FUTEX_WAIT_BITSET) && words[3] !== 0;
    }
    default:
      return false;
  }
}

function armWords(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.slice().buffer);
}

/** True if the instruction at PC is SVC. */
function armAtSystemCall(registers: ArmRegisters, process: TracedProcess): boolean {
  try {
    const code = process.readMemory(registers.pc, registers.isThumb ? 2 : 4);
    return registers.isThumb ? code[1] === 0xdf : (code[3]! & 0x0f) === 0x0f;
  } catch {
    return false;
  }
}

const arm: SystemCallAbi = {
  registerBytes: ARM_CORE_BYTES,
  numbers: { mmap: 192, mprotect: 125, munmap: 91, clearCache: 0xf0002 },

  findInstruction(code, start) {
    // T32 "MOVS r7, #number; SVC #x": what the kernel's own signal page holds. Its ARM variant's immediate means the old ABI to some kernels,
    // and so does any other but 0.
    for (let i = 0; i + 4 <= code.length; i += 2) {
      if (code[i + 1] === 0x27 && code[i + 3] === 0xdf) return { address: start + i + 2, thumb: true };
    }
    for (let i = 0; i + 4 <= code.length; i += 4) {
      const isSvc = code[i] === 0 && code[i + 1] === 0 && code[i + 2] === 0 && code[i + 3] === 0xef;
      if (isSvc) return { address: start + i, thumb: false };
    }
    return undefined;
  },

  prepare(saved, place, number, args) {
    const registers = new ArmRegisters(armWords(saved));
    registers.words.set(args.map((arg) => arg >>> 0));
    registers.words[7] = number;
    registers.pc = place.address;
    registers.cpsr = registers.cpsr & ~CPSR_IT;
    registers.isThumb = place.thumb;
    return registers.bytes;
  },

  result(registers) {
    const value = armWords(registers)[0]!;
    return value >= 2 ** 32 + LOWEST_ERROR ? value - 2 ** 32 : value;
  },

  returning(saved, process) {
    const registers = new ArmRegisters(armWords(saved));
    const { words } = registers;
    const inSystemCall = registers.origR0 !== NOT_IN_SYSTEM_CALL;
    // Saved after an interrupted call, and before the kernel has set it up for restarting: that is still to be done.
    if (inSystemCall && isRestart(words[0]! | 0)) return { registers: saved, reenter: false };
    // In an interrupted call the kernel has set PC back to the SVC and r0 to what it was at the entry. -1 there means no call; a call
    // whose first argument is -1 never sleeps with a time limit, and is made again by the program itself.
    const interrupted = inSystemCall && words[0] === registers.origR0 && armAtSystemCall(registers, process);
    if (interrupted && hasRestartBlock(words)) {
      // The registers are those of a call that has just been interrupted, so that the kernel prepares to go on with it again.
      words[0] = 2 ** 32 - RESTART_BLOCK;
      registers.pc += registers.isThumb ? 2 : 4;
      return { registers: registers.bytes, reenter: false, final: saved };
    }
    // A 32-bit kernel makes any other call again by the number with which it was entered last: that must be the right one.
    if (interrupted && !MAKING_PROCESSES.has(words[7]!)) return { registers: saved, reenter: true };
    // Nothing that looks like an interrupted call.
    words[0] = 0;
    return { registers: registers.bytes, reenter: false, final: saved };
  },
};

// x86-64, for programs of this kind of host. user_regs_struct: rax has the number and the result.

const X64 = { r10: 7, r9: 8, r8: 9, rax: 10, rdx: 12, rsi: 13, rdi: 14, origRax: 15, rip: 16 } as const;
const X64_ARGUMENTS = [X64.rdi, X64.rsi, X64.rdx, X64.r10, X64.r8, X64.r9] as const;

const x64: SystemCallAbi = {
  registerBytes: 216,
  numbers: { mmap: 9, mprotect: 10, munmap: 11 },

  findInstruction(code, start) {
    // SYSCALL
    for (let i = 0; i + 2 <= code.length; i++) {
      if (code[i] === 0x0f && code[i + 1] === 0x05) return { address: start + i, thumb: false };
    }
    return undefined;
  },

  prepare(saved, place, number, args) {
    const words = new BigInt64Array(saved.slice().buffer);
    words[X64.rax] = BigInt(number);
    words[X64.origRax] = -1n;
    words[X64.rip] = BigInt(place.address);
    args.forEach((arg, index) => {
      words[X64_ARGUMENTS[index]!] = BigInt(arg);
    });
    return new Uint8Array(words.buffer);
  },

  result(registers) {
    return Number(new BigInt64Array(registers.slice().buffer)[X64.rax]);
  },

  // This kernel decides about restarting only when the thread goes on: the saved registers say all. Until then, no call is interrupted.
  returning(saved) {
    const words = new BigInt64Array(saved.slice().buffer);
    words[X64.origRax] = -1n;
    return { registers: new Uint8Array(words.buffer), reenter: false, final: saved };
  },
};

export const SYSTEM_CALL_ABIS: readonly SystemCallAbi[] = process.arch === "x64" ? [x64] : [arm];
