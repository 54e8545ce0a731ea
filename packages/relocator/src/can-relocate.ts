import {
  a32Decoder,
  type CoreRegister,
  type CoreRegisterLike,
  coreRegisters,
  type Instruction,
  type InstructionSet,
  type ItState,
  inItBlock,
  Link,
  lowestOfMask,
  requireOptions,
  requireWordOf,
  t32Decoder,
} from "@armstalker/isa";
import { classify } from "./kinds.js";
import { deadRegisters } from "./liveness.js";
import type { CodeSource } from "./options.js";
import { isRelative } from "./relative.js";
import { requireAddress } from "./relocator.js";
import { settingsOf } from "./settings.js";
import { Source } from "./source.js";
import { canGoOn } from "./transfer.js";

/** What `canRelocate` is told about the code. */
export interface CanRelocateOptions {
  readonly set: InstructionSet;
  /** Where the code stands, if it is given as bytes alone; 0 by default. */
  readonly address?: number;
  /** Registers that the caller knows to be free at the start. */
  readonly scratch?: readonly CoreRegisterLike[];
  /**
   * Whether the start is that of a function, at which r12 is free: linkers' veneers may change it on the way to one (AAPCS32, 6.1.1).
   * By default the start may be anywhere.
   */
  readonly start?: "function" | "anywhere";
  /**
   * What calls in the moved code leave in LR, as in `RelocationOptions`. With `"original"`, the default, calls return to where they
   * stood, so that nothing after a call can be taken.
   */
  readonly returnAddress?: "original" | "moved";
  /** How many instructions are looked at for branches and literals that forbid taking bytes, by default 512. */
  readonly lookAhead?: number;
}

/**
 * Why fewer bytes can be taken than were asked for: something branches between them, a call among them returns between them, data that
 * are read stand there, an exclusive sequence or an IT block would be split, the code ends or its end is reached by a branch, an
 * instruction cannot be moved.
 */
export type CanRelocateReason =
  | "branch-target"
  | "return-address"
  | "literal"
  | "exclusive-sequence"
  | "end-of-code"
  | "refused";

/** What can be taken away from the start of code. */
export interface CanRelocateResult {
  /** The bytes, a whole number of instructions: at least as many as were asked for, or the most that can be taken. */
  readonly bytes: number;
  /** A register that is free at the start, r12 if it is, null if none is known to be. */
  readonly scratch: CoreRegister | null;
  /** Why there are fewer bytes than were asked for; null if there are enough. */
  readonly reason: CanRelocateReason | null;
}

const LOOK_AHEAD = 512;
/** How many instructions an exclusive sequence is taken to have at most. */
const LONGEST_EXCLUSIVE = 16;

/** Bytes that must stay where they are, from an offset on. */
interface Limit {
  readonly offset: number;
  readonly reason: CanRelocateReason;
}

/**
 * How many bytes can be taken away from the start of code, to be moved and overwritten with a jump: never less than whole instructions,
 * IT blocks and exclusive sequences, nothing that is read as data or branched to from the code that can be reached from there.
 *
 * @param source - the code; bytes alone stand at `address`
 * @param minBytes - how many are needed
 * Padding behind its end, up to a word, counts, too.
 *
 * @throws {RelocationError} `misaligned`, `out-of-range`
 * @throws {IsaError} `unknown-option`
 */
export function canRelocate(
  source: Uint8Array | CodeSource,
  minBytes: number,
  options: CanRelocateOptions,
): CanRelocateResult {
  requireOptions("canRelocate", options, "set address scratch start returnAddress lookAhead");
  const { set, address = 0, lookAhead = LOOK_AHEAD, returnAddress = "original", start = "anywhere" } = options;
  requireWordOf("set", set, "a32", "t32");
  requireWordOf("returnAddress", returnAddress, "original", "moved");
  requireWordOf("start", start, "function", "anywhere");
  const given: CodeSource = source instanceof Uint8Array ? { code: source, address } : source;
  requireAddress(given.address, set === "a32" ? 4 : 1);
  const code = new Source(set, given);
  const scratch = scratchOf(code, options);
  if (minBytes <= 0) return { bytes: 0, scratch, reason: null };
  const { cuts, end } = cutsOf(code, minBytes, returnAddress);
  const farthest = cuts.at(-1) ?? 0;
  const limits = [end, ...limitsOf(code, farthest, lookAhead)];
  const allowed = (cut: number): boolean => limits.every(({ offset }) => cut <= offset);
  const enough = cuts.find((cut) => cut >= minBytes && allowed(cut));
  if (enough !== undefined) return { bytes: enough, scratch, reason: null };
  const bytes = cuts.filter(allowed).at(-1) ?? 0;
  const [nearest] = limits.filter(({ offset }) => offset < minBytes).sort((a, b) => a.offset - b.offset);
  return { bytes, scratch, reason: nearest?.reason ?? end.reason };
}

function decode(source: Source, address: number, it: ItState): Instruction | null {
  const fetched = source.fetch(address);
  if (fetched === null) return null;
  const decoder = source.set === "a32" ? a32Decoder() : t32Decoder();
  return decoder.instruction(fetched.word, fetched.size, address, it);
}

/** The offsets, in order, at which straight code can be cut, up to the first at or behind `minBytes`; and what ends them. */
function cutsOf(
  source: Source,
  minBytes: number,
  returnAddress: "original" | "moved",
): { cuts: readonly number[]; end: Limit } {
  const { start } = source;
  const cuts: number[] = [];
  /** Cuts within an exclusive sequence: good if no store ends it. */
  let within: number[] | null = null;
  let address = start;
  let it: ItState = 0;
  const endAt = (reason: CanRelocateReason): { cuts: readonly number[]; end: Limit } => {
    const sequence = within === null ? [] : within;
    const last = cuts.at(-1) ?? 0;
    return { cuts: [...cuts, ...sequence], end: { offset: sequence.at(-1) ?? last, reason } };
  };
  for (;;) {
    const instruction = decode(source, address, it);
    if (instruction === null) return endAt("end-of-code");
    if (typeof classify(instruction) !== "string") return endAt("refused");
    address = instruction.next;
    it = instruction.nextIt;
    const { row } = instruction;
    if (row.exclusive === "load") within ??= [];
    else if (row.exclusive !== "none") within = null;
    if (!inItBlock(it)) (within ?? cuts).push(address - start);
    if (within !== null && within.length > LONGEST_EXCLUSIVE) {
      cuts.push(...within);
      within = null;
    }
    const isCall = instruction.facts.link[instruction.number] !== Link.none;
    if (isCall && returnAddress === "original") return endAt("return-address");
    if (!canGoOn(instruction)) {
      if (isPadding(source, address)) cuts.push(address + 2 - start);
      return endAt("end-of-code");
    }
    if ((cuts.at(-1) ?? 0) >= minBytes) return { cuts, end: { offset: cuts.at(-1)!, reason: "end-of-code" } };
  }
}

/** What assemblers fill a halfword with up to a word: NOP, `mov r8, r8` before Thumb-2, and 0. */
const paddings: ReadonlySet<number> = new Set([0xbf00, 0x46c0, 0]);

/** Whether T32 code that no control comes to is padding up to a word, as after the `bx pc` of a stub. */
function isPadding(source: Source, address: number): boolean {
  return source.set === "t32" && address % 4 === 2 && paddings.has(source.fetch(address)?.word ?? -1);
}

/** What in the first bytes is branched to, or read as data, from the code that can be reached from the start. */
function limitsOf(source: Source, bytes: number, lookAhead: number): Limit[] {
  const { start } = source;
  const limits: Limit[] = [];
  const seen = new Set<number>();
  const pending: { address: number; it: ItState }[] = [{ address: start, it: 0 }];
  let left = lookAhead;
  while (pending.length > 0 && left > 0) {
    let { address, it } = pending.pop()!;
    while (left-- > 0 && !seen.has(address)) {
      seen.add(address);
      const instruction = decode(source, address, it);
      if (instruction === null || instruction.validity === "undefined") break;
      const { branch, row } = instruction;
      if (isRelative(instruction)) {
        const target = instruction.relativeAddress;
        const offset = target - start;
        if (row.branch !== "none") {
          if (offset > 0 && offset < bytes) limits.push({ offset, reason: "branch-target" });
          if (branch?.kind === "jump" && branch.targetSet === source.set) pending.push({ address: target, it: 0 });
        } else {
          // Of an address that is only computed the size of what stands there is not known.
          const size = Math.max(row.memorySize, 1);
          if (offset + size > 0 && offset < bytes) limits.push({ offset: Math.max(offset, 0), reason: "literal" });
        }
      }
      if (!canGoOn(instruction)) break;
      address = instruction.next;
      it = instruction.nextIt;
    }
  }
  return limits;
}

const R12 = 12;

function scratchOf(source: Source, { scratch = [], start = "anywhere" }: CanRelocateOptions): CoreRegister | null {
  const known = settingsOf({ scratch }).free | (start === "function" ? 1 << R12 : 0);
  const free = known | deadRegisters(source, source.start, 0, 0x5fff);
  if (free === 0) return null;
  return coreRegisters[(free >>> R12) & 1 ? R12 : lowestOfMask(free)]!;
}
