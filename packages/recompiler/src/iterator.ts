import { ArmWriter } from "@armstalker/arm-writer";
import type { CodeWriterOptions, Instruction } from "@armstalker/isa";
import { ThumbWriter } from "@armstalker/thumb-writer";
import { invalidArgument, RecompilerError } from "./errors.js";
import type { Callout } from "./program.js";

/** Whether memory may be touched between instructions: not in an exclusive sequence, from LDREX to STREX or CLREX. */
export type MemoryAccess = "open" | "exclusive";

/** What an iterator does on behalf of a transformer; the engine's side. @internal */
export interface IteratorBackend {
  readonly memoryAccess: MemoryAccess;
  next(): Instruction | null;
  keep(): void;
  putCallout(callout: Callout): boolean;
  putChainingReturn(): void;
  putCounter(address: number): boolean;
}

/**
 * Reads the instructions of a block, and writes what takes their place: by these methods, and by those of the writer that it is. All of them throw
 * {@link RecompilerError} `out-of-turn` once the transformer has returned; so do `flush`, `reset` and `dispose` before, which the engine calls.
 */
export interface Iteration {
  /** Whether instrumentation may stand here. */
  readonly memoryAccess: MemoryAccess;
  /**
   * The next instruction of the block; null at its end. One that is not kept is left out. The instructions of an IT block come one by one after IT, and
   * each is kept under its condition.
   */
  next(): Instruction | null;
  /** Writes the instruction that was read last, so that it does what it does at home. */
  keep(): void;
  /**
   * Has a function called before what is written next, with all registers to read and to change.
   *
   * @returns false in an exclusive sequence, where nothing is put: a stop there would let the store fail for ever
   * @throws {RecompilerError} `invalid-argument` for what is no function
   */
  putCallout(callout: Callout): boolean;
  /** Returns from the function: to LR, under the stalker. */
  putChainingReturn(): void;
  /**
   * Adds 1 to a word of the target's memory, as cheaply as can be: about six instructions, which change no register and no flag.
   *
   * @param address - of the word, a multiple of 4, in memory that the program can write to
   * @returns false in an exclusive sequence, where nothing is put
   * @throws {RecompilerError} `invalid-argument` for another address
   */
  putCounter(address: number): boolean;
}

/** An iterator's link to the engine. @internal */
export interface Driven {
  /** Has it write code anew. @internal */
  begin(options: CodeWriterOptions): void;
  /** Runs a transformer, which the backend serves. @internal */
  run(backend: IteratorBackend, transform: Transformer): void;
  /** Has it refuse to write until it begins again. @internal */
  end(): void;
}

type IteratorClass<Writer> = new (options?: CodeWriterOptions) => Writer & Iteration & Driven;
/** The methods of a writer that an iterator changes. */
interface ChangedWriter {
  reserve(more: number): void;
  putUnit<T>(most: number, body: () => T): T;
  putLabel(label: string): void;
  skip(byteCount: number): void;
  toBytes(): Uint8Array;
  flush(): void;
  reset(options?: CodeWriterOptions): void;
  dispose(): void;
}

const NO_ROOM = new Uint8Array(0);

/** A writer that is an iterator too. */
function iterating<Writer>(base: new (options?: CodeWriterOptions) => Writer): IteratorClass<Writer> {
  class Iterating
    extends (base as unknown as new (options?: CodeWriterOptions) => ChangedWriter)
    implements Iteration, Driven
  {
    /** Serves the transformer that runs; null while none does. */
    #backend: IteratorBackend | null = null;
    /** Whether the engine has it write, or has it refuse to. */
    #state: "own" | "begun" | "ended" = "own";
    /** How many units are open, one in another. */
    #units = 0;

    begin(options: CodeWriterOptions): void {
      super.reset(options);
      this.#state = "begun";
    }

    run(backend: IteratorBackend, transform: Transformer): void {
      this.#backend = backend;
      try {
        transform(this as unknown as TransformIterator);
      } finally {
        this.#backend = null;
      }
      if (this.#inItBlock) throw outOfTurn("the transformer returned within an IT block that it has begun");
    }

    end(): void {
      // Without room every put comes to `reserve`.
      super.reset({ output: NO_ROOM });
      this.#state = "ended";
    }

    /** Whether an IT block is open, in T32. */
    get #inItBlock(): boolean {
      const { itState = 0 } = this as { readonly itState?: number };
      return itState !== 0;
    }

    /** The engine's side, while the transformer runs. @param what - the method that is called */
    #serving(what: string): IteratorBackend {
      if (this.#backend === null) throw outOfTurn(`${what} was called when no transformer runs with this iterator`);
      return this.#backend;
    }

    /** The same for methods that write, which may not be called in the middle of something. */
    #writing(what: string): IteratorBackend {
      const backend = this.#serving(what);
      if (this.#units > 0) throw outOfTurn(`${what} was called within putUnit() or putExactly()`);
      if (this.#inItBlock) throw outOfTurn(`${what} was called within an IT block that the transformer has begun`);
      return backend;
    }

    get memoryAccess(): MemoryAccess {
      return this.#serving("memoryAccess").memoryAccess;
    }

    next(): Instruction | null {
      return this.#writing("next()").next();
    }

    keep(): void {
      this.#writing("keep()").keep();
    }

    putCallout(callout: Callout): boolean {
      const backend = this.#writing("putCallout()");
      if (typeof callout !== "function") throw invalidArgument("the callout", callout, "a function");
      return backend.putCallout(callout);
    }

    putChainingReturn(): void {
      this.#writing("putChainingReturn()").putChainingReturn();
    }

    putCounter(address: number): boolean {
      const backend = this.#writing("putCounter()");
      if (!Number.isInteger(address) || address < 0 || address >= 2 ** 32 || address % 4 !== 0) {
        throw invalidArgument(
          "the counter's address",
          address,
          "the address of a word: 0 to 2^32 - 4, a multiple of 4",
        );
      }
      return backend.putCounter(address);
    }

    override reserve(more: number): void {
      this.#requireBegun();
      super.reserve(more);
    }

    override putUnit<T>(most: number, body: () => T): T {
      this.#units++;
      try {
        return super.putUnit(most, body);
      } finally {
        this.#units--;
      }
    }

    override putLabel(label: string): void {
      this.#requireBegun();
      super.putLabel(label);
    }

    override skip(byteCount: number): void {
      super.skip(byteCount);
      // The memory holds another block's code, which is not to be left there.
      const written = this.toBytes();
      if (this.#state === "begun") written.fill(0, written.length - byteCount);
    }

    override flush(): void {
      this.#refuseTransformer("flush()");
      super.flush();
    }

    override reset(options?: CodeWriterOptions): void {
      this.#refuseTransformer("reset()");
      super.reset(options);
    }

    override dispose(): void {
      this.#refuseTransformer("dispose()");
      super.dispose();
    }

    #requireBegun(): void {
      if (this.#state === "ended") throw outOfTurn("code was put when no transformer runs with this iterator");
    }

    #refuseTransformer(what: string): void {
      if (this.#backend !== null) throw outOfTurn(`${what} was called by a transformer, and the engine does that`);
    }
  }
  return Iterating as unknown as IteratorClass<Writer>;
}

const outOfTurn = (message: string): RecompilerError =>
  new RecompilerError({
    code: "out-of-turn",
    message,
    hint: "an iterator is used by its transformer, for the block that it was called for, before it returns",
  });

const ArmIterating: IteratorClass<ArmWriter> = /* @__PURE__ */ iterating(ArmWriter);
const ThumbIterating: IteratorClass<ThumbWriter> = /* @__PURE__ */ iterating(ThumbWriter);

/** A transformer's view of a block of A32 code. */
export class ArmIterator extends ArmIterating {}

/** A transformer's view of a block of T32 code. */
export class ThumbIterator extends ThumbIterating {}

export type TransformIterator = ArmIterator | ThumbIterator;

/**
 * Rewrites a block: what it keeps and puts is what will run. Called once for each block that is compiled. What it does not read is another block; but the
 * rest of an IT block or of an exclusive sequence is kept, and all of a block of which it reads nothing.
 *
 * If it throws, returns a promise, or has put what is no code (a label is missing or out of reach, an IT block is not complete, there are more than 128 KiB),
 * the program's own code runs there, and {@link RecompilerError} `transform-failed` says where.
 */
export type Transformer = (iterator: TransformIterator) => void;
