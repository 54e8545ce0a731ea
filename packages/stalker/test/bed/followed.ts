import { CORE_WORDS, CPSR, CPSR_T } from "@armstalker/target";
import {
  type AnnotatedEvent,
  type FollowOptions,
  Stalker,
  type StalkerOptions,
  type Target,
  type TargetStop,
} from "../../src/index.js";
import { type StartedProgram, targetKind } from "../target-kind.js";
import type { Bed } from "./bed.js";
import { FLAGS, type World } from "./state.js";

const MOST_MILLISECONDS = 20_000;

/** A run under the stalker. */
export interface FollowedRun extends StalkerOptions, FollowOptions {
  readonly exclude?: readonly { readonly base: number; readonly size: number }[];
  /** Where the program traps at the end, without bit 0. */
  readonly until: number;
  /** The codes of the errors that must be told of; none by default. */
  readonly errors?: readonly string[];
  /** Is given the stalker before it follows. */
  readonly prepare?: (stalker: Stalker) => void;
}

export interface Followed {
  readonly end: World;
  /** Empty where the run has an `onReceive` of its own. */
  readonly events: AnnotatedEvent[];
}

/** The bed in a target, for runs that are followed. */
export class FollowedBed {
  readonly #bed: Bed;
  #started: StartedProgram | undefined;

  constructor(bed: Bed) {
    this.#bed = bed;
  }

  /** The program at a stop, started if it is not there. */
  async target(): Promise<Target> {
    if (this.#started?.target.state !== "stopped") {
      await this.close();
      this.#started = await targetKind.start(this.#bed.path, { env: {} });
      await this.#started.target.resume();
    }
    return this.#started.target;
  }

  /** Executes one instruction: see `StartedProgram.step`. */
  step(): string {
    return this.#started!.step();
  }

  /** Follows the program from a world on until it traps where it shall. */
  async run(
    world: World,
    { exclude = [], until, trustThreshold, compileAhead, prepare, errors: expected = [], ...options }: FollowedRun,
  ): Promise<Followed> {
    const target = await this.target();
    const thread = target.mainThread;
    this.enter(target, world);
    const errors: Error[] = [];
    const stalker = new Stalker(target, {
      stopAtBreakpoints: true,
      ...(trustThreshold === undefined ? {} : { trustThreshold }),
      ...(compileAhead === undefined ? {} : { compileAhead }),
      queueDrainInterval: 0,
      onError: (error) => errors.push(error),
    });
    for (const range of exclude) stalker.exclude(range);
    prepare?.(stalker);
    const events: AnnotatedEvent[] = [];
    stalker.follow(thread, {
      onReceive: (received) => {
        for (const event of Stalker.parse(received)) events.push(event);
      },
      ...options,
    });
    const stop = await this.resume(target);
    if (target.state === "stopped") {
      stalker.flush();
      if (stalker.threads.includes(thread)) stalker.unfollow(thread);
    }
    if (errors.map((error) => (error as { code?: string }).code).join() !== expected.join()) {
      throw new Error(`Of errors there were: ${errors.map(({ message }) => message).join("; ")}.`);
    }
    if (stop.kind !== "trap") {
      this.abandon();
      throw new Error(`The followed run ended with ${JSON.stringify(stop)}.`);
    }
    const end = this.leave(target);
    if (end.core[15] !== until) {
      this.abandon();
      throw new Error(`The followed run came to 0x${end.core[15]!.toString(16)}.`);
    }
    if (stalker.threads.includes(thread)) await this.#leaveExcluded(target, stalker);
    return { end, events };
  }

  /** Lets the program return from a trap in an excluded function: the stalker can let go of it only then. */
  async #leaveExcluded(target: Target, stalker: Stalker): Promise<void> {
    const thread = target.mainThread;
    target.writeRegister(thread, 15, target.readRegister(thread, 15) + 4);
    const stop = await this.resume(target);
    if (stop.kind === "trap" && stalker.threads.length === 0) return;
    this.abandon();
    throw new Error(`The program was not let go, ${JSON.stringify(stop)}.`);
  }

  /** Lets the program run to its next stop, or for so long as is sensible. */
  async resume(target: Target): Promise<TargetStop> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.abandon();
        reject(new Error(`The followed run has not ended after ${MOST_MILLISECONDS} ms.`));
      }, MOST_MILLISECONDS);
    });
    try {
      return await Promise.race([target.resume(), timeout]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The next run has a new program. */
  abandon(): void {
    this.#started?.target.kill();
  }

  async close(): Promise<void> {
    await this.#started?.end();
    this.#started = undefined;
  }

  /** Sets the stopped program to a world. */
  enter(target: Target, { core, vector, memory }: World): void {
    const thread = target.mainThread;
    for (const [index, { base }] of this.#bed.regions.entries()) target.writeMemory(base, memory[index]!);
    const values = new Uint32Array(CORE_WORDS);
    target.readCore(thread, values);
    const others = values[CPSR]! & ~(FLAGS | CPSR_T | 0x0600fc00);
    values.set(core);
    values[CPSR] = others | (core[CPSR]! & (FLAGS | CPSR_T));
    target.writeCore(thread, values);
    target.writeVector(thread, vector);
  }

  /** What the stopped program is like. */
  leave(target: Target): World {
    const thread = target.mainThread;
    const core = new Uint32Array(CORE_WORDS);
    target.readCore(thread, core);
    const memory = this.#bed.regions.map(({ base, size }) => target.readMemory(base, size));
    return { core, vector: target.readVector(thread), memory };
  }
}
