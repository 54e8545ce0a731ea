import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { getSystemErrorName } from "node:util";
import { armEmulator, armHarness } from "./arm-harness.js";
import { OracleError } from "./errors.js";
import { type InstructionSet, TemporaryFolder } from "./tools.js";

// The numbers of native/protocol.h.
const MAP = 1;
const UNMAP = 2;
const PROTECT = 3;
const WRITE = 4;
const READ = 5;
const HASH = 6;
const RUN = 7;
const exitStubA32 = 0xaff00800;
const exitStubT32 = 0xaff00900;
const runResultSize = 352;

const exitNames = ["returned", "stopped", "signal", "limit"] as const;

/** The bits of CPSR that are asked for and reported: N, Z, C, V, Q and GE. */
const reportedFlags = 0xf80f0000;

export type Protection = "r" | "rw" | "rx" | "rwx" | "none";

const protections: Record<Protection, number> = { none: 0, r: 1, rw: 3, rx: 5, rwx: 7 };

/** What the processor is like when control reaches `pc`. All that is not given is 0. */
export interface RunState {
  /** Bit 0 set: T32. */
  readonly pc: number;
  /** r0, r1 … up to r14. */
  readonly r?: ArrayLike<number>;
  readonly sp?: number;
  /** By default the exit of the instruction set that `pc` is in: a return from the code ends the run. */
  readonly lr?: number;
  /** N, Z, C, V, Q and GE, where CPSR has them. */
  readonly cpsr?: number;
  readonly d?: ArrayLike<bigint>;
  readonly fpscr?: number;
  /**
   * The run ends before the instruction here; bit 0 set: T32. A UDF takes its place during the run, so the code
   * must not read it, and it must not be a condition-failed instruction of an IT block.
   */
  readonly stop?: number;
  /** Processor time in milliseconds after which the run ends, by default 1000. */
  readonly limit?: number;
}

export interface RunResult {
  /**
   * `returned`: control came to an exit; `stopped`: to the `stop` address; `signal`: the code did what the processor or the
   * system does not allow; `limit`: it ran too long.
   */
  readonly exit: (typeof exitNames)[number];
  /** Where `exit` is `signal`. */
  readonly signal: "SIGSEGV" | "SIGILL" | "SIGTRAP" | "SIGBUS" | "SIGFPE" | undefined;
  readonly signalCode: number;
  readonly faultAddress: number;
  /** What was executed last, as `r[15]` has no bit 0. */
  readonly instructionSet: InstructionSet;
  /** r0 to r15. */
  readonly r: Uint32Array;
  /** N, Z, C, V, Q and GE, where CPSR has them. */
  readonly cpsr: number;
  readonly fpscr: number;
  readonly d: BigUint64Array;
}

declare const resultOf: unique symbol;
/** Stands for what a command will have found; `Results` gives it. */
export type Handle<Kind extends "run" | "read" | "hash"> = number & { readonly [resultOf]: Kind };

interface Command {
  readonly kind: number;
  readonly address: number;
  readonly size: number;
}

export interface ArmRunnerOptions {
  /** `qemu-arm -cpu`, by default `max`; an ARM host runs the code itself if no processor is asked for. */
  readonly cpu?: string;
  /** Milliseconds for the whole batch, by default 300,000. */
  readonly timeout?: number;
}

/** Runs are timed in ticks of this many milliseconds. */
const tick = 20;

/**
 * Collects what an ARM processor shall do, then does all of it in one process. Memory and mappings last from one command to
 * the next, and end with the batch. Free for mappings are 0x1000 … 0x3fffefff and 0x50000000 … 0x9fffffff.
 */
export class ArmRunner {
  /** A branch to either ends a run, with any register content. `lr` is one of them by default. */
  static readonly exitA32: number = exitStubA32;
  static readonly exitT32: number = exitStubT32 + 1;

  private readonly options: ArmRunnerOptions;
  private commands = Buffer.alloc(1 << 16);
  private used = 0;
  private list: Command[] = [];

  constructor(options: ArmRunnerOptions = {}) {
    this.options = options;
  }

  /** Maps zeroed memory. The address is a multiple of the page size, 4096; the size is rounded up to one. */
  map(address: number, size: number, protection: Protection = "rwx"): void {
    this.command(MAP, checkPage(address), wholePages(size), protections[protection]);
  }

  unmap(address: number, size: number): void {
    this.command(UNMAP, checkPage(address), wholePages(size));
  }

  protect(address: number, size: number, protection: Protection): void {
    this.command(PROTECT, checkPage(address), wholePages(size), protections[protection]);
  }

  /** Writes to mapped memory, whatever its protection. */
  write(address: number, bytes: Uint8Array): void {
    this.command(WRITE, checkWord(address), bytes.length);
    const at = this.reserve((bytes.length + 3) & ~3);
    this.commands.set(bytes, at);
  }

  run(state: RunState): Handle<"run"> {
    const { pc, r = [], d = [], stop = 0, limit = 1000 } = state;
    if ((pc & 3) === 2 || (stop & 3) === 2) {
      throw new OracleError(
        "bad-input",
        `A32 code is at multiples of 4, T32 addresses have bit 0 set: 0x${pc.toString(16)}.`,
      );
    }
    if (r.length > 15 || d.length > 32) throw new OracleError("bad-input", "There are r0 to r14 and d0 to d31 to set.");
    const handle = this.command(RUN);
    const at = this.reserve(328 + 8);
    const { commands } = this;
    for (let index = 0; index < r.length; index++) commands.writeUInt32LE(r[index]! >>> 0, at + 4 * index);
    if (state.sp !== undefined || r.length <= 13) commands.writeUInt32LE((state.sp ?? 0) >>> 0, at + 52);
    if (state.lr !== undefined || r.length <= 14) {
      commands.writeUInt32LE((state.lr ?? ((pc & 1) !== 0 ? ArmRunner.exitT32 : ArmRunner.exitA32)) >>> 0, at + 56);
    }
    commands.writeUInt32LE(checkWord(pc), at + 60);
    commands.writeUInt32LE(((state.cpsr ?? 0) & reportedFlags) >>> 0, at + 64);
    commands.writeUInt32LE((state.fpscr ?? 0) >>> 0, at + 68);
    for (let index = 0; index < d.length; index++) commands.writeBigUInt64LE(d[index]!, at + 72 + 8 * index);
    commands.writeUInt32LE(checkWord(stop), at + 328);
    commands.writeUInt32LE(Math.ceil(limit / tick) + 1, at + 332);
    return handle as Handle<"run">;
  }

  /** Reads memory at this point of the batch. */
  read(address: number, size: number): Handle<"read"> {
    return this.command(READ, checkWord(address), size) as Handle<"read">;
  }

  /** The 32-bit FNV-1a hash of memory at this point of the batch. */
  hash(address: number, size: number): Handle<"hash"> {
    return this.command(HASH, checkWord(address), size) as Handle<"hash">;
  }

  /**
   * Executes everything since the last call, in a new process.
   * @throws OracleError if memory could not be mapped or written.
   */
  execute(): Results {
    const { commands, used, list } = this;
    this.commands = Buffer.alloc(1 << 16);
    this.used = 0;
    this.list = [];

    const folder = new TemporaryFolder();
    try {
      const commandsPath = folder.file("commands");
      const resultsPath = folder.file("results");
      writeFileSync(commandsPath, commands.subarray(0, used));
      const harness = armHarness();
      const line = [...armEmulator(harness, this.options.cpu), harness, commandsPath, resultsPath, String(tick)];
      const { timeout = 300_000 } = this.options;
      const { status, signal, stderr, error } = spawnSync(line[0]!, line.slice(1), {
        encoding: "utf8",
        timeout,
        killSignal: "SIGKILL",
      });
      if (status !== 0) {
        const reason =
          (error as NodeJS.ErrnoException | undefined)?.code === "ETIMEDOUT"
            ? `it was not done after ${timeout} ms`
            : (error?.message ?? `it ended with ${signal ?? status}: ${stderr}`);
        throw new OracleError("runner-failed", `The ARM harness did not execute its batch: ${reason}`);
      }
      return new Results(readFileSync(resultsPath), list);
    } finally {
      folder.remove();
    }
  }

  private command(kind: number, ...operands: number[]): number {
    const at = this.reserve(4 + 4 * operands.length);
    this.commands.writeUInt32LE(kind, at);
    for (let index = 0; index < operands.length; index++) {
      this.commands.writeUInt32LE(operands[index]!, at + 4 + 4 * index);
    }
    return this.list.push({ kind, address: operands[0] ?? 0, size: operands[1] ?? 0 }) - 1;
  }

  private reserve(size: number): number {
    const at = this.used;
    this.used += size;
    if (this.used > this.commands.length) {
      const larger = Buffer.alloc(Math.max(2 * this.commands.length, this.used));
      larger.set(this.commands.subarray(0, at));
      this.commands = larger;
    }
    return at;
  }
}

/** What a batch did. */
export class Results {
  private readonly bytes: Buffer;
  private readonly commands: readonly Command[];
  /** Where the result of each command begins. */
  private readonly starts: Float64Array;

  constructor(bytes: Buffer, commands: readonly Command[]) {
    this.bytes = bytes;
    this.commands = commands;
    this.starts = new Float64Array(commands.length);
    let at = 0;
    for (let index = 0; index < commands.length; index++) {
      const { kind, address, size } = commands[index]!;
      this.starts[index] = at;
      if (at + 4 > bytes.length) {
        throw new OracleError(
          "runner-failed",
          `The ARM harness ended in command ${index + 1} of ${commands.length} or soon after: did the code exit?`,
        );
      }
      const error = bytes.readUInt32LE(at);
      if (kind === RUN) at += runResultSize;
      else if (kind === READ) at += error === 0 ? 4 + size : 4;
      else if (kind === HASH) at += 8;
      else {
        at += 4;
        if (error !== 0) {
          const place = `0x${size.toString(16)} bytes at 0x${address.toString(16)}`;
          throw new OracleError(
            "runner-failed",
            `The ARM harness could not ${verbs[kind]} ${place}: ${describe(error)}`,
          );
        }
      }
    }
  }

  run(handle: Handle<"run">): RunResult {
    const { bytes } = this;
    const at = this.start(handle, RUN);
    const u32 = (offset: number): number => bytes.readUInt32LE(at + offset);
    const error = u32(20);
    if (error !== 0) {
      throw new OracleError("runner-failed", `The stop address of run ${handle} is not writable: ${describe(error)}`);
    }
    const exit = exitNames[u32(0)]!;
    const r = new Uint32Array(16);
    for (let index = 0; index < 16; index++) r[index] = u32(24 + 4 * index);
    const d = new BigUint64Array(32);
    for (let index = 0; index < 32; index++) d[index] = bytes.readBigUInt64LE(at + 96 + 8 * index);
    return {
      exit,
      signal: exit === "signal" ? signalNames.get(u32(4)) : undefined,
      signalCode: bytes.readInt32LE(at + 8),
      faultAddress: u32(12),
      instructionSet: u32(16) === 0 ? "a32" : "t32",
      r,
      cpsr: (u32(88) & reportedFlags) >>> 0,
      fpscr: u32(92),
      d,
    };
  }

  read(handle: Handle<"read">): Uint8Array {
    const at = this.start(handle, READ);
    this.refuseError(handle, at);
    const { size } = this.commands[handle]!;
    return new Uint8Array(this.bytes.subarray(at + 4, at + 4 + size));
  }

  hash(handle: Handle<"hash">): number {
    const at = this.start(handle, HASH);
    this.refuseError(handle, at);
    return this.bytes.readUInt32LE(at + 4);
  }

  private start(handle: number, kind: number): number {
    if (this.commands[handle]?.kind !== kind) {
      throw new OracleError("bad-input", `${handle} is no ${verbs[kind]} of this batch.`);
    }
    return this.starts[handle]!;
  }

  private refuseError(handle: number, at: number): void {
    const error = this.bytes.readUInt32LE(at);
    if (error === 0) return;
    const { address, size } = this.commands[handle]!;
    const place = `0x${size.toString(16)} bytes at 0x${address.toString(16)}`;
    throw new OracleError("runner-failed", `The ARM harness could not read ${place}: ${describe(error)}`);
  }
}

/** The 32-bit FNV-1a hash, to compare with `Results.hash`. */
export function fnv1a(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

const verbs = ["", "map", "unmap", "protect", "write", "read", "hash", "run"] as const;

/** The numbers are the same on every Linux that this runs on; qemu-arm hands on those of ARM, which are too. */
const signalNames: ReadonlyMap<number, RunResult["signal"]> = new Map([
  [4, "SIGILL"],
  [5, "SIGTRAP"],
  [7, "SIGBUS"],
  [8, "SIGFPE"],
  [11, "SIGSEGV"],
]);

function describe(error: number): string {
  switch (getSystemErrorName(-error)) {
    case "EEXIST":
      return "something is mapped there already (EEXIST).";
    case "EFAULT":
      return "not all of it is mapped, or accessible (EFAULT).";
    default:
      return `${getSystemErrorName(-error)}.`;
  }
}

function checkWord(value: number): number {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
    throw new OracleError("bad-input", `${value} is no address: they are 0 to 0xffffffff.`);
  }
  return value;
}

function wholePages(size: number): number {
  return checkWord(Math.ceil(size / 0x1000) * 0x1000);
}

function checkPage(value: number): number {
  if ((checkWord(value) & 0xfff) !== 0) {
    throw new OracleError("bad-input", `0x${value.toString(16)} is no multiple of the page size, 0x1000.`);
  }
  return value;
}
