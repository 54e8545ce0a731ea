import { ADDRESS_SPACE } from "@armstalker/target";
import { requireInteger } from "./arguments.js";
import type { Callout, CpuContext } from "./cpu-context.js";

/** A call, as its probe sees it. */
export interface CallDetails {
  /** The function's address; bit 0 set: T32. */
  readonly targetAddress: number;
  /** The value of LR. */
  readonly returnAddress: number;
  /** The value of SP: the address of the fifth argument. */
  readonly stackAddress: number;
  readonly context: CpuContext;
  /**
   * An argument by the procedure call standard (AAPCS32): r0 to r3, then words on the stack.
   *
   * @param index - from 0 to 65535
   * @throws {StalkerError} `invalid-argument`, and as {@link CpuContext.memory}
   */
  argument(index: number): number;
}

export type CallProbe = (details: CallDetails) => void;

const MOST_ARGUMENTS = 0xffff;
/** Functions that are called when control comes to an address, by any way. */
export class CallProbes {
  readonly #probes = new Map<number, { readonly target: number; readonly callout: Callout }>();
  #next = 1;

  /** @param target - bit 0 set: T32 */
  add(target: number, probe: CallProbe): number {
    const id = this.#next++;
    this.#probes.set(id, { target, callout: (context) => probe(detailsOf(target, context)) });
    return id;
  }

  /** Removes a probe. Gives the address that it was at, -1 if there is none of this number. */
  remove(id: number): number {
    const probe = this.#probes.get(id);
    this.#probes.delete(id);
    return probe?.target ?? -1;
  }

  get size(): number {
    return this.#probes.size;
  }

  /** The callouts at an address, in the order in which they were added. */
  at(target: number): readonly Callout[] {
    return [...this.#probes.values()].filter((probe) => probe.target === target).map(({ callout }) => callout);
  }
}

function detailsOf(targetAddress: number, context: CpuContext): CallDetails {
  const { sp } = context;
  return {
    targetAddress,
    returnAddress: context.lr,
    stackAddress: sp,
    context,
    argument: (index) => {
      requireInteger("the argument's number", index, 0, MOST_ARGUMENTS);
      return index < 4 ? context[`r${index}` as "r0"] : context.memory.readU32((sp + 4 * (index - 4)) % ADDRESS_SPACE);
    },
  };
}
