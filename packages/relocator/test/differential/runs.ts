import type { InstructionSet } from "@armstalker/isa";
import { type ArmRunner, fnv1a, type Handle, type Results, type RunResult, type RunState } from "@armstalker/oracles";
import type { Block } from "./block.js";
import { type CodeImage, data, dataSize, type Images, stack, stackMiddle } from "./world.js";

/** Moved code: what `relocate` returns of it. */
export interface Moved {
  readonly code: Uint8Array;
  readonly map: readonly { readonly from: number; readonly to: number }[];
}

export interface Trial {
  readonly block: Block;
  readonly state: RunState;
  /** Where it is moved to. */
  readonly to: number;
  readonly moved: Moved;
}

/** What a pair of runs has to say. */
export interface Verdict {
  /**
   * `equal` or `different`; `faulted`: the code faulted on memory or was undefined at home, and did the same when moved;
   * `unpredictable`: at home it went to A32 code at an address that is no multiple of 4; `limit`: it did not end at home.
   */
  readonly outcome: "equal" | "different" | "faulted" | "unpredictable" | "limit";
  readonly differences: readonly string[];
}

const readSize = 0x1000;
const readStart = stackMiddle - readSize / 2;

interface Memory {
  readonly data: Handle<"hash">;
  readonly stack: Handle<"read">;
  readonly home: Handle<"hash"> | null;
}

interface PendingRun {
  readonly run: Handle<"run">;
  readonly memory: Memory | null;
}

/** The commands of both runs of a trial, in a runner's batch. */
export interface PendingTrial {
  readonly trial: Trial;
  readonly home: PendingRun;
  readonly away: PendingRun;
  /** The moved code after its run. */
  readonly code: Handle<"hash">;
}

/** Appends both runs to a batch, whose code is in memory. Data are as `images` say before each of them. */
export function enqueue(runner: ArmRunner, trial: Trial, images: Images, code: CodeImage): PendingTrial {
  const { block, state, to, moved } = trial;
  const { dirty, storesAtHome } = block.plan;
  const around = code.around(block.slot);
  const bit = block.set === "t32" ? 1 : 0;
  const one = (pc: number): PendingRun => {
    // What earlier blocks left below their SP may be above this one's.
    if (dirty) runner.write(stack, images.stack);
    const run = runner.run({ ...state, pc: pc + bit });
    if (!dirty) return { run, memory: null };
    const memory = {
      data: runner.hash(data, dataSize),
      stack: runner.read(readStart, readSize),
      home: storesAtHome ? runner.hash(around.address, around.bytes.length) : null,
    };
    runner.write(data, images.data);
    if (storesAtHome) runner.write(around.address, around.bytes);
    return { run, memory };
  };
  const atHome = one(block.from);
  const away = one(to);
  return { trial, home: atHome, away, code: runner.hash(to, moved.code.length) };
}

interface Exit {
  readonly address: number;
  readonly set: InstructionSet;
  /** How it ended there: by a branch to where nothing is, or a trap of the code (with its signal), or a fault on data. */
  readonly kind: string;
  readonly isFault: boolean;
}

const hex = (value: number | bigint): string => `0x${value.toString(16)}`;

/** Compares what both runs did. */
export function judge(pending: PendingTrial, results: Results): Verdict {
  const { trial } = pending;
  const { block } = trial;
  const home = results.run(pending.home.run);
  const away = results.run(pending.away.run);
  if (home.exit === "limit") return { outcome: "limit", differences: [] };
  const homeExit = exitOf(home, block, (address) => address);
  if (home.instructionSet === "a32" && (home.r[15]! & 3) !== 0) return { outcome: "unpredictable", differences: [] };

  const { map, code } = trial.moved;
  const isMoved = (address: number): boolean => address >= trial.to && address < trial.to + code.length;
  const awayExit = exitOf(away, block, (address, isFault) => {
    if (!isMoved(address)) return address;
    // An IT instruction that went is where its first instruction is.
    let found: { from: number; to: number } | null = null;
    for (const each of map) if (each.to <= address && (found === null || each.to >= found.to)) found = each;
    // A fault may be anywhere within what became of the instruction.
    return found !== null && (isFault || found.to === address) ? found.from : address;
  });

  const differences: string[] = [];
  const compare = (name: string, a: number | bigint, b: number | bigint): void => {
    if (a !== b) differences.push(`${name}: ${hex(a)} at home, ${hex(b)} moved`);
  };
  if (homeExit.kind !== awayExit.kind)
    differences.push(`it ended with ${homeExit.kind} at home, ${awayExit.kind} moved`);
  compare("exit", homeExit.address, awayExit.address);
  if (homeExit.set !== awayExit.set) differences.push(`exit: in ${homeExit.set} at home, in ${awayExit.set} moved`);
  if (homeExit.isFault) {
    // Within a sequence registers may be in use: what is promised of them is for instruction boundaries.
    if (home.signal !== "SIGILL") compare("fault address", home.faultAddress, away.faultAddress);
    return { outcome: differences.length === 0 ? "faulted" : "different", differences };
  }
  for (let register = 0; register < 15; register++) compare(`r${register}`, home.r[register]!, away.r[register]!);
  compare("CPSR", home.cpsr, away.cpsr);
  compare("FPSCR", home.fpscr, away.fpscr);
  for (let register = 0; register < 32; register++) compare(`d${register}`, home.d[register]!, away.d[register]!);
  compareMemory(pending, results, home, differences);
  compare("hash of the moved code", fnv1a(code), results.hash(pending.code));
  return { outcome: differences.length === 0 ? "equal" : "different", differences };
}

function exitOf(run: RunResult, block: Block, at: (address: number, isFault: boolean) => number): Exit {
  const pc = run.r[15]!;
  const set = run.instructionSet;
  if (run.exit !== "signal") return { address: pc, set, kind: run.exit, isFault: false };
  const isFetch = run.signal === "SIGSEGV" && run.faultAddress === pc;
  if (isFetch) return { address: at(pc, false), set, kind: "a branch", isFault: false };
  // Traps are exact; what is undefined to this processor, or faults on data, may have been rewritten.
  const exact = at(pc, false);
  const trap = block.instructions.find(({ address, class: kind }) => address === exact && kind === "exception");
  const inFill = exact !== at(pc, true) ? false : !block.instructions.some(({ address }) => address === exact);
  const isFault = trap === undefined && !inFill;
  return { address: at(pc, isFault), set, kind: `${run.signal}`, isFault };
}

function compareMemory(pending: PendingTrial, results: Results, home: RunResult, differences: string[]): void {
  const a = pending.home.memory;
  const b = pending.away.memory;
  if (a === null || b === null) return;
  if (results.hash(a.data) !== results.hash(b.data)) differences.push("memory that base registers point to");
  if (a.home !== null && results.hash(a.home) !== results.hash(b.home!))
    differences.push("memory around the code at home");
  const { plan } = pending.trial.block;
  const before = plan.initial[13]!;
  const after = home.r[13]!;
  // Below SP memory is nobody's: not after the block, and not where SP went down without a store.
  const isNear = after >= readStart && after < readStart + readSize;
  let from = isNear ? after : before + plan.raised;
  if (isNear && plan.exposesStack) from = Math.max(after, before + plan.raised);
  const left = results.read(a.stack);
  const right = results.read(b.stack);
  for (let address = Math.max(from, readStart); address < readStart + readSize; address++) {
    if (left[address - readStart] !== right[address - readStart]) {
      differences.push(`stack at ${hex(address)} (SP was ${hex(before)}, is ${hex(after)})`);
      return;
    }
  }
}
