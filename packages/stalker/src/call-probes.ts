import { type Address, addressOf, type CodeAddress } from "@armstalker/isa";
import { ADDRESS_SPACE } from "@armstalker/target";
import { requireInteger, requireWord } from "./arguments.js";
import type { CpuContext } from "./cpu-context.js";

/** A call, as its probe sees it, until the probe returns. */
export interface CallDetails {
  /** The function's address; bit 0 set: T32. */
  readonly targetAddress: number;
  /** The value of LR: the address that the function returns to, bit 0 set: T32. */
  readonly returnAddress: number;
  /** The value of SP: the address of the fifth argument. */
  readonly stackAddress: number;
  readonly context: CpuContext;
  /**
   * An argument by the procedure call standard (AAPCS32): r0 to r3, then words on the stack. An argument of 64 bits takes two numbers, the first of them even.
   *
   * @param index - from 0 to 65535
   * @throws {StalkerError} `invalid-argument`, and as {@link CpuContext.memory}
   */
  argument(index: number): number;
  /**
   * Changes an argument, as {@link argument} numbers them.
   *
   * @param value - 32 bits, signed or unsigned
   * @throws {StalkerError} `invalid-argument`, `out-of-turn`, and as {@link CpuContext.memory}
   */
  setArgument(index: number, value: number): void;
}

/** Is called for each call. @param data - as it was given with the probe */
export type CallProbe<Data = undefined> = (details: CallDetails, data: Data) => void;

/** Is called before each execution of an instruction. @param data - as it was given with the probe */
export type InstructionProbe<Data = undefined> = (context: CpuContext, data: Data) => void;

/** A probe, while it is there or runs. */
export interface PlacedProbe {
  /** True from the moment that it is removed. */
  readonly isRemoved: boolean;
  /** Calls the function of the probe, which may throw. @param target - bit 0 set: T32 */
  call(target: CodeAddress, context: CpuContext): unknown;
}

const MOST_ARGUMENTS = 0xffff;
const NONE: readonly Probe[] = [];

class Probe implements PlacedProbe {
  readonly address: Address;
  readonly #body: (target: CodeAddress, context: CpuContext) => unknown;
  readonly #notify: () => void;
  /** One for being placed, and one for each call that has not returned. */
  #uses = 1;
  isRemoved = false;

  constructor(address: Address, body: (target: CodeAddress, context: CpuContext) => unknown, notify: () => void) {
    this.address = address;
    this.#body = body;
    this.#notify = notify;
  }

  call(target: CodeAddress, context: CpuContext): unknown {
    this.#uses++;
    try {
      return this.#body(target, context);
    } finally {
      this.#release();
    }
  }

  remove(): void {
    if (this.isRemoved) return;
    this.isRemoved = true;
    this.#release();
  }

  #release(): void {
    if (--this.#uses === 0) this.#notify();
  }
}

/** The probes of one kind, by number and by address. Bit 0 of addresses does not matter. */
export class Probes {
  readonly #byNumber = new Map<number, Probe>();
  readonly #byAddress = new Map<Address, readonly Probe[]>();
  readonly #nextNumber: () => number;

  /** @param nextNumber - gives numbers that no probe of any kind has had */
  constructor(nextNumber: () => number) {
    this.#nextNumber = nextNumber;
  }

  /**
   * Adds a probe. Returns its number.
   *
   * @param notify - is called when the probe was removed, and no call of it runs
   */
  add(address: Address, body: (target: CodeAddress, context: CpuContext) => unknown, notify: () => void): number {
    const number = this.#nextNumber();
    const probe = new Probe(address, body, notify);
    this.#byNumber.set(number, probe);
    this.#byAddress.set(address, [...(this.#byAddress.get(address) ?? NONE), probe]);
    return number;
  }

  /** Removes a probe. Returns the address that it was at; null if there is none of this number. */
  remove(number: number): Address | null {
    const probe = this.#byNumber.get(number);
    if (probe === undefined) return null;
    this.#byNumber.delete(number);
    const others = this.#byAddress.get(probe.address)!.filter((other) => other !== probe);
    if (others.length > 0) this.#byAddress.set(probe.address, others);
    else this.#byAddress.delete(probe.address);
    probe.remove();
    return probe.address;
  }

  /** Removes all probes. */
  clear(): void {
    for (const number of [...this.#byNumber.keys()]) this.remove(number);
  }

  get size(): number {
    return this.#byNumber.size;
  }

  /** The probes at an address, in the order in which they were added. The list stays as it is when probes are added and removed. */
  at(target: number): readonly PlacedProbe[] {
    return this.#byAddress.size === 0 ? NONE : (this.#byAddress.get(addressOf(target as CodeAddress)) ?? NONE);
  }
}

/** What a call's probe is given. */
export function detailsOf(targetAddress: CodeAddress, context: CpuContext): CallDetails {
  const { sp } = context;
  const onStack = (index: number): number => (sp + 4 * (index - 4)) % ADDRESS_SPACE;
  return {
    targetAddress,
    returnAddress: context.lr,
    stackAddress: sp,
    context,
    argument(index) {
      requireInteger("the argument's number", index, 0, MOST_ARGUMENTS);
      return index < 4 ? context[`r${index}` as "r0"] : context.memory.readU32(onStack(index));
    },
    setArgument(index, value) {
      requireInteger("the argument's number", index, 0, MOST_ARGUMENTS);
      requireWord("the argument", value);
      if (index < 4) context[`r${index}` as "r0"] = value >>> 0;
      else context.memory.writeU32(onStack(index), value);
    },
  };
}
