import { ArmWriter } from "@armstalker/arm-writer";
import type { CodeWriterOptions, Instruction } from "@armstalker/isa";
import { ThumbWriter } from "@armstalker/thumb-writer";
import type { Callout } from "./cpu-context.js";

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

/** Reads the instructions of a block, and writes what takes their place: by these methods, and by those of the writer that it is. */
export interface StalkerIteration {
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
   */
  putCallout(callout: Callout): boolean;
  /** Returns from the function: to LR, under the stalker. */
  putChainingReturn(): void;
  /**
   * Adds 1 to a word of the target's memory, as cheaply as can be: about six instructions, which change no register and no flag.
   *
   * @param address - of the word, a multiple of 4
   * @returns false in an exclusive sequence, where nothing is put
   */
  putCounter(address: number): boolean;
}

/** An iterator's link to the engine. */
interface Driven {
  /** @internal */
  backend: IteratorBackend;
}

type IteratorClass<Writer> = new (options?: CodeWriterOptions) => Writer & StalkerIteration & Driven;

/** A writer that is an iterator too. */
function iterating<Writer>(base: new (options?: CodeWriterOptions) => Writer): IteratorClass<Writer> {
  class Iterating extends (base as new (options?: CodeWriterOptions) => object) implements StalkerIteration {
    backend!: IteratorBackend;

    get memoryAccess(): MemoryAccess {
      return this.backend.memoryAccess;
    }

    next(): Instruction | null {
      return this.backend.next();
    }

    keep(): void {
      this.backend.keep();
    }

    putCallout(callout: Callout): boolean {
      return this.backend.putCallout(callout);
    }

    putChainingReturn(): void {
      this.backend.putChainingReturn();
    }

    putCounter(address: number): boolean {
      return this.backend.putCounter(address);
    }
  }
  return Iterating as unknown as IteratorClass<Writer>;
}

const ArmIterating: IteratorClass<ArmWriter> = /* @__PURE__ */ iterating(ArmWriter);
const ThumbIterating: IteratorClass<ThumbWriter> = /* @__PURE__ */ iterating(ThumbWriter);

/** A transformer's view of a block of A32 code. */
export class StalkerArmIterator extends ArmIterating {}

/** A transformer's view of a block of T32 code. */
export class StalkerThumbIterator extends ThumbIterating {}

export type StalkerIterator = StalkerArmIterator | StalkerThumbIterator;

/**
 * Rewrites a block: what it keeps and puts is what will run. Called once for each block that is compiled. What it does not read is another block; but the
 * rest of an IT block or of an exclusive sequence is kept, and all of a block of which it reads nothing.
 */
export type Transformer = (iterator: StalkerIterator) => void;
