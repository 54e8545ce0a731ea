import { type Address, addressOf, type CodeAddress } from "@armstalker/isa";
import type { SharedMemory, WordWatch } from "@armstalker/native-os";
import type { SharedMapping } from "../shared-mapping.js";
import { CORE_WORDS, CPSR, CPSR_E, CPSR_IT, CPSR_T, PC, type ThreadId } from "../target.js";
import { ContextWord, DoorCommand } from "./context-page.js";
import { type ExitRoutine, exitRoutine } from "./exit-routine.js";

/** Bytes of a door: an instruction that saves LR, and the branch to the exit routine. */
const DOOR_BYTES = 8;
/** The first of them, `mcr p15, 0, lr, c13, c0, 2`, as the word of memory that it is in A32 and in T32. */
const SAVING: readonly number[] = [0xee0def50, 0xef50ee0d];
const SAVING_BYTES = 4;
const MOST_WAITERS = 1;
/** Waits in a row that were longer than the time to spin, after which spinning is a waste; and how many waits there are then to one that tries it again. */
const MOST_LONG_WAITS = 4;
const WAITS_PER_TRIAL = 16;

/** Where a door's parts are in the program. */
export interface DoorPlace {
  /** The memory that the program shares with this process. */
  readonly mapping: SharedMapping;
  /** The context within that memory, of `CONTEXT_BYTES` zeros. */
  readonly context: Address;
  /** Where the exit routine will be, within that memory, a little above the context. */
  readonly exit: Address;
}

/** One thread's way from generated code to this process and back: both see the words of a context in shared memory. */
export class Door {
  readonly thread: ThreadId;
  readonly routine: ExitRoutine;
  readonly #place: DoorPlace;
  readonly #memory: SharedMemory;
  readonly #bytes: DataView;
  /** The words from the context on, signed: `Atomics` takes these. */
  readonly #words: Int32Array;
  readonly #core: Uint32Array;
  readonly #contextOffset: number;
  readonly #watch: WordWatch;
  /** How often the thread had arrived when this process last looked at its registers. */
  #seen = 0;
  /** How many waits in a row were longer than the time to spin. */
  #longWaits = 0;
  /** What to call when the thread arrives; it is asked for once. */
  #listener: (() => void) | undefined;

  constructor(thread: ThreadId, place: DoorPlace) {
    const { mapping, context, exit } = place;
    const { memory, base } = mapping;
    this.thread = thread;
    this.#place = place;
    this.#memory = memory;
    this.#contextOffset = context - base;
    this.#bytes = new DataView(memory.buffer);
    this.#words = new Int32Array(memory.buffer, this.#contextOffset, ContextWord.result / 4 + 1);
    this.#core = new Uint32Array(memory.buffer, this.#contextOffset, CORE_WORDS);
    this.routine = exitRoutine(exit, context);
    this.#watch = memory.watch(this.#contextOffset + ContextWord.arrived, () => this.#heard()).unref();
  }

  #load(word: number): number {
    return Atomics.load(this.#words, word >> 2);
  }

  #store(word: number, value: number): void {
    Atomics.store(this.#words, word >> 2, value);
  }

  /** True while the thread stands at its door. */
  get isReached(): boolean {
    return this.#load(ContextWord.arrived) !== this.#load(ContextWord.opened);
  }

  /** r0 to r15 and CPSR of the thread, as it goes on with them: to be read and written after {@link look}, until the door is opened. */
  get core(): Uint32Array {
    return this.#core;
  }

  /** Completes the registers of a thread that stands at its door: PC is where the door begins. */
  look(): void {
    const arrived = this.#load(ContextWord.arrived);
    if (this.#seen === arrived) return;
    this.#seen = arrived;
    this.#complete();
  }

  #complete(): void {
    const link = this.#load(ContextWord.link) as CodeAddress;
    const core = this.#core;
    core[PC] = addressOf(link) - DOOR_BYTES;
    core[CPSR] = (link & 1) !== 0 ? core[CPSR]! | CPSR_T : core[CPSR]! & ~CPSR_T;
  }

  /** True if the thread can go on by {@link goOn}: a branch sets neither the IT state nor the byte order. */
  get canGoOn(): boolean {
    return (this.#core[CPSR]! & (CPSR_IT | CPSR_E)) === 0;
  }

  /** Has the thread take the registers of its context and go on. */
  goOn(): void {
    const core = this.#core;
    this.#store(ContextWord.onward, core[PC]! | ((core[CPSR]! & CPSR_T) === 0 ? 0 : 1));
    this.#open(DoorCommand.goOn);
  }

  /** Has the thread trap in the exit routine. */
  trap(): void {
    this.#open(DoorCommand.trap);
  }

  /**
   * Has the thread call a routine, which keeps SP and returns to LR, and come to its door again.
   *
   * @param core - r0 to r7 are given to it
   */
  call(routine: CodeAddress, core: Uint32Array): void {
    for (let register = 0; register < 8; register++) {
      this.#store(ContextWord.arguments + 4 * register, core[register]!);
    }
    this.#store(ContextWord.routine, routine);
    this.#open(DoorCommand.call);
  }

  /** r0 after a call, unsigned, once the thread stands at its door again. */
  takeResult(): number {
    // The registers of the context are those of before.
    this.#seen = this.#load(ContextWord.arrived);
    return this.#load(ContextWord.result) >>> 0;
  }

  /** What has become of a call whose thread the debugger has stopped in the exit routine: `done` if {@link takeResult} has its result, `returned` if r0 has it. */
  callAt(pc: Address): "begins" | "returned" | "done" {
    const offset = pc - this.#place.exit;
    if (this.isReached) return "done";
    if (offset >= this.routine.returned) return "returned";
    // On its way to count that it has come again.
    return offset < this.routine.counted ? "done" : "begins";
  }

  /** The thread, which the debugger has, counts as gone from the exit routine. */
  leave(): void {
    this.#seen = this.#load(ContextWord.arrived);
    this.#store(ContextWord.opened, this.#seen);
  }

  #open(command: number): void {
    this.#store(ContextWord.command, command);
    this.#store(ContextWord.opened, this.#load(ContextWord.arrived));
    if (this.#load(ContextWord.threadSleeps) === 0) return;
    this.#memory.futexWake(this.#contextOffset + ContextWord.opened, MOST_WAITERS);
  }

  /** Waits until the thread has arrived. @param spin - microseconds of that without a system call, unless the thread has been away for longer all the time */
  wait(milliseconds: number, spin: number): boolean {
    const offset = this.#contextOffset + ContextWord.arrived;
    const isSpinning = this.#longWaits < MOST_LONG_WAITS || this.#longWaits % WAITS_PER_TRIAL === 0;
    const began = performance.now();
    const isReached = this.#memory.waitForChange(offset, this.#load(ContextWord.opened), {
      spin: isSpinning ? spin : 0,
      timeout: milliseconds,
    });
    const isShort = isReached && 1000 * (performance.now() - began) <= spin;
    if (spin > 0) this.#longWaits = isShort ? 0 : this.#longWaits + 1;
    return isReached;
  }

  /** Calls a function from the event loop once the thread has arrived. */
  whenReached(listener: () => void): void {
    this.#listener = listener;
    this.#watch.ref().arm(this.#load(ContextWord.opened));
  }

  /** Takes {@link whenReached} back. */
  stopWaiting(): void {
    if (this.#listener === undefined) return;
    this.#listener = undefined;
    this.#watch.unref().disarm();
  }

  #heard(): void {
    const listener = this.#listener;
    this.stopWaiting();
    listener?.();
  }

  /** True for an address of the exit routine. */
  contains(pc: Address): boolean {
    const offset = pc - this.#place.exit;
    return offset >= 0 && offset < this.routine.code.length;
  }

  /** True if the thread has its registers, or a part of them, in the exit routine only: it must go on to where it waits. */
  isArriving(pc: Address): boolean {
    return pc - this.#place.exit < this.routine.saved;
  }

  /** True for the trap of {@link trap}. */
  isTrap(pc: Address): boolean {
    return pc - this.#place.exit === this.routine.trap;
  }

  /**
   * The registers of a thread that the debugger has stopped in the exit routine, after {@link isArriving}: those at its door, or those that it was
   * about to go on with. The thread counts as gone from the routine.
   */
  retract(pc: Address): Uint32Array {
    const arrived = this.#load(ContextWord.arrived);
    const isNew = arrived !== this.#seen || pc - this.#place.exit < this.routine.counted;
    // A thread that was let go takes the registers that it was given.
    if (isNew) this.#complete();
    this.leave();
    return this.#core;
  }

  /** The start of the door whose second instruction is at an address, else the address. A program that has a door's first instruction of its own executes it twice without harm. */
  startOfDoor(pc: Address): Address {
    const { base, memory } = this.#place.mapping;
    const offset = pc - base - SAVING_BYTES;
    if (offset < 0 || offset + SAVING_BYTES > memory.size) return pc;
    return SAVING.includes(this.#bytes.getUint32(offset, true)) ? ((pc - SAVING_BYTES) as Address) : pc;
  }

  close(): void {
    this.#watch.close();
  }
}
