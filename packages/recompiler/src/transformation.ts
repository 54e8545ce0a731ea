import { isNativeError } from "node:util/types";
import { addressOf, type CodeAddress, type CodeWriter, type Instruction, WriterError } from "@armstalker/isa";
import { invalidArgument, RecompilerError } from "./errors.js";
import type { Driven, IteratorBackend, MemoryAccess, Transformer } from "./iterator.js";
import type { Callout, ProgramCode } from "./program.js";
import { asError, messageOf } from "./user-code.js";

const hex = (address: number): string => `0x${address.toString(16)}`;

/** One block's transformer at work: hands what it asks for to the compiler, and knows where it was when something goes wrong. */
export class Transformation implements IteratorBackend {
  readonly #compiler: IteratorBackend;
  readonly #writer: CodeWriter;
  readonly #program: ProgramCode;
  readonly #origin: number;
  /** Pairs of offsets in the code and addresses of instructions: how much was written when each was read. */
  readonly #reads: number[] = [];
  /** The error that left the code incomplete, whether or not the transformer has caught it. */
  #failure: { readonly error: unknown } | null = null;

  /** @param writer - also the iterator, where its code begins */
  constructor(compiler: IteratorBackend, writer: CodeWriter, program: ProgramCode) {
    this.#compiler = compiler;
    this.#writer = writer;
    this.#program = program;
    this.#origin = writer.pc - writer.offset;
  }

  /** @throws what the transformer throws, and what it has caught though the code is incomplete */
  run(transform: Transformer): void {
    (this.#writer as unknown as Driven).run(this, transform);
    if (this.#failure !== null) throw this.#failure.error;
  }

  /**
   * The error that says where the transformer went wrong.
   *
   * @param block - where the block begins
   */
  failed(block: CodeAddress, thrown: unknown): RecompilerError {
    const cause = asError(thrown);
    const instruction = this.#instructionOf(cause);
    const place = instruction < 0 ? "before its first instruction" : `at the instruction at ${hex(instruction)}`;
    return new RecompilerError({
      code: "transform-failed",
      message: `the transformer failed in the block at ${hex(block)}, ${place}: ${messageOf(cause)}`,
      hint: "the block runs as the program has it",
      address: instruction < 0 ? addressOf(block) : instruction,
      block,
      cause,
    });
  }

  /** The address of the instruction that the transformer was at when something went wrong; -1 before the first. */
  #instructionOf(cause: Error): number {
    const reads = this.#reads;
    // A label may turn out to be missing, or out of reach, long after what refers to it was put.
    const from = isNativeError(cause) && cause instanceof WriterError ? cause.from : undefined;
    const offset = from === undefined ? Number.POSITIVE_INFINITY : from - this.#origin;
    for (let index = reads.length - 2; index >= 0; index -= 2) if (reads[index]! <= offset) return reads[index + 1]!;
    return -1;
  }

  get memoryAccess(): MemoryAccess {
    return this.#compiler.memoryAccess;
  }

  next(): Instruction | null {
    return this.#serve(() => {
      const instruction = this.#compiler.next();
      if (instruction !== null) this.#reads.push(this.#writer.offset, instruction.address);
      return instruction;
    });
  }

  keep(): void {
    this.#serve(() => this.#compiler.keep());
  }

  putCallout(callout: Callout): boolean {
    return this.#serve(() => this.#compiler.putCallout(callout));
  }

  putChainingReturn(): void {
    this.#serve(() => this.#compiler.putChainingReturn());
  }

  putCounter(address: number): boolean {
    if (!this.#program.canWrite(address)) {
      throw invalidArgument("the counter's address", address, "that of memory which the program can write to");
    }
    return this.#serve(() => this.#compiler.putCounter(address));
  }

  #serve<Result>(body: () => Result): Result {
    try {
      return body();
    } catch (error) {
      this.#failure ??= { error };
      throw error;
    }
  }
}
