import { writeFileSync } from "node:fs";
import type { Chunk, ChunkInput, Disassembled, Validity } from "./disassemble.js";
import { OracleError } from "./errors.js";
import { halfOfWide, layOutT32 } from "./t32-layout.js";
import { findCommand } from "./tools.js";

/** Entries as one raw binary for objdump, with as little between them as keeps them apart. */
export class GnuChunk implements Chunk {
  readonly command: string = findCommand("arm-linux-gnueabihf-objdump");
  readonly successStatus: readonly number[] = [0];
  private readonly input: ChunkInput;
  private readonly base: number;
  /** Where each entry is in the binary, -1 for those that are not. */
  private readonly offsets: Int32Array;

  constructor(input: ChunkInput) {
    this.input = input;
    this.base = input.options.address ?? 0;
    this.offsets = new Int32Array(input.words.length).fill(-1);
  }

  prepare(inputPath: string): string[] {
    const binary = this.input.instructionSet === "a32" ? this.layOutA32() : this.layOutT32();
    if ((this.base & 3) !== 0 || this.base < 0 || this.base + binary.byteLength > 2 ** 32) {
      throw new OracleError(
        "bad-input",
        `The address 0x${this.base.toString(16)} does not do: it must be a multiple of 4 with room for ${binary.byteLength} bytes below 2^32.`,
      );
    }
    writeFileSync(inputPath, binary);
    const forceThumb = this.input.instructionSet === "t32" ? ",force-thumb" : "";
    return [
      ...["-D", "-z", "-b", "binary", "-EL", "-m", this.input.options.gnu?.machine ?? "armv8-a"],
      ...["-M", `reg-names-std${forceThumb}`, `--adjust-vma=0x${this.base.toString(16)}`, inputPath],
    ];
  }

  private layOutA32(): Uint8Array {
    const { words } = this.input;
    const bytes = new Uint8Array(4 * words.length);
    const view = new DataView(bytes.buffer);
    for (let index = 0; index < words.length; index++) {
      this.offsets[index] = 4 * index;
      view.setUint32(4 * index, words[index]!, true);
    }
    return bytes;
  }

  private layOutT32(): Uint8Array {
    // The longest: four NOPs, an IT, 32 bits, four NOPs.
    const stream = new Uint16Array(11 * this.input.words.length);
    let length = 0;
    layOutT32(this.input, (halfwords, index) => {
      if (index >= 0) this.offsets[index] = 2 * length;
      for (const halfword of halfwords) stream[length++] = halfword;
    });
    const bytes = new Uint8Array(2 * length);
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < length; at++) view.setUint16(2 * at, stream[at]!, true);
    return bytes;
  }

  results(output: string): Disassembled[] {
    const { words, instructionSet } = this.input;
    const results: Disassembled[] = [];
    let at = output.indexOf(">:\n") + 3;
    for (let index = 0; index < words.length; index++) {
      const offset = this.offsets[index]!;
      if (offset < 0) {
        results.push(halfOfWide(this.base));
        continue;
      }
      const address = this.base + offset;
      const size = instructionSet === "a32" || words[index]! > 0xffff ? 4 : 2;
      // `    8000:\te1a00000 \tnop\t\t\t@ (mov r0, r0)`
      for (;;) {
        const end = output.indexOf("\n", at);
        if (at < 0 || end < 0) throw this.outOfStep(index, address);
        const colon = output.indexOf(":", at);
        const found = Number.parseInt(output.slice(at, colon), 16);
        if (found > address) throw this.outOfStep(index, address);
        if (found === address) {
          const hexEnd = output.indexOf("\t", colon + 2);
          results.push(readLine(address, size, hexEnd < 0 || hexEnd > end ? "" : output.slice(hexEnd + 1, end)));
          at = end + 1;
          break;
        }
        at = end + 1;
      }
    }
    return results;
  }

  private outOfStep(index: number, address: number): OracleError {
    const word = this.input.words[index]!.toString(16);
    return new OracleError("tool-failed", `objdump has no line for entry 0x${word} at 0x${address.toString(16)}.`);
  }
}

function readLine(address: number, size: 2 | 4, line: string): Disassembled {
  let commentAt = line.indexOf("@");
  // Until binutils 2.38 comments began with a semicolon.
  if (commentAt < 0) commentAt = line.indexOf(";");
  const comment = commentAt < 0 ? "" : line.slice(commentAt + 1).trim();
  let text = (commentAt < 0 ? line : line.slice(0, commentAt)).trim();
  const tab = text.indexOf("\t");
  if (tab >= 0) text = text.replace(/\s+/g, " ");
  const validity = validityOf(text, comment);
  if (validity === "undefined" && (text.startsWith("undefined") || text.startsWith("."))) {
    return { address, size, text: "", comment: text, validity };
  }
  return { address, size, text, comment, validity };
}

const undefinedMarks = /<undefined>|undefined \(|<illegal (reg|width|precision)|<bad align|^\.(word|short|inst)/i;
const unpredictableMarks = /unpredictable|<|\(UNDEF/i;

/**
 * What objdump says of validity: `@ <UNDEFINED> instruction`, `@ <UNPREDICTABLE>`, `@ unpredictable branch in IT block`, and,
 * within operands, `<illegal reg q3.5>`, `<bad align 96>`, `<overflow reg d58>` and such.
 */
function validityOf(text: string, comment: string): Validity {
  if (comment !== "") {
    if (undefinedMarks.test(comment)) return "undefined";
    if (unpredictableMarks.test(comment)) return "unpredictable";
  }
  if (text === "") return "undefined";
  if (!text.includes("<") && !text.includes("undefined") && !text.includes("(UNDEF") && text[0] !== ".") return "valid";
  return undefinedMarks.test(text) ? "undefined" : unpredictableMarks.test(text) ? "unpredictable" : "valid";
}
