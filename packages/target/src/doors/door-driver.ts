import type { AuxiliaryVector } from "@armstalker/gdb-remote";
import { type Address, addressOf, type CodeAddress } from "@armstalker/isa";
import type { CodeAccess, Protection } from "@armstalker/slab-allocator";
import type { DriverStop, StopKeeper, TargetDriver } from "../driver.js";
import { TargetError } from "../errors.js";
import { Signal } from "../linux-arm.js";
import { CPSR, CPSR_IT, CPSR_T, isEnd, LR, PC, type TargetEnd, type ThreadId } from "../target.js";
import { readWord } from "../words.js";
import { Door, type DoorPlace } from "./door.js";

/** Microseconds for which a wait looks at the doors without a system call, and milliseconds after which it looks whether the debugger has something. */
const LOOKING = 150;
const SLICE = 1;
/** Doors that are served in a row before the debugger is asked again. */
const MOST_IN_A_ROW = 16;
/** Milliseconds that a thread may take from a door to its next one, or to its trap. */
const LONGEST_TRIP = 5000;

/** `bx lr` in A32. */
const BX_LR = 0xe12fff1e;

/** What a driver must be able to do for doors: its program is one of this machine, whose memory can be looked at while it runs. */
export interface DoorableDriver extends TargetDriver {
  /** As `readMemory` and `readSome`, while the program runs. Undefined where the driver must have it stopped for that. */
  readRunning(address: number, size: number): Uint8Array | undefined;
  readSomeRunning(address: number, size: number): Uint8Array | undefined;
  /** As `writeMemory`, while the program runs. False where the driver must have it stopped for that. */
  writeRunning(address: number, bytes: Uint8Array): boolean;
  /** As `threads`, while the program runs. */
  runningThreads(): ThreadId[];
  /** Takes `whenStopped` back. */
  stopWaiting(): void;
}

/**
 * A driver whose threads leave generated code by doors. A thread at its door counts as stopped by a trap where the door begins: its registers are in its context, and memory is
 * looked at from outside. What only the debugger can do has the thread trap first, and then it is stopped by that.
 */
export class DoorDriver implements TargetDriver {
  readonly pageSize: number;
  readonly mainThread: ThreadId;
  readonly stopsTogether: boolean;
  readonly isLocal: boolean;
  readonly hasLinux: boolean;
  readonly #inner: DoorableDriver;
  readonly #doors: Map<ThreadId, Door> = new Map();
  /** The door whose thread is stopped; undefined where the debugger has stopped the program, or it runs. */
  #current: Door | undefined;
  #inARow = 0;
  #keeper: StopKeeper = { keep: () => {}, leave: () => {} };
  /** Set while the event loop waits for doors and for the debugger. */
  #isWaiting = false;

  constructor(inner: DoorableDriver) {
    this.#inner = inner;
    this.pageSize = inner.pageSize;
    this.mainThread = inner.mainThread;
    this.stopsTogether = inner.stopsTogether;
    this.isLocal = inner.isLocal;
    this.hasLinux = inner.hasLinux;
  }

  keepBy(keeper: StopKeeper): void {
    this.#keeper = keeper;
  }

  openDoor(thread: ThreadId, place: DoorPlace): Uint8Array {
    const door = new Door(thread, place);
    this.#doors.set(thread, door);
    return door.routine.code;
  }

  closeDoor(thread: ThreadId): void {
    const door = this.#doors.get(thread);
    if (door === undefined) return;
    if (this.#current === door && this.state !== "ended") this.#comeToDebugger();
    this.#current = this.#current === door ? undefined : this.#current;
    this.#doors.delete(thread);
    door.close();
  }

  get state(): "stopped" | "running" | "ended" {
    const { state } = this.#inner;
    return this.#current !== undefined && state === "running" ? "stopped" : state;
  }

  get end(): TargetEnd | undefined {
    return this.#inner.end;
  }

  get stoppedThread(): ThreadId | undefined {
    return this.#current?.thread ?? this.#inner.stoppedThread;
  }

  get codeAccess(): CodeAccess {
    return this.#stoppedByDebugger.codeAccess;
  }

  threads(): ThreadId[] {
    return this.#current === undefined ? this.#inner.threads() : this.#inner.runningThreads();
  }

  /** The driver, when the program is stopped by the debugger, or runs. */
  get #stoppedByDebugger(): DoorableDriver {
    if (this.#current !== undefined) this.#comeToDebugger();
    return this.#inner;
  }

  // Registers

  holdRegisters(): void {
    if (this.#current === undefined) this.#inner.holdRegisters();
  }

  releaseRegisters(): void {
    this.#inner.releaseRegisters();
  }

  #atDoor(thread: ThreadId): Door | undefined {
    const door = this.#current;
    return door !== undefined && door.thread === thread ? door : undefined;
  }

  readCore(thread: ThreadId, into: Uint32Array): void {
    const door = this.#atDoor(thread);
    if (door !== undefined) into.set(door.core);
    else this.#stoppedByDebugger.readCore(thread, into);
  }

  writeCore(thread: ThreadId, values: Uint32Array): void {
    const door = this.#atDoor(thread);
    if (door !== undefined) door.core.set(values);
    else this.#stoppedByDebugger.writeCore(thread, values);
  }

  readRegister(thread: ThreadId, index: number): number {
    const door = this.#atDoor(thread);
    return door !== undefined ? door.core[index]! : this.#stoppedByDebugger.readRegister(thread, index);
  }

  writeRegister(thread: ThreadId, index: number, value: number): void {
    const door = this.#atDoor(thread);
    if (door !== undefined) door.core[index] = value;
    else this.#stoppedByDebugger.writeRegister(thread, index, value);
  }

  readVector(thread: ThreadId): Uint8Array {
    return this.#stoppedByDebugger.readVector(thread);
  }

  writeVector(thread: ThreadId, bytes: Uint8Array): void {
    this.#stoppedByDebugger.writeVector(thread, bytes);
  }

  // Memory

  readMemory(address: number, size: number): Uint8Array {
    const bytes = this.#current === undefined ? undefined : this.#inner.readRunning(address, size);
    return bytes ?? this.#stoppedByDebugger.readMemory(address, size);
  }

  readSome(address: number, size: number): Uint8Array {
    const bytes = this.#current === undefined ? undefined : this.#inner.readSomeRunning(address, size);
    return bytes ?? this.#stoppedByDebugger.readSome(address, size);
  }

  peek(address: number, size: number): Uint8Array | null {
    return this.#inner.peek(address, size);
  }

  writeMemory(address: number, bytes: Uint8Array): void {
    if (this.#current !== undefined && this.#inner.writeRunning(address, bytes)) return;
    this.#stoppedByDebugger.writeMemory(address, bytes);
  }

  flushCode(base: number, size: number): void {
    this.#inner.flushCode(base, size);
  }

  memoryMapped(base: number, size: number, protection: Protection, shared?: Uint8Array): void {
    this.#inner.memoryMapped(base, size, protection, shared);
  }

  memoryUnmapped(base: number): void {
    this.#inner.memoryUnmapped(base);
  }

  readMemoryMap(): string | undefined {
    return this.#inner.readMemoryMap();
  }

  readAuxiliaryVector(): AuxiliaryVector {
    return this.#stoppedByDebugger.readAuxiliaryVector();
  }

  insertBreakpoint(code: CodeAddress): void {
    this.#stoppedByDebugger.insertBreakpoint(code);
  }

  removeBreakpoint(code: CodeAddress): void {
    this.#stoppedByDebugger.removeBreakpoint(code);
  }

  // Execution

  runAll(signal: number | undefined): void {
    const door = this.#current;
    if (door !== undefined && signal === undefined && door.canGoOn) {
      this.#current = undefined;
      door.goOn();
    } else this.#stoppedByDebugger.runAll(signal);
  }

  runOne(thread: ThreadId): void {
    const door = this.#atDoor(thread);
    if (door?.canGoOn === true) {
      this.#current = undefined;
      door.goOn();
    } else this.#stoppedByDebugger.runOne(thread);
  }

  callAtDoor(thread: ThreadId, routine: CodeAddress, core: Uint32Array, trap: CodeAddress): number | undefined {
    const door = this.#atDoor(thread);
    if (door === undefined) return undefined;
    door.call(routine, core);
    this.#current = undefined;
    if (this.#isBackAtDoor(door)) {
      this.#current = door;
      return door.takeResult();
    }
    const result = this.#finishCall(door, routine, core, trap);
    door.leave();
    this.#inner.writeCore(thread, door.core);
    return result;
  }

  /** Finishes a call whose thread the debugger has stopped for a signal. The next one may come before the thread has executed anything, so it does no more than it must. */
  #finishCall(door: Door, routine: CodeAddress, core: Uint32Array, trap: CodeAddress): number {
    const { thread } = door;
    const inner = this.#inner;
    const pc = inner.readRegister(thread, PC) as Address;
    const state = door.contains(pc) ? door.callAt(pc) : "runs";
    if (state === "done") return door.takeResult();
    if (state === "returned") return inner.readRegister(thread, 0);
    if (state === "begins") {
      const borrowed = door.core.slice();
      borrowed.set(core.subarray(0, 8));
      borrowed[PC] = addressOf(routine);
      borrowed[CPSR] = borrowed[CPSR]! & ~(CPSR_IT | CPSR_T);
      inner.writeCore(thread, borrowed);
    }
    inner.writeRegister(thread, LR, trap);
    for (;;) {
      const at = inner.readRegister(thread, PC);
      if (at === trap || readWord(inner, at) === BX_LR) return inner.readRegister(thread, 0);
      this.#keeper.leave();
      inner.runOne(thread);
      const stop = inner.waitForStop(LONGEST_TRIP, thread);
      if (stop === undefined) throw this.#stuck(door);
      if (isEnd(stop)) throw ended();
      if (stop.kind !== "trap") this.#keeper.keep(stop);
    }
  }

  waitForStop(milliseconds: number, thread?: ThreadId): DriverStop | undefined {
    if (this.#doors.size === 0 || thread !== undefined) return this.#inner.waitForStop(milliseconds, thread);
    const deadline = performance.now() + milliseconds;
    for (;;) {
      const reached = this.#inARow < MOST_IN_A_ROW ? this.#takeReached() : undefined;
      if (reached !== undefined) return reached;
      this.#inARow = 0;
      const stop = this.#inner.waitForStop(0);
      if (stop !== undefined) return this.#settled(stop);
      const left = deadline - performance.now();
      if (left <= 0) return undefined;
      this.#awaitDoors(Math.min(left, SLICE));
    }
  }

  /** Waits until some thread is at its door. */
  #awaitDoors(milliseconds: number): void {
    const spin = this.#doors.size === 1 ? LOOKING : 0;
    const each = milliseconds / this.#doors.size;
    for (const door of this.#doors.values()) if (door.wait(each, spin)) return;
  }

  #takeReached(): DriverStop | undefined {
    for (const door of this.#doors.values()) if (door.isReached) return this.#arrivedAt(door);
    return undefined;
  }

  #arrivedAt(door: Door): DriverStop {
    this.#inARow++;
    this.#current = door;
    door.look();
    return { kind: "trap", thread: door.thread, byDoor: true };
  }

  whenStopped(listener: (outcome: DriverStop | Error) => void): void {
    if (this.#doors.size === 0) {
      this.#inner.whenStopped(listener);
      return;
    }
    this.#isWaiting = true;
    const isFirst = (): boolean => {
      if (!this.#isWaiting) return false;
      this.#isWaiting = false;
      for (const door of this.#doors.values()) door.stopWaiting();
      return true;
    };
    this.#inner.whenStopped((outcome) => {
      if (isFirst()) listener(outcome instanceof Error ? outcome : this.#trySettled(outcome));
    });
    for (const door of this.#doors.values()) {
      door.whenReached(() => {
        if (!isFirst()) return;
        this.#inner.stopWaiting();
        listener(this.#arrivedAt(door));
      });
    }
  }

  stopWaiting(): void {
    this.#isWaiting = false;
    for (const door of this.#doors.values()) door.stopWaiting();
    this.#inner.stopWaiting();
  }

  #trySettled(stop: DriverStop): DriverStop | Error {
    try {
      return this.#settled(stop);
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  get canInterrupt(): boolean {
    return this.#inner.canInterrupt;
  }

  interrupt(): boolean {
    return this.#inner.interrupt();
  }

  get interruptSignal(): number | undefined {
    return this.#inner.interruptSignal;
  }

  kill(): void {
    this.#inner.kill();
  }

  giveUp(error: Error): void {
    this.#inner.giveUp(error);
  }

  tellsOfTheEnd(error: unknown): boolean {
    return this.#inner.tellsOfTheEnd(error);
  }

  complete(end: TargetEnd): TargetEnd | Promise<TargetEnd> {
    const complete = this.#inner.complete(end);
    // A program that has closed the debugger's descriptor runs on. Nobody opens its doors: who comes to one traps, which ends the program.
    if (complete instanceof Promise) for (const door of this.#doors.values()) door.whenReached(() => door.trap());
    return complete;
  }

  close(): void {
    this.#current = undefined;
    for (const door of this.#doors.values()) door.close();
    this.#doors.clear();
    this.#inner.close();
  }

  // From a door to the debugger

  /** Takes a thread that the debugger has stopped out of the exit routine, to where generated code has left, or goes on. */
  #settled(stop: DriverStop): DriverStop {
    const door = "thread" in stop ? this.#doors.get(stop.thread) : undefined;
    if (door === undefined || stop.kind === "thread-exited") return stop;
    const inner = this.#inner;
    const pc = inner.readRegister(door.thread, PC) as Address;
    if (!door.contains(pc)) {
      const start = door.startOfDoor(pc);
      if (start !== pc) inner.writeRegister(door.thread, PC, start);
      return stop;
    }
    // The routine traps where this driver waits for that. Any other trap in it is a signal that somebody has sent.
    const told: DriverStop = stop.kind === "trap" ? { kind: "signal", thread: stop.thread, signal: Signal.TRAP } : stop;
    if (!door.isArriving(pc)) {
      inner.writeCore(door.thread, door.retract(pc));
      return told;
    }
    // A part of its registers cannot be told here. It has them saved in a moment.
    do inner.runOne(door.thread);
    while (!this.#isBackAtDoor(door));
    door.look();
    this.#current = door;
    this.#comeToDebugger();
    return told;
  }

  /** Has the thread that stands at its door stopped by the debugger, with the same registers. */
  #comeToDebugger(): void {
    const door = this.#current!;
    this.#current = undefined;
    door.trap();
    const inner = this.#inner;
    for (;;) {
      const stop = inner.waitForStop(LONGEST_TRIP, door.thread);
      if (stop === undefined) throw this.#stuck(door);
      if (isEnd(stop)) throw ended();
      const isItself = isStopOf(stop, door.thread);
      // Another thread that is at a trap comes to it again. Anywhere but at the routine's, a trap of this one is a signal that somebody has sent.
      const isTrap = stop.kind === "trap" && (!isItself || door.isTrap(inner.readRegister(door.thread, PC) as Address));
      if (!isTrap) this.#keeper.keep(stop);
      // A signal serves as well as the trap.
      if (isItself) break;
      this.#keeper.leave();
      inner.runOne(door.thread);
    }
    door.leave();
    inner.writeCore(door.thread, door.core);
  }

  /** Waits until a thread that runs is at its door. Keeps what the debugger reports meanwhile. Returns false if the debugger has stopped that thread. */
  #isBackAtDoor(door: Door): boolean {
    const inner = this.#inner;
    const deadline = performance.now() + LONGEST_TRIP;
    for (let wait = 0; !door.wait(wait, LOOKING); wait = SLICE) {
      const stop = inner.waitForStop(0);
      if (stop !== undefined) {
        if (isEnd(stop)) throw ended();
        const isItself = isStopOf(stop, door.thread);
        // Another thread that is at a trap comes to it again. Here the thread itself is at none: a trap of it is a signal that somebody has sent.
        if (isItself || stop.kind !== "trap") this.#keeper.keep(stop);
        if (isItself) return false;
        this.#keeper.leave();
        inner.runAll(undefined);
      } else if (performance.now() > deadline) throw this.#stuck(door);
    }
    return true;
  }

  #stuck(door: Door): TargetError {
    const error = new TargetError({
      code: "unexpected-stop",
      message: `thread ${door.thread} did not come back from its door within ${LONGEST_TRIP / 1000} s`,
      hint: "look whether the program, or its emulator, was stopped from outside",
    });
    this.giveUp(error);
    return error;
  }
}

/** True if a stop is that of a thread, which goes on afterwards. */
function isStopOf(stop: DriverStop, thread: ThreadId): boolean {
  return "thread" in stop && stop.thread === thread && stop.kind !== "thread-exited";
}

function ended(): TargetError {
  return new TargetError({
    code: "target-gone",
    message: "the program ended while one of its threads stood at a door",
    hint: "resume tells how it ended",
  });
}
