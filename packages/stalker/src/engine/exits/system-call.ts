import { type Address, type CodeAddress, codeAddress } from "@armstalker/isa";
import type { Recompiler, SystemCallSite } from "@armstalker/recompiler";
import { ADDRESS_SPACE, CORE_WORDS, DISCARDING_ADVICE, R7, SP } from "@armstalker/target";
import { callAndTrap } from "../../codegen/thunks.js";
import type { ThreadEvents } from "../../events/thread-events.js";
import type { SignalDelivery } from "../../signals/delivery.js";
import { callUserCode } from "../../user-code.js";
import type { CallStubs } from "../call-stubs.js";
import type { ContextSlabs } from "../context-slabs.js";
import type { ContextLife } from "../life.js";
import { lifeEventsOf } from "../life-events.js";
import { changedRanges, changesNamedRangesOnly, unmappedRanges } from "../mapping-calls.js";
import { endsProgram, SEMIHOSTING, writeToConsole } from "../numbered-calls.js";
import type { StoppedThread } from "../stopped-thread.js";
import type { Observer, Policy, Program } from "../surroundings.js";
import { afterCall, type SystemCallKind, systemCallKind } from "../system-calls.js";
import type { ForkingCalls } from "./forking-call.js";
import type { Onward } from "./onward.js";

const [R0, R1, R2] = [0, 1, 2];

/** The parts of a context that make system calls. */
export interface SystemCallParts {
  readonly program: Program;
  readonly policy: Policy;
  readonly observer: Observer;
  readonly thread: StoppedThread;
  readonly slabs: ContextSlabs;
  readonly recompiler: Recompiler;
  readonly stubs: CallStubs;
  readonly forks: ForkingCalls;
  readonly signals: SignalDelivery;
  readonly events: ThreadEvents;
  readonly life: ContextLife;
}

/** System calls that mean something for the engine: the thread has stopped before one, and makes it when it goes on. */
export class SystemCalls {
  readonly #parts: SystemCallParts;
  /** r0 to r15 and CPSR, before the call. */
  readonly #core = new Uint32Array(CORE_WORDS);

  constructor(parts: SystemCallParts) {
    this.#parts = parts;
  }

  /** Prepares a call. */
  take(site: SystemCallSite): Onward {
    const { program, thread, slabs, events, life } = this.#parts;
    const core = this.#core;
    program.target.readCore(thread.id, core);
    const number = slabs.calls.numberOf(site.set, site.immediate, core[R7]!);
    if (unmappedRanges(program.target, number, core).length > 0) events.deliver();
    this.#reportLife(number);
    if (!life.isLeaving) {
      const result = this.#madeHere(number);
      if (result !== null) return this.#goBehind(site, result);
    }
    const code = this.#prepare(this.#kindOf(number), number, site);
    const real = codeAddress(site.pc, site.set);
    if (life.isLeaving) return { real };
    return { real, code: this.#parts.recompiler.isValid(site.block) ? code : this.#callAndTrap(site) };
  }

  #kindOf(number: number): SystemCallKind | null {
    return number === SEMIHOSTING && endsProgram(this.#core[R0]!) ? "ending" : systemCallKind(number);
  }

  /** Makes a call for the thread if generated code could not make it as the program expects. Returns the result, unsigned; else null. */
  #madeHere(number: number): number | null {
    const { program, thread, signals } = this.#parts;
    if (number === SEMIHOSTING) return writeToConsole(program.target, thread.id, this.#core);
    return systemCallKind(number) === "masking" ? signals.maskingCall(number, this.#core) : null;
  }

  /** Does what a call demands before it is made. Returns the generated code that makes it. */
  #prepare(kind: SystemCallKind | null, number: number, site: SystemCallSite): CodeAddress {
    const { program, forks, signals, events, life } = this.#parts;
    const core = this.#core;
    switch (kind) {
      case "forking":
        return forks.codeFor(site, signals.held);
      case "ending":
        events.deliver();
        break;
      case "replacing":
        signals.endRest();
        events.deliver();
        break;
      case "mapping":
        this.#mappingsChange(number);
        break;
      case "flushing":
        program.invalidate(core[R0]!, core[R1]!);
        break;
      case "discarding":
        if (DISCARDING_ADVICE.has(core[R2]!))
          program.invalidate(core[R0]!, Math.min(core[R0]! + core[R1]!, ADDRESS_SPACE));
        break;
      case "handling":
        program.actions.note(number, core[R0]!, core[R1]!);
        break;
      case "returning":
        if (!life.isLeaving) signals.returnFromHandler(number, core[SP]!);
        break;
      case "masking":
      case null:
    }
    return codeAddress(site.svc, site.set);
  }

  #reportLife(number: number): void {
    const { onLifeEvent, report } = this.#parts.observer;
    if (onLifeEvent === null) return;
    const { target, id } = this.#parts.thread;
    for (const event of lifeEventsOf(target, id, number, this.#core)) {
      callUserCode(
        () => onLifeEvent(event),
        (error) => report(error, id),
      );
    }
  }

  #mappingsChange(number: number): void {
    const { program, policy } = this.#parts;
    const ranges = changedRanges(program.target, number, this.#core);
    if (ranges === null) return;
    for (const { base, size } of ranges) program.invalidate(base, Math.min(base + size, ADDRESS_SPACE));
    // Threads that are not followed and code that runs natively make calls that the engine does not see.
    const areAllSeen = policy.excluded.isEmpty && program.followsAllThreads();
    if (areAllSeen && changesNamedRangesOnly(number, this.#core)) program.memory.forgetRanges(ranges);
    else program.memory.forgetMappings();
  }

  /** Goes on behind a call that was made in the thread's place. */
  #goBehind(site: SystemCallSite, result: number): Onward {
    const { thread, recompiler } = this.#parts;
    thread.target.writeRegister(thread.id, R0, result);
    const real = codeAddress(site.next, site.set);
    return recompiler.isValid(site.block) ? { real, code: afterCall(site) } : { real };
  }

  /** Code for a call whose block no longer matches the program's code: a branch to the engine follows the call. */
  #callAndTrap(site: SystemCallSite): CodeAddress {
    const { recompiler, stubs } = this.#parts;
    const { set, block, immediate } = site;
    const { trap, code } = callAndTrap(set, immediate);
    const address = stubs.put(site, () => code);
    recompiler.addStubSite({
      kind: "branch",
      site: -1,
      address: (address + trap) as Address,
      set,
      target: codeAddress(site.next, set),
      exclusive: false,
      block,
    });
    return codeAddress(address, set);
  }
}
