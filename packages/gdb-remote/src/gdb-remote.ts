import { mustBeBytes, mustBeFunction, mustBePacket, mustBeText, mustBeTime, mustBeUnsigned } from "./arguments.js";
import { type AuxiliaryVector, parseAuxiliaryVector } from "./auxiliary-vector.js";
import { type ByteStream, SocketStream } from "./byte-stream.js";
import { Deadline } from "./deadline.js";
import { DocumentBudget } from "./document-budget.js";
import type { EmulatorThreads } from "./emulator-threads.js";
import { GdbRemoteError, hasCode } from "./error.js";
import { Execution, type RemoteState, type StopListener } from "./execution.js";
import { isUserEmulator, type StubFeatures } from "./features.js";
import { askFirstStop, askResumeKinds, exchangeFeatures } from "./handshake.js";
import { parseHexNumber } from "./hex.js";
import { LIBRARY_LIST, type Library, parseLibraries } from "./libraries.js";
import { type GdbRemoteLimits, limitsFrom } from "./limits.js";
import { type BreakpointKind, Memory } from "./memory.js";
import { type MonitorOptions, monitor, mustHaveOneReply } from "./monitor.js";
import { checkedOptions, type GdbRemoteOptions, type ResumeAction } from "./options.js";
import { PacketConnection } from "./packet-connection.js";
import type { Endianness, RegisterValues } from "./register-values.js";
import { namedRegisters, Registers } from "./registers.js";
import { RemoteFiles } from "./remote-files.js";
import { Requester, unexpectedReply } from "./requester.js";
import { resumePacket } from "./resume-packet.js";
import { signalNumber } from "./signals.js";
import { processOf, type StopReply, type ThreadStop } from "./stop-reply.js";
import { describeRegisters, readTargetDescription, type TargetDescription } from "./target-description.js";
import { formatThreadId, isSameThread, NAMELESS_THREAD, type ThreadId } from "./thread-id.js";
import { ThreadTurns } from "./thread-turns.js";
import { Threads } from "./threads.js";
import { UnseenEnd } from "./unseen-end.js";

const INTERRUPT_CHARACTER: Uint8Array = Uint8Array.of(3);
const SIGINT = signalNumber("SIGINT");

/**
 * A program behind a debugger stub. Requests block until their reply is there; waiting for a stop is left to the event loop. After a
 * stop, everything can be read and changed at once, in the listener, until the next `resume`.
 */
export class GdbRemote {
  readonly #connection: PacketConnection;
  readonly #requester: Requester;
  readonly #options: GdbRemoteOptions;
  readonly #memory: Memory;
  readonly #registers: Registers;
  readonly #threads: Threads;
  readonly #limits: GdbRemoteLimits;
  readonly #timeout: number;
  readonly #events: readonly string[];
  readonly #resumeKinds: ReadonlySet<string>;
  readonly #endianness: Endianness;
  readonly #readsWhileRunning: boolean;
  readonly #execution: Execution;

  /** The features that the stub says it has. */
  readonly features: StubFeatures;
  /** Files on the target's side. */
  readonly files: RemoteFiles;

  /**
   * Takes over a connected stream, or a socket's descriptor, and asks the stub what it is.
   * @throws {GdbRemoteError} and closes the stream.
   */
  constructor(stream: ByteStream | number, options: GdbRemoteOptions = {}) {
    const { timeout, maximumPacketSize, garbage, endianness, events } = checkedOptions(options);
    const limits = limitsFrom(options.limits);
    this.#options = options;
    this.#timeout = timeout;
    this.#events = events;
    this.#limits = limits;
    this.#endianness = endianness;
    const source = typeof stream === "number" ? new SocketStream(stream) : stream;
    this.#connection = new PacketConnection(source, { timeout, maximumPacketSize, garbage, limits });
    this.#requester = new Requester(this.#connection, limits);
    this.#memory = new Memory(this.#requester);
    this.files = new RemoteFiles(this.#requester);
    try {
      this.features = exchangeFeatures(this.#requester, this.#events, limits);
      if (this.features.get("QStartNoAckMode") === true && this.#requester.tryOk("QStartNoAckMode")) {
        this.#connection.stopAcknowledging();
      }
      this.#threads = new Threads(this.#requester, this.features);
      this.#readsWhileRunning = !isUserEmulator(this.features, (packet) => this.#requester.raw(packet));
      const settings = {
        limits,
        holdsSeveral: this.#holdsSeveral,
        onOutput: (text: Uint8Array) => options.onOutput?.(text),
        isInterruptSignal: (signal: number) => this.isInterruptSignal(signal),
      };
      this.#execution = new Execution(this.#connection, settings, askFirstStop(this.#requester, limits));
      this.#requester.beforeRequest = () => this.#execution.mustBeStopped();
      this.#resumeKinds = askResumeKinds(this.#requester);
      this.#registers = new Registers(this.#requester, this.#describe(), this.#endianness);
      this.#execution.unseenEnd = this.#watchForTheEnd();
      this.#requester.onRefusal = () => {
        if (this.#execution.unseenEnd?.find() === true) this.#execution.mustBeStopped();
      };
    } catch (error) {
      this.#connection.close();
      throw error;
    }
  }

  get state(): RemoteState {
    return this.#execution.state;
  }

  /** The error that closed the connection: of code `closed` where `close()` did. Undefined while it is open. */
  get fault(): GdbRemoteError | undefined {
    return this.#connection.fault;
  }

  /** The report of the last stop, or of the end. */
  get lastStop(): StopReply {
    return this.#execution.lastStop;
  }

  /** The registers that the stub has. */
  get description(): TargetDescription {
    return this.#registers.description;
  }

  /** Bytes of the largest packet that the stub takes. */
  get packetSize(): number {
    return this.#requester.packetSize;
  }

  // Threads

  /** All threads, of all processes that the stub holds. A stub that knows no threads has one, {@link NAMELESS_THREAD}. */
  threads(): ThreadId[] {
    return this.#threads.list();
  }

  /** The thread that stopped last; else the one that the stub considers current, or {@link NAMELESS_THREAD}. */
  currentThread(): ThreadId {
    const thread = this.lastStop.kind === "stopped" ? this.lastStop.thread : undefined;
    return thread ?? this.#threads.current();
  }

  isThreadAlive(thread: ThreadId): boolean {
    // gdbserver calls the threads of a program alive even if that was killed while it was stopped.
    return this.#threads.isAlive(thread) && this.#execution.unseenEnd?.find() !== true;
  }

  /** The stub's description of a thread, for people: its name, and the reason why it waits. Empty if the stub has none. */
  threadInfo(thread: ThreadId): string {
    return this.#threads.info(thread);
  }

  // Registers, of the thread that stopped unless another is named

  /** All registers that the stub's `g` packet holds. */
  readRegisters(thread?: ThreadId): RegisterValues {
    this.#select(thread);
    return this.#registers.readAll();
  }

  /** Writes all registers but those that the stub could not tell. */
  writeRegisters(values: RegisterValues, thread?: ThreadId): void {
    mustBeFunction(values?.toBytes, "values.toBytes");
    this.#select(thread);
    this.#registers.writeAll(values);
  }

  /**
   * Reads the bytes of the stub's `g` packet, as many as `into` takes. This is the fast way for callers who read all registers often, and find
   * them by the offsets in {@link description}. Returns the number of bytes that the packet held.
   *
   * @param unavailable - gets the index of each byte that the stub cannot tell, which becomes 0; without it such a byte is an error
   */
  readRegisterBlock(into: Uint8Array, thread?: ThreadId, unavailable?: (at: number) => void): number {
    mustBeBytes(into, "into");
    this.#select(thread);
    return this.#registers.readBlock(into, unavailable);
  }

  /** Writes what {@link readRegisterBlock} read, all of it. */
  writeRegisterBlock(bytes: Uint8Array, thread?: ThreadId): void {
    mustBeBytes(bytes, "bytes");
    this.#select(thread);
    this.#registers.writeBlock(bytes);
  }

  /** True if the stub writes single registers, and before it was asked. gdbserver does not: this client reads and writes all for one. */
  get writesSingleRegisters(): boolean {
    return this.#registers.writesOne;
  }

  /** A register of up to 32 bits, unsigned. */
  readRegister(name: string, thread?: ThreadId): number {
    this.#select(thread);
    return this.#registers.read(name);
  }

  /** A register of any width, unsigned. */
  readRegisterBigInt(name: string, thread?: ThreadId): bigint {
    this.#select(thread);
    return this.#registers.readBigInt(name);
  }

  /** A register's bytes in the target's order. */
  readRegisterBytes(name: string, thread?: ThreadId): Uint8Array {
    this.#select(thread);
    return this.#registers.readBytes(name);
  }

  /** @param value unsigned: a negative 32-bit n is `n >>> 0`. */
  writeRegister(name: string, value: number | bigint, thread?: ThreadId): void {
    this.#select(thread);
    this.#registers.write(name, value);
  }

  /** The registers that came with a stop, by name: they need no request. */
  stopRegisters(stop: ThreadStop): Map<string, Uint8Array> {
    return namedRegisters(stop.registers, this.#registers.description);
  }

  // Memory

  /** Exactly `size` bytes. @throws {GdbRemoteError} `memory-fault` with the address of the request that failed. */
  readMemory(address: number, size: number): Uint8Array {
    return this.#memory.read(address, size);
  }

  /** All of `bytes`. @throws {GdbRemoteError} `memory-fault`; what came before its address has been written. */
  writeMemory(address: number, bytes: Uint8Array): void {
    this.#memory.write(address, bytes);
  }

  /**
   * Stops before the instruction at `address`, or after an access to `size` bytes there.
   * @param size of an instruction: 2 (T32, 16 bits), 3 (T32, 32 bits), 4 (A32); 1 on x86.
   */
  insertBreakpoint(kind: BreakpointKind, address: number, size: number): void {
    this.#memory.changeBreakpoint("Z", kind, address, size);
  }

  removeBreakpoint(kind: BreakpointKind, address: number, size: number): void {
    this.#memory.changeBreakpoint("z", kind, address, size);
  }

  // The program

  /** The auxiliary vector, in which the kernel told the program about itself at its start. */
  readAuxiliaryVector(): AuxiliaryVector {
    const bytes = this.readObject("auxv");
    // Only a program that is about to end has none.
    if (bytes.length === 0) this.#requester.onRefusal?.();
    return parseAuxiliaryVector(bytes, this.description.addressSize, this.#endianness);
  }

  /** Libraries that the program's loader has loaded, where the stub looks at its lists. */
  readLibraries(): Library[] {
    const budget = new DocumentBudget(LIBRARY_LIST, this.#limits);
    return parseLibraries(this.#requester.readDocument("libraries-svr4", "", budget), budget);
  }

  /** Path of the program on the target. */
  readExecutablePath(process: number = processOf(this.lastStop)): string {
    mustBeUnsigned(process, "process");
    return Buffer.from(this.readObject("exec-file", process === 0 ? "" : process.toString(16))).toString("utf8");
  }

  /** The distances from the addresses in the program's file to those in memory. */
  readOffsets(): { text: number; data: number } {
    const reply = this.#requester.text("qOffsets");
    const match = /^Text(?:Seg)?=([0-9a-fA-F]+)(?:;Data(?:Seg)?=([0-9a-fA-F]+))?/.exec(reply);
    if (match === null) throw unexpectedReply("qOffsets", reply, "Text=…;Data=…");
    const text = parseHexNumber(match[1]!, "qOffsets");
    return { text, data: match[2] === undefined ? text : parseHexNumber(match[2], "qOffsets") };
  }

  /** Reads an object of `qXfer`. The stub's {@link features} name those that it has. */
  readObject(object: string, annex: string = ""): Uint8Array {
    mustBePacket(mustBeText(object, "object") + mustBeText(annex, "annex"), this.packetSize);
    return this.#requester.readObject(object, annex);
  }

  /**
   * Sends a request that has one reply, and for which this class has no method. The reply is as the stub sent it: empty where the stub does not
   * know the request.
   *
   * @param timeout - milliseconds until the reply is given up; that of `connect` by default
   * @throws {GdbRemoteError} `invalid-argument` for packets with several replies or none, and for those that resume the target
   */
  request(packet: string | Uint8Array, timeout?: number): Uint8Array {
    const checked = mustBePacket(packet, this.#limits.transferSize);
    mustHaveOneReply(checked);
    return this.#requester.raw(
      checked,
      timeout === undefined ? undefined : new Deadline(mustBeTime(timeout, "timeout")),
    );
  }

  /**
   * Has the stub's own monitor execute a command, and returns what it printed: `monitor reset halt` of OpenOCD, `info registers` of QEMU's
   * system emulator, `help` of gdbserver. Registers that are read afterwards are those after the command.
   *
   * @throws {GdbRemoteError} `target-error` where the command failed, `unsupported` where the stub has no monitor, `timeout`, `limit-exceeded`
   */
  monitor(command: string, options: MonitorOptions = {}): string {
    const timeout = mustBeTime(options.timeout ?? this.#limits.operationTime, "timeout");
    return monitor(this.#requester, mustBeText(command, "command"), timeout);
  }

  // Execution

  /** Lets threads run on, and returns at once. Then wait for the stop, in one of three ways. By default all threads continue. */
  resume(actions: readonly ResumeAction[] = [{ kind: "continue" }]): void {
    this.#execution.mustBeStopped();
    this.#execution.resume(resumePacket(actions, this.#resumeKinds, this.#requester));
  }

  /**
   * Calls `listener` once, from the event loop, when the target has stopped. The listener may read, write and resume at once. While
   * this waits the event loop is free, and kept alive.
   */
  whenStopped(listener: StopListener): void {
    this.#execution.whenStopped(listener);
  }

  /** Takes {@link whenStopped} back: its listener is not called any more. Nothing happens where none waits. */
  stopWaiting(): void {
    this.#execution.stopWaiting();
  }

  /** The stop that ends this run. Where `timeout` milliseconds pass first it rejects, and the target runs on: wait again, or interrupt it. */
  waitForStop(options: { timeout?: number } = {}): Promise<StopReply> {
    return this.#execution.waitForStop(options.timeout);
  }

  /**
   * Blocks the event loop until the target has stopped, at most `milliseconds`: for steps, and other short runs. Undefined: it runs on.
   * @param thread - under `QemuUser`, the stops of other threads are kept for later
   */
  waitForStopSync(milliseconds: number, thread?: ThreadId): StopReply | undefined {
    const deadline = new Deadline(mustBeTime(milliseconds, "milliseconds"));
    return this.#execution.waitForStopSync(deadline, thread === undefined ? undefined : Number(thread.thread));
  }

  /** Resumes everything until the next stop. */
  continue(): Promise<StopReply> {
    this.resume();
    return this.waitForStop();
  }

  /** Lets one thread execute one instruction, and blocks until it has. */
  step(thread: ThreadId = this.currentThread(), timeout: number = this.#timeout): StopReply {
    mustBeTime(timeout, "timeout");
    this.resume([{ kind: "step", thread }]);
    const stop = this.waitForStopSync(timeout, thread);
    if (stop !== undefined) return stop;
    throw new GdbRemoteError({
      code: "timeout",
      message: `one instruction took more than ${timeout} ms`,
      hint: "it may be a system call that waits: wait for the stop, or call interrupt() first",
      packet: this.#execution.resumedBy,
    });
  }

  /** True if a running target can be interrupted. A `qemu-arm` that somebody else has started cannot. */
  get canInterrupt(): boolean {
    return this.#readsWhileRunning;
  }

  /**
   * Asks a running target to stop. The stop comes as any other, with the reason `interrupt`, or another where the target was faster: then
   * that of the interrupt may follow the next resume. Returns false where the target is not running.
   * @throws {GdbRemoteError} `unsupported` where {@link canInterrupt} is false
   */
  interrupt(): boolean {
    if (this.state !== "running") return false;
    if (!this.canInterrupt) {
      throw new GdbRemoteError({
        code: "unsupported",
        message: "this stub reads nothing while the program runs, so it cannot be interrupted",
        hint: "wait for a stop of its own, or start the program with QemuUser.spawn, which interrupts it otherwise",
      });
    }
    this.#execution.interrupt(() => this.sendInterrupt());
    return true;
  }

  /** For a stub that stops only the thread that reports something: holds the other threads meanwhile, once several threads have reported. */
  protected holdOthers(threads: EmulatorThreads, fromTheStart: boolean): void {
    this.#execution.turns = new ThreadTurns(this.#connection, threads, fromTheStart);
    this.#requester.whyOthersRun = () => threads.refusal;
  }

  /** Interrupts a running target: by a character between packets. */
  protected sendInterrupt(): void {
    this.#connection.sendRaw(INTERRUPT_CHARACTER);
  }

  /** True if a signal is what {@link sendInterrupt} makes the stub report. */
  protected isInterruptSignal(signal: number): boolean {
    return signal === SIGINT || signal === 0;
  }

  /** Lets go of the target, which runs on, or of one of its processes. */
  detach(process?: number): void {
    if (process === undefined) {
      const own = processOf(this.lastStop);
      this.#requester.ok(own === 0 ? "D" : `D;${own.toString(16)}`);
      this.close();
    } else {
      this.#requester.ok(`D;${mustBeUnsigned(process, "process").toString(16)}`);
    }
  }

  /** Ends the target, and closes. It may be running. */
  kill(): void {
    if (this.state === "stopped") {
      const process = processOf(this.lastStop);
      // Without processes, and for old stubs, it is a packet without a reply.
      if (process === 0 || !this.#requester.tryOk(`vKill;${process.toString(16)}`)) this.#connection.send("k");
    }
    this.close();
  }

  /** Hangs up. What a stub does then is its own affair: gdbserver ends a target that it started. A listener gets a `closed` error. */
  close(): void {
    this.#connection.close();
  }

  #describe(): TargetDescription {
    const { description } = this.#options;
    if (description !== undefined) return description;
    if (this.features.get("qXfer:features:read") !== true) return describeRegisters([]);
    const read = (name: string, budget: DocumentBudget) => this.#requester.readDocument("features", name, budget);
    return readTargetDescription(read, this.#limits);
  }

  #select(thread: ThreadId | undefined): void {
    this.#execution.mustBeStopped();
    const wanted = thread ?? (this.lastStop.kind === "stopped" ? this.lastStop.thread : undefined);
    if (wanted === undefined || isSameThread(wanted, this.#execution.selected) || isSameThread(wanted, NAMELESS_THREAD))
      return;
    try {
      // A stub without threads may not know this packet.
      this.#requester.tryOk(`Hg${formatThreadId(wanted)}`);
    } catch (error) {
      if (hasCode(error, "target-error") && this.#execution.unseenEnd?.findAfterThread() === true)
        this.#execution.mustBeStopped();
      throw error;
    }
    this.#execution.selected = wanted;
  }

  /** True if the stub may hold several processes. Where it follows forks, others are left when one has ended. */
  get #holdsSeveral(): boolean {
    return this.#events.some((event) => event !== "exec");
  }

  /** Watches for the program's end. Not for stubs that hold several processes, as the wait for the end of one could run the others. */
  #watchForTheEnd(): UnseenEnd | undefined {
    if (!this.#readsWhileRunning || this.#holdsSeveral || this.features.get("qXfer:auxv:read") !== true)
      return undefined;
    const host = {
      files: this.files,
      threads: () => this.threads(),
      process: processOf(this.lastStop),
      isStopped: () => this.state === "stopped",
      hasEnded: () => this.state === "exited",
      resume: () => this.resume(),
      wait: (milliseconds: number) => this.#execution.waitSync(new Deadline(milliseconds)),
      fail: (error: GdbRemoteError) => this.#connection.fail(error),
      timeout: this.#timeout,
    };
    try {
      return UnseenEnd.of(this.#requester, host, this.readAuxiliaryVector());
    } catch (error) {
      if (this.#connection.isClosed || !(error instanceof GdbRemoteError)) throw error;
      return undefined;
    }
  }
}
