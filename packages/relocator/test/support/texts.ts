import { ArmWriter } from "@armstalker/arm-writer";
import { type InstructionSet, isWideThumb } from "@armstalker/isa";
import { assemble, disassemble } from "@armstalker/oracles";
import { ThumbWriter } from "@armstalker/thumb-writer";
import { ArmRelocator, type RelocationOptions, ThumbRelocator } from "../../src/index.js";

/** The bytes of a line of assembly (statements are separated by semicolons) by GNU as. */
export function bytesOf(set: InstructionSet, line: string, address: number): Uint8Array {
  const [assembled] = assemble("gnu", set, [line], { address });
  if (assembled === undefined || "error" in assembled) throw new Error(`${line}: ${assembled?.error}`);
  return new Uint8Array(assembled.bytes);
}

/** The text of each instruction by GNU objdump; its targets are addresses. */
export function textsOf(set: InstructionSet, code: Uint8Array, address: number): string[] {
  const view = new DataView(code.buffer, code.byteOffset, code.length);
  const words: number[] = [];
  const offsets: number[] = [];
  const before: number[] = [];
  let conditions: number[] = [];
  for (let offset = 0; offset < code.length; ) {
    const first = view.getUint16(offset, true);
    const wide = set === "a32" || isWideThumb(first);
    words.push(
      set === "a32" ? view.getUint32(offset, true) : wide ? first * 65536 + view.getUint16(offset + 2, true) : first,
    );
    offsets.push(offset);
    const condition = conditions.shift();
    // objdump knows of an IT block what stands before the instruction that it is asked for.
    before.push(condition === undefined ? 0 : 0xbf08 | (condition << 4));
    if (set === "t32" && !wide && first >>> 8 === 0xbf && (first & 15) !== 0) conditions = conditionsOf(first);
    offset += wide ? 4 : 2;
  }
  const found = disassemble("gnu", set, Uint32Array.from(words), set === "t32" ? { it: before } : {});
  return found.map(({ text, address: at }, index) => {
    const shift = address + offsets[index]! - at;
    const target = /^(b|bl|b[a-z][a-z]|bl[a-z][a-z]|blx|cbn?z)(\.[nw])? .*0x/.test(text);
    return target
      ? text.replace(/0x[0-9a-f]+$/, (number) => `0x${((Number(number) + shift) >>> 0).toString(16)}`)
      : text;
  });
}

function conditionsOf(it: number): number[] {
  const count = 4 - Math.log2(it & -it & 15);
  return Array.from({ length: count }, (_, index) =>
    index === 0 ? (it >>> 4) & 15 : ((it >>> 4) & 14) | ((it >>> (4 - index)) & 1),
  );
}

/** Where the originals of the tests stand. */
export const ORIGINAL = 0x10000;

/** The texts of a line and of what a relocator makes of it; words of a literal pool as `.word`. */
export function rewritten(
  set: InstructionSet,
  line: string,
  to: number,
  options: RelocationOptions & { features?: number; from?: number } = {},
): string[] {
  const { from = ORIGINAL, features, ...rest } = options;
  const code = bytesOf(set, line, from);
  const writing = { pc: to, ...(features === undefined ? {} : { features }) };
  const writer = set === "a32" ? new ArmWriter(writing) : new ThumbWriter(writing);
  const relocator =
    writer instanceof ArmWriter
      ? new ArmRelocator({ code, address: from }, writer, rest)
      : new ThumbRelocator({ code, address: from }, writer, rest);
  while (relocator.readOne() !== 0);
  relocator.writeAll();
  const length = writer.offset;
  writer.flush();
  const bytes = writer.toBytes();
  const texts = textsOf(set, bytes.subarray(0, length), to);
  const pool = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let offset = length + ((to + length) % 4); offset < bytes.length; offset += 4) {
    texts.push(`.word 0x${pool.getUint32(offset, true).toString(16)}`);
  }
  return texts;
}
