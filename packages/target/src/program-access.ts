import type { ThreadId } from "./target.js";

/** A stopped program's threads, registers and memory. */
export interface ProgramAccess {
  /** All threads of the program. */
  threads(): ThreadId[];

  /** Reads r0 to r15 and CPSR. */
  readCore(thread: ThreadId, into: Uint32Array): void;
  /** Writes r0 to r15 and CPSR. */
  writeCore(thread: ThreadId, values: Uint32Array): void;
  /** Reads one of r0 to r15 (0 to 15) and CPSR (16). */
  readRegister(thread: ThreadId, index: number): number;
  writeRegister(thread: ThreadId, index: number, value: number): void;
  /** d0 to d31 and FPSCR, 260 bytes; without the last 16 registers where the processor has but 16 they are 0. */
  readVector(thread: ThreadId): Uint8Array;
  writeVector(thread: ThreadId, bytes: Uint8Array): void;

  /** Exactly `size` bytes. @throws {TargetError} `memory-fault` */
  readMemory(address: number, size: number): Uint8Array;
  /** Reads up to `size` bytes: as many as can be read from the address on, perhaps none. */
  readSome(address: number, size: number): Uint8Array;
  /** @throws {TargetError} `memory-fault` */
  writeMemory(address: number, bytes: Uint8Array): void;
  /** Reads memory that was allocated for the engine while the program runs, as it is at some time meanwhile; null where there is no way to. */
  peek(address: number, size: number): Uint8Array | null;
}
