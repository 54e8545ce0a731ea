import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { OracleError } from "./errors.js";
import { GnuChunk } from "./gnu-disassembler.js";
import { LlvmChunk } from "./llvm-disassembler.js";
import { type InstructionSet, TemporaryFolder, type Tool } from "./tools.js";

/** Instructions as numbers: words of A32; halfwords of T32, and 32-bit T32 instructions as `hw1 << 16 | hw2`. */
export type InstructionWords = Uint32Array | Uint16Array;

export type Validity = "valid" | "unpredictable" | "undefined";

export interface Disassembled {
  /**
   * The address that the instruction was disassembled at, for GNU's text names the targets of branches.
   * LLVM's text has offsets from the PC that is read instead, and all of its entries are at the same address.
   */
  readonly address: number;
  readonly size: 2 | 4;
  /** Mnemonic, one space, operands. Empty where the disassembler knows none. */
  readonly text: string;
  /** What follows `@` (or `;`) in GNU's line, without the sign; what LLVM warned of. */
  readonly comment: string;
  readonly validity: Validity;
}

export interface DisassembleOptions {
  /** Where the first instruction of each chunk is, a multiple of 4, by default 0. Each result says its own address. */
  readonly address?: number;
  /**
   * T32: the IT instruction (`0xbf08` is `it eq`, see `itInstruction`) that each entry is the first
   * instruction after; one for all, or one per entry with 0 for none.
   */
  readonly it?: number | ArrayLike<number>;
  readonly gnu?: {
    /** `objdump -m`, by default `armv8-a`; `arm` adds FPA, XScale and Armv8-M. */
    readonly machine?: string;
  };
  readonly llvm?: {
    /** The triple without its `arm` or `thumb`, by default `v8a`. */
    readonly arch?: string;
    /** `-mattr`, by default `+crc,+crypto,+neon,+fp-armv8`. */
    readonly attributes?: string;
  };
}

/** A run of entries as one disassembler's input, and its output as results. */
export interface Chunk {
  readonly command: string;
  readonly successStatus: readonly number[];
  /** Writes the input and returns the arguments that make the command read it. */
  prepare(inputPath: string): string[];
  results(output: string, messages: string): Disassembled[];
}

export interface ChunkInput {
  readonly instructionSet: InstructionSet;
  readonly words: InstructionWords;
  /** The IT instruction before an entry, 0 for none. */
  readonly itBefore: (index: number) => number;
  readonly options: DisassembleOptions;
}

/** Entries in one run of a disassembler: some 10 MB of text. */
const chunkSize = 100_000;

/** Disassembles each entry by itself: none is out of step, or in an IT block, because of another. */
export function disassemble(
  tool: Tool,
  instructionSet: InstructionSet,
  words: InstructionWords,
  options: DisassembleOptions = {},
): Disassembled[] {
  const results: Disassembled[] = [];
  const folder = new TemporaryFolder();
  try {
    for (let start = 0; start < words.length; start += chunkSize) {
      const files = new ChunkFiles(folder, "chunk");
      const chunk = makeChunk(tool, instructionSet, words, start, options);
      const args = chunk.prepare(files.input);
      const { status, signal, error } = files.open((stdio) => spawnSync(chunk.command, args, { stdio }));
      for (const result of files.collect(chunk, status, signal, error)) results.push(result);
    }
  } finally {
    folder.remove();
  }
  return results;
}

/**
 * The same for millions of entries: calls back for each in order, holds only a few chunks at a time, runs
 * disassemblers next to the callbacks.
 */
export async function forEachDisassembly(
  tool: Tool,
  instructionSet: InstructionSet,
  words: InstructionWords,
  options: DisassembleOptions,
  callback: (result: Disassembled, word: number, index: number) => void,
): Promise<void> {
  const folder = new TemporaryFolder();
  const running: Promise<() => Disassembled[]>[] = [];
  try {
    let started = 0;
    const startNext = (): void => {
      if (started >= words.length) return;
      running.push(runChunk(makeChunk(tool, instructionSet, words, started, options), folder, `chunk${started}`));
      started += chunkSize;
    };
    for (let ahead = 0; ahead < Math.min(4, availableParallelism()); ahead++) startNext();
    let index = 0;
    while (running.length > 0) {
      const parse = await running[0]!;
      running.shift();
      startNext();
      for (const result of parse()) {
        callback(result, words[index]!, index);
        index++;
      }
    }
  } finally {
    await Promise.allSettled(running);
    folder.remove();
  }
}

async function runChunk(chunk: Chunk, folder: TemporaryFolder, name: string): Promise<() => Disassembled[]> {
  const files = new ChunkFiles(folder, name);
  const args = chunk.prepare(files.input);
  const child = files.open((stdio) => spawn(chunk.command, args, { stdio }));
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(() => files.collect(chunk, null, null, error)));
    child.once("exit", (status, signal) => resolve(() => files.collect(chunk, status, signal, undefined)));
  });
}

type Stdio = ["ignore", number, number];

class ChunkFiles {
  readonly input: string;
  private readonly output: string;
  private readonly messages: string;

  constructor(folder: TemporaryFolder, name: string) {
    this.input = folder.file(`${name}.in`);
    this.output = folder.file(`${name}.out`);
    this.messages = folder.file(`${name}.err`);
  }

  open<Result>(start: (stdio: Stdio) => Result): Result {
    const output = openSync(this.output, "w");
    const messages = openSync(this.messages, "w");
    try {
      return start(["ignore", output, messages]);
    } finally {
      closeSync(output);
      closeSync(messages);
    }
  }

  collect(
    chunk: Chunk,
    status: number | null,
    signal: NodeJS.Signals | null,
    error: Error | undefined,
  ): Disassembled[] {
    const messages = readFileSync(this.messages, "latin1");
    if (error !== undefined || status === null || !chunk.successStatus.includes(status)) {
      const reason = error?.message ?? `it ended with ${signal ?? status}: ${messages.slice(0, 500)}`;
      throw new OracleError("tool-failed", `${chunk.command} did not disassemble: ${reason}`);
    }
    const output = readFileSync(this.output, "latin1");
    for (const path of [this.input, this.output, this.messages]) rmSync(path);
    return chunk.results(output, messages);
  }
}

function makeChunk(
  tool: Tool,
  instructionSet: InstructionSet,
  words: InstructionWords,
  start: number,
  options: DisassembleOptions,
): Chunk {
  const { it = 0 } = options;
  const input: ChunkInput = {
    instructionSet,
    words: words.subarray(start, start + chunkSize),
    itBefore: typeof it === "number" ? () => it : (index) => it[start + index] ?? 0,
    options,
  };
  return tool === "gnu" ? new GnuChunk(input) : new LlvmChunk(input);
}

const conditions = ["eq", "ne", "cs", "cc", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le"] as const;

/** The IT instruction for `DisassembleOptions.it` that makes an entry the last of its block, or one in the middle. */
export function itInstruction(condition: (typeof conditions)[number], place: "last" | "middle"): number {
  const firstcond = conditions.indexOf(condition);
  const mask = place === "last" ? 0b1000 : ((firstcond & 1) << 3) | 0b0100;
  return 0xbf00 | (firstcond << 4) | mask;
}
