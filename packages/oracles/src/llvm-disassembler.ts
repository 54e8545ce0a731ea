import { writeFileSync } from "node:fs";
import type { Chunk, ChunkInput, Disassembled, Validity } from "./disassemble.js";
import { OracleError } from "./errors.js";
import { halfOfWide, layOutT32 } from "./t32-layout.js";
import { findCommand } from "./tools.js";

const hex: readonly string[] = Array.from({ length: 256 }, (_, byte) => `0x${byte.toString(16).padStart(2, "0")}`);

/** Entries as text for `llvm-mc --disassemble`, one a line in brackets: where it gives up on one, it goes on with the next line. */
export class LlvmChunk implements Chunk {
  readonly command: string = findCommand("llvm-mc");
  /** 1 where a line in brackets was invalid. */
  readonly successStatus: readonly number[] = [0, 1];
  private readonly input: ChunkInput;
  private readonly base: number;
  /** The entry on each line, -1 for what is only there to keep entries apart. */
  private readonly lineEntries: number[] = [];
  private inputPath = "";

  constructor(input: ChunkInput) {
    this.input = input;
    this.base = input.options.address ?? 0;
  }

  prepare(inputPath: string): string[] {
    this.inputPath = inputPath;
    const { words, instructionSet, options } = this.input;
    const lines: string[] = [];
    if (instructionSet === "a32") {
      for (let index = 0; index < words.length; index++) {
        const word = words[index]!;
        lines.push(`[${hex[word & 255]} ${hex[(word >>> 8) & 255]} ${hex[(word >>> 16) & 255]} ${hex[word >>> 24]}]`);
        this.lineEntries.push(index);
      }
    } else {
      layOutT32(this.input, (halfwords, index) => {
        lines.push(`[${halfwords.map((halfword) => `${hex[halfword & 255]} ${hex[halfword >>> 8]}`).join(" ")}]`);
        this.lineEntries.push(index);
      });
    }
    lines.push("");
    writeFileSync(inputPath, lines.join("\n"));
    return [
      "--disassemble",
      `-triple=${instructionSet === "a32" ? "arm" : "thumb"}${options.llvm?.arch ?? "v8a"}-linux-gnueabihf`,
      `-mattr=${options.llvm?.attributes ?? "+crc,+crypto,+neon,+fp-armv8"}`,
      inputPath,
    ];
  }

  results(output: string, messages: string): Disassembled[] {
    const { words, instructionSet } = this.input;
    const complaints = this.readComplaints(messages);
    const results: Disassembled[] = [];
    for (let index = 0; index < words.length; index++) results.push(halfOfWide(this.base));

    let at = output.startsWith("\t.text\n") ? "\t.text\n".length : 0;
    for (let line = 0; line < this.lineEntries.length; line++) {
      const validity: Validity = complaints[line] ?? "valid";
      let text = "";
      if (validity !== "undefined") {
        const end = output.indexOf("\n", at);
        if (end < 0) throw this.outOfStep(`has no output for line ${line + 1}`);
        text = output.slice(at, end);
        at = end + 1;
      }
      const index = this.lineEntries[line]!;
      if (index < 0) continue;
      const comment = validity === "valid" ? "" : validity === "undefined" ? invalid : potentiallyUndefined;
      const size = instructionSet === "a32" || words[index]! > 0xffff ? 4 : 2;
      results[index] = { address: this.base, size, text: text.trim().replace(/\s+/g, " "), comment, validity };
    }
    if (at !== output.length) throw this.outOfStep("has more output than input");
    return results;
  }

  /** `path:6:2: warning: invalid instruction encoding` and the two lines that show it. */
  private readComplaints(messages: string): (Validity | undefined)[] {
    const complaints: (Validity | undefined)[] = [];
    const prefix = `${this.inputPath}:`;
    let at = 0;
    if (messages !== "" && !messages.startsWith(prefix)) throw this.outOfStep(`says "${messages.slice(0, 200)}"`);
    while (at < messages.length) {
      const end = messages.indexOf("\n", at);
      if (messages.startsWith(prefix, at)) {
        const line = Number.parseInt(messages.slice(at + prefix.length, at + prefix.length + 12), 10);
        const message = messages.slice(at, end);
        if (message.endsWith(invalid)) complaints[line - 1] = "undefined";
        else if (message.endsWith(potentiallyUndefined)) complaints[line - 1] = "unpredictable";
        else throw this.outOfStep(`says "${message}"`);
      }
      at = end + 1;
    }
    return complaints;
  }

  private outOfStep(what: string): OracleError {
    return new OracleError("tool-failed", `${this.command} ${what}.`);
  }
}

const invalid = "invalid instruction encoding";
const potentiallyUndefined = "potentially undefined instruction encoding";
