import { ArmWriter } from "@armstalker/arm-writer";
import {
  a32Decoder,
  advanceIt,
  type Instruction,
  type ItState,
  inItBlock,
  LeanInstruction,
  type Row,
  requireOptions,
  requireWordOf,
  t32Decoder,
} from "@armstalker/isa";
import { ThumbWriter } from "@armstalker/thumb-writer";
import type { Emitter } from "./emit/emitter.js";
import { emitterFor } from "./emit/index.js";
import { RelocationError } from "./errors.js";
import { type RelocationKind, type RewritingKind, rewritingKinds } from "./kinds.js";
import { stateAfter } from "./liveness.js";
import { MovedPlacement } from "./moved-placement.js";
import { Mover, trapWord } from "./mover.js";
import type { AddressRange, Relocated, RelocateOptions } from "./options.js";
import { requireAddress } from "./relocator.js";
import { inPlace, relocationOptions, type Settings, settingsOf } from "./settings.js";
import { Source } from "./source.js";
import { canGoOn } from "./transfer.js";

const LONGEST_IT_BLOCK = 18;

/** What a pass over the range collects. */
class Collector {
  readonly map: { from: number; to: number }[] = [];
  readonly rewritten: Record<RewritingKind, number> = Object.fromEntries(
    rewritingKinds.map((kind) => [kind, 0]),
  ) as Record<RewritingKind, number>;
  readonly refused: Map<number, RelocationError> = new Map();
  kept = 0;

  count(kind: RelocationKind): void {
    if (kind === "kept") this.kept++;
    else if (kind !== "refused") this.rewritten[kind]++;
  }
}

/** The range that is moved. */
class Range {
  readonly start: number;
  readonly end: number;
  readonly #data: readonly AddressRange[];

  constructor(start: number, end: number, data: readonly AddressRange[]) {
    this.start = start;
    this.end = end;
    this.#data = [...data].sort((a, b) => a.start - b.start);
  }

  /** Where data that an address is in end, or the address itself. */
  afterData(address: number): number {
    if (this.#data.length === 0) return address;
    const found = this.#data.find(({ start, end }) => start <= address && address < end);
    return found === undefined ? address : Math.min(found.end, this.end);
  }
}

/**
 * Moves a range of code in one call. Control that runs off its end leaves the moved code at its end, or goes on where it stood with
 * `after: "original"`.
 *
 * @param code - the range's bytes
 * @throws {RelocationError} if an instruction cannot be moved, unless `refused` is `"trap"`; `truncated` if the last one is not whole
 * @throws {IsaError} `unknown-option`, also for a `set` that is missing
 */
export function relocate(code: Uint8Array, options: RelocateOptions): Relocated {
  requireOptions("relocate", options, `${relocationOptions} from to set it features branchesWithin data after refused`);
  const { set, branchesWithin = "original", data = [], it = 0 } = options;
  requireWordOf("set", set, "a32", "t32");
  requireWordOf("branchesWithin", branchesWithin, "original", "moved");
  requireWordOf("after", options.after ?? "original", "original", "end-of-code");
  requireWordOf("refused", options.refused ?? "throw", "throw", "trap");
  const alignment = set === "a32" ? 4 : 2;
  requireAddress(options.from, alignment);
  requireAddress(options.to, alignment);
  const range = new Range(options.from, options.from + code.length, data);
  const source = new Source(set, { code, address: options.from });
  const settings = settingsOf({
    ...options,
    returnAddress: options.returnAddress ?? (branchesWithin === "moved" ? "moved" : "original"),
  });
  const moved = branchesWithin === "moved" ? new MovedPlacement(set, range.start, targetsOf(source, range, it)) : null;
  for (;;) {
    const out = emitterFor(writerFor(options));
    const collector = new Collector();
    pass(source, range, settings, moved, out, collector, options);
    if (moved !== null && !moved.settle()) continue;
    out.writer.flush();
    return {
      code: out.writer.toBytes().slice(),
      map: collector.map,
      kept: collector.kept,
      rewritten: collector.rewritten,
      refused: [...collector.refused.values()],
    };
  }
}

function writerFor({ set, to, features }: RelocateOptions): ArmWriter | ThumbWriter {
  const writing = { pc: to, ...(features === undefined ? {} : { features }) };
  return set === "a32" ? new ArmWriter(writing) : new ThumbWriter(writing);
}

/** Whether an instruction is one that can be copied anywhere. */
const isPlain = ({ row, reads, writes }: LeanInstruction): boolean =>
  row !== null && ((reads | writes) & 0x8000) === 0 && row.class !== "it";

/** Moves the whole range once. */
function pass(
  source: Source,
  range: Range,
  settings: Settings,
  moved: MovedPlacement | null,
  out: Emitter,
  collector: Collector,
  { set, it: startIt = 0, refused = "throw", after = "end-of-code" }: RelocateOptions,
): void {
  const decoder = set === "a32" ? a32Decoder() : t32Decoder();
  const lean = new LeanInstruction();
  const collect = (error: RelocationError): void => void collector.refused.set(error.address, error);
  const surroundings = { source, settings, placement: moved ?? inPlace };
  const mover = new Mover(out, surroundings, refused === "trap" ? collect : null, (kind) => collector.count(kind));
  const { writer } = out;
  const place = (from: number, to: number): void => {
    collector.map.push({ from, to });
    const label = moved?.place(from, to) ?? null;
    if (label !== null) writer.putLabel(label);
  };
  const placeMember = ({ address }: Instruction, to: number): void => {
    collector.map.push({ from: address, to });
  };

  let goesOn = true;
  const end = (last: Instruction): void => {
    goesOn = canGoOn(last);
    if (goesOn) return;
    writer.putLiteralPool("never-reached");
    mover.end();
  };
  /** Copies an IT block of which no instruction uses PC; gives the address after it, -1 if one does. */
  const copyBlock = (word: number, first: number): number => {
    let last = first;
    for (let it: ItState = word & 0xff; inItBlock(it); it = advanceIt(it)) {
      const fetched = source.fetch(last);
      if (fetched === null) return -1;
      decoder.lean(lean, fetched.word, fetched.size, it);
      if (!isPlain(lean)) return -1;
      last += fetched.size;
    }
    out.writer.reserve(LONGEST_IT_BLOCK);
    out.copy(word);
    for (let address = first; address < last; ) {
      const fetched = source.fetch(address)!;
      decoder.lean(lean, fetched.word, fetched.size);
      collector.map.push({ from: address, to: writer.pc });
      out.copy(fetched.word);
      mover.pass(lean as LeanInstruction & { row: Row });
      collector.kept++;
      address += fetched.size;
    }
    goesOn = true;
    return last;
  };
  /** Moves an IT block and gives the address after it. */
  const block = (it: Instruction | null, first: number, state: number): number => {
    const members: Instruction[] = [];
    let address = first;
    for (let next = state; inItBlock(next); ) {
      const fetched = source.fetch(address);
      if (fetched === null) return endWithin(address);
      const member = decoder.instruction(fetched.word, fetched.size, address, next);
      members.push(member);
      address = member.next;
      next = advanceIt(next);
    }
    mover.moveItBlock(it, members, placeMember);
    end(members.at(-1)!);
    return address;
  };

  /** The range ends within an instruction or an IT block. */
  const endWithin = (address: number): number => {
    const error = truncated(source, address);
    if (refused === "throw") throw error;
    collect(error);
    out.copy(trapWord(set));
    goesOn = false;
    return range.end;
  };

  let address = range.start;
  if (inItBlock(startIt)) address = block(null, address, startIt);
  while (address < range.end) {
    const afterData = range.afterData(address);
    if (afterData !== address) {
      address = afterData;
      goesOn = false;
      continue;
    }
    const fetched = source.fetch(address);
    if (fetched === null) {
      address = endWithin(address);
      continue;
    }
    const { word, size } = fetched;
    decoder.lean(lean, word, size);
    place(address, writer.pc);
    if (isPlain(lean)) {
      out.copy(word);
      mover.pass(lean as LeanInstruction & { row: Row });
      collector.kept++;
      goesOn = true;
    } else {
      const instruction = decoder.instruction(word, size, address);
      if (instruction.class === "it") {
        collector.kept++;
        const next = copyBlock(word, address + size);
        address = next >= 0 ? next : block(instruction, instruction.next, instruction.nextIt);
        continue;
      }
      mover.move(instruction);
      end(instruction);
    }
    address += size;
  }
  if (!goesOn) return;
  if (after === "original") {
    const site = range.end;
    writer.putUnit(16, () => out.jump({ address: site, set, label: null }, site, site, 0));
  } else writer.putLiteralPool("falls-through");
}

const truncated = (source: Source, address: number): RelocationError =>
  new RelocationError(
    "truncated",
    address,
    source.bytes(address, 2),
    "the range ends within an instruction or an IT block: take all of it",
  );

/** Of each halfword of the range, 1 if it begins an instruction outside of IT blocks, or an IT block. */
function targetsOf(source: Source, range: Range, startIt: number): Uint8Array {
  const decoder = source.set === "a32" ? a32Decoder() : t32Decoder();
  const lean = new LeanInstruction();
  const begins = new Uint8Array((range.end - range.start) / 2 + 1);
  let it = startIt;
  for (let address = range.start; address < range.end; ) {
    const afterData = range.afterData(address);
    if (afterData !== address) {
      address = afterData;
      continue;
    }
    const fetched = source.fetch(address);
    if (fetched === null) break;
    const { word, size } = fetched;
    decoder.lean(lean, word, size, it);
    if (!inItBlock(it)) begins[(address - range.start) / 2] = 1;
    it = stateAfter(it, decoder.facts, lean.number, word);
    address += size;
  }
  return begins;
}
