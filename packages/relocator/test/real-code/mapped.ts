import type { InstructionSet } from "@armstalker/isa";
import { a32Decoder, advanceIt, isWideThumb, t32Decoder } from "@armstalker/isa";
import type { CodeFile } from "./code-file.js";
import type { FoundFunction } from "./explore.js";

/**
 * The functions of a binary whose debugging symbols are there, with code told from data by mapping symbols ($a, $t, $d: ELF for the
 * Arm Architecture, section 5.5.5).
 *
 * @param symbols - the file that has `.symtab`
 */
export function mappedFunctions(binary: CodeFile, symbols: CodeFile): FoundFunction[] {
  const marks = symbols.image.symbols
    .filter(({ name }) => /^\$[atd](\.|$)/.test(name))
    .map(({ name, value }) => ({ address: value, kind: name[1]! }))
    .sort((a, b) => a.address - b.address);
  const functions = new Map<number, { end: number; set: InstructionSet }>();
  for (const { value, size } of symbols.functions(".symtab")) {
    const start = (value & ~1) >>> 0;
    const known = functions.get(start);
    // Aliases; the longest name for it all.
    if (size > 0 && (known === undefined || known.end < start + size)) {
      functions.set(start, { end: start + size, set: (value & 1) !== 0 ? "t32" : "a32" });
    }
  }
  const found: FoundFunction[] = [];
  let covered = 0;
  for (const [start, { end, set }] of [...functions].sort(([a], [b]) => a - b)) {
    const section = binary.codeSections.find(({ address, size }) => start >= address && end <= address + size);
    // Functions within functions: entries of hand-written code.
    if (section === undefined || start < covered) continue;
    covered = end;
    const bytes = binary.contents(section).subarray(start - section.address, end - section.address);
    found.push(split(start, end, set, bytes, marks));
  }
  return found;
}

function split(
  start: number,
  end: number,
  set: InstructionSet,
  bytes: Uint8Array,
  marks: readonly { readonly address: number; readonly kind: string }[],
): FoundFunction {
  // The last mark at or before the start, by halving.
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marks[middle]!.address <= start) low = middle + 1;
    else high = middle;
  }
  const data: { start: number; end: number }[] = [];
  const wanted = set === "a32" ? "a" : "t";
  for (let index = low - 1, address = start; address < end; index++) {
    const next = Math.min(marks[index + 1]?.address ?? end, end);
    if (marks[index]?.kind !== wanted && next > address) data.push({ start: address, end: next });
    address = Math.max(address, next);
  }
  let instructions = 0;
  for (const { start: from, end: to } of gaps(start, end, data))
    instructions += count(bytes.subarray(from - start, to - start), set);
  return { start, end, set, bytes, data, instructions };
}

/** What is left of a range without the data. */
export function gaps(
  start: number,
  end: number,
  data: readonly { readonly start: number; readonly end: number }[],
): { start: number; end: number }[] {
  const left: { start: number; end: number }[] = [];
  let at = start;
  for (const each of data) {
    if (each.start > at) left.push({ start: at, end: each.start });
    at = each.end;
  }
  if (at < end) left.push({ start: at, end });
  return left;
}

function count(bytes: Uint8Array, set: InstructionSet): number {
  if (set === "a32") return bytes.length >> 2;
  let number = 0;
  for (let offset = 0; offset + 2 <= bytes.length; number++) {
    offset += isWideThumb(bytes[offset]! | (bytes[offset + 1]! << 8)) ? 4 : 2;
  }
  return number;
}

/** What a function's instructions decode to. */
export function* decoded(
  found: FoundFunction,
): Generator<ReturnType<ReturnType<typeof a32Decoder>["decode"]>, void, void> {
  const decoder = found.set === "a32" ? a32Decoder() : t32Decoder();
  let it = 0;
  for (const { start, end } of gaps(found.start, found.end, found.data)) {
    it = 0;
    for (let address = start; address + 2 <= end; ) {
      const instruction = decoder.decode(found.bytes, address - found.start, address, it);
      yield instruction;
      it = instruction.row.class === "it" ? instruction.nextIt : advanceIt(it);
      address = instruction.next;
    }
  }
}
