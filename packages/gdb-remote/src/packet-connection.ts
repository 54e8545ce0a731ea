import type { ByteStream, StreamEvent } from "./byte-stream.js";
import { Deadline } from "./deadline.js";
import { excerpt, GdbRemoteError, type GdbRemoteErrorCode } from "./error.js";
import { encodePacket, type Frame, PacketReader } from "./framing.js";
import type { GdbRemoteLimits } from "./limits.js";

/** The number of times that a packet is sent again, or asked for again, before the connection is given up. */
const ATTEMPTS = 3;
/** Frames that are no reply, between two packets, from which on they are the likely reason for a timeout. */
const MANY_UNASKED = 64;
/** Bytes that are still read after a deadline: about what a socket holds back for a process that sleeps. */
const MOST_LATE = 1 << 20;

export interface PacketConnectionOptions {
  /** Milliseconds until a reply is given up. */
  timeout: number;
  /** Bytes of a packet's body that are accepted from the stub. */
  maximumPacketSize: number;
  /** `skip` for a line with noise on it; `refuse` gives an error. */
  garbage: "refuse" | "skip";
  limits: GdbRemoteLimits;
}

/** A packet's body, or why none will come any more. */
export type PacketListener = (outcome: Uint8Array | GdbRemoteError) => void;

/**
 * Packets over a stream: requests with their replies, blocking, and packets that come at their own time, from the event loop. Replies carry
 * no number, so a lost or a surplus one puts all that follow out of step: after such a fault the connection is closed and
 * every further use says so.
 */
export class PacketConnection {
  /** True if several may write at once: then what is no packet is taken for one, and others are to refuse it. */
  mayMix: (() => boolean) | undefined;
  /** Told once that the connection has come to its end. */
  onClosed: (() => void) | undefined;
  readonly #stream: ByteStream;
  readonly #reader: PacketReader;
  readonly #options: PacketConnectionOptions;
  #acknowledges = true;
  /** The packet that an acknowledgement is awaited for. */
  #unacknowledged: Uint8Array | undefined;
  #attempts = 0;
  #refusals = 0;
  #garbageSize = 0;
  /** Notifications and acknowledgements since the last packet. */
  #unasked = 0;
  /** Packets that came since the last one was sent. */
  #received = 0;
  #lastSent = "";
  /** Packets that {@link send} came across: at most one for each packet sent. */
  readonly #kept: Uint8Array[] = [];
  #owesAcknowledgement = false;
  #isFlushPlanned = false;
  #fault: GdbRemoteError | undefined;
  #listener: PacketListener | undefined;
  /** The listener's next turn, where bytes wait for it here. Meanwhile the stream reads nothing. */
  #turn: NodeJS.Immediate | undefined;

  constructor(stream: ByteStream, options: PacketConnectionOptions) {
    this.#stream = stream;
    this.#options = options;
    this.#reader = new PacketReader(options.maximumPacketSize);
  }

  get isClosed(): boolean {
    return this.#fault !== undefined;
  }

  /** The error that closed the connection; undefined while it is open. */
  get fault(): GdbRemoteError | undefined {
    return this.#fault;
  }

  /** From now on neither side acknowledges packets. */
  stopAcknowledging(): void {
    this.#acknowledges = false;
    this.#unacknowledged = undefined;
  }

  /** Sends a packet and blocks until its reply is there. */
  request(payload: Uint8Array | string, deadline?: Deadline): Uint8Array {
    this.#post(payload);
    return this.receive(deadline);
  }

  /** Sends a packet whose reply comes at its own time, and blocks until it is acknowledged, where packets are. */
  send(payload: Uint8Array | string): void {
    this.#post(payload);
    const deadline = new Deadline(this.#options.timeout);
    // Bytes that come with the acknowledgement stay in the reader.
    const isDone = this.#readUntil(deadline, () => {
      while (this.#unacknowledged !== undefined) {
        const frame = this.#reader.next();
        if (frame === undefined) return undefined;
        const packet = this.#handle(frame);
        if (packet !== undefined) this.#kept.push(packet);
      }
      return true;
    });
    if (isDone === undefined) throw this.#silence(deadline);
  }

  /** Blocks until there is a packet. */
  receive(deadline: Deadline = new Deadline(this.#options.timeout)): Uint8Array {
    const payload = this.tryReceive(deadline);
    if (payload !== undefined) return payload;
    throw this.#silence(deadline);
  }

  /** Blocks until there is a packet. Undefined after the deadline: the connection stays in step where the target is running. */
  tryReceive(deadline: Deadline): Uint8Array | undefined {
    return this.#readUntil(deadline, () => {
      const payload = this.#nextPayload();
      // The stub waits for this after a stop that another one follows.
      if (payload === undefined && this.#unacknowledged === undefined) this.#flushAcknowledgement();
      return payload;
    });
  }

  /** A packet that has arrived already, without a wait and without an acknowledgement. */
  takeWaiting(): Uint8Array | undefined {
    const owes = this.#owesAcknowledgement;
    try {
      return this.#readUntil(new Deadline(0), () => this.#nextPayload());
    } finally {
      this.#owesAcknowledgement = owes;
    }
  }

  /** Leaves the last packet without an acknowledgement, until {@link acknowledgeLater}: its sender waits. */
  postponeAcknowledgement(): void {
    this.#owesAcknowledgement = false;
  }

  acknowledgeLater(): void {
    if (this.#acknowledges) this.#acknowledge();
  }

  /** Hands the next packet, or the error that ends the connection, to `listener`: once, from the event loop. */
  listen(listener: PacketListener): void {
    this.#mustBeOpen();
    this.#flushAcknowledgement();
    this.#listener = listener;
    if (this.#kept.length > 0 || this.#reader.isWithinPacket) this.#planTurn();
    else this.#stream.listen((event) => this.#serve(event));
  }

  stopListening(): void {
    this.#listener = undefined;
    clearImmediate(this.#turn);
    this.#stream.pause();
  }

  /**
   * Sends bytes that are no packet: the interrupt character. A stub that has hung up is no error here where it sent a packet before: that
   * packet comes first, then the hang-up.
   */
  sendRaw(bytes: Uint8Array): void {
    this.#mustBeOpen();
    const outcome = this.#send(bytes);
    if (outcome.kind !== "end") return;
    const last = this.#readLast();
    if (last === undefined) throw this.#hangUp(outcome.cause);
    this.#kept.unshift(last);
    if (this.#listener !== undefined) {
      this.#stream.pause();
      this.#planTurn();
    }
  }

  /** A listener gets a `closed` error, from the event loop. */
  close(): void {
    this.#abandon(
      new GdbRemoteError({
        code: "closed",
        message: "the connection to the stub was closed",
        hint: "connect again",
      }),
    );
  }

  /** Closes because of `error`, and returns it for throwing. A listener gets it too, from the event loop. */
  fail(error: GdbRemoteError): GdbRemoteError {
    this.#abandon(error);
    return error;
  }

  /** The `closed` error that every use of a closed connection leads to; undefined while it is open. */
  get closedError(): GdbRemoteError | undefined {
    const fault = this.#fault;
    if (fault === undefined) return undefined;
    return new GdbRemoteError({
      code: "closed",
      message:
        fault.code === "closed"
          ? fault.message.slice(0, -`; ${fault.hint}`.length)
          : `the connection was closed after ${fault.code}`,
      hint: "connect again",
      cause: fault,
    });
  }

  #abandon(error: GdbRemoteError): void {
    if (this.#fault !== undefined) return;
    this.#flushAcknowledgement();
    this.#fault = error;
    const listener = this.#listener;
    this.#listener = undefined;
    clearImmediate(this.#turn);
    this.#stream.close();
    this.onClosed?.();
    if (listener !== undefined) setImmediate(() => listener(error));
  }

  #mustBeOpen(): void {
    const error = this.closedError;
    if (error !== undefined) throw error;
  }

  /**
   * Reads until `look` finds what it looks for among the frames; undefined where the deadline comes first. After the deadline it still takes
   * bytes that have arrived before, as this process may have slept, but no more than {@link MOST_LATE}: there are stubs that send without end.
   */
  #readUntil<Result>(deadline: Deadline, look: () => Result | undefined): Result | undefined {
    for (;;) {
      this.#mustBeOpen();
      const result = look();
      if (result !== undefined) return result;
      if (deadline.lateSize > MOST_LATE) return undefined;
      const event = this.#stream.read(deadline.left);
      if (event.kind === "timeout") return undefined;
      if (event.kind === "bytes" && deadline.isOver) deadline.lateSize += event.bytes.length;
      this.#accept(event);
    }
  }

  /** A packet that the stub sent before it hung up. */
  #readLast(): Uint8Array | undefined {
    for (let size = 0; size <= this.#options.maximumPacketSize; ) {
      const payload = this.#nextPayload();
      if (payload !== undefined) return payload;
      const event = this.#stream.read(0);
      if (event.kind !== "bytes") return undefined;
      size += event.bytes.length;
      this.#accept(event);
    }
    return undefined;
  }

  #post(payload: Uint8Array | string): void {
    this.#mustBeOpen();
    const packet = encodePacket(payload);
    this.#lastSent = excerpt(payload);
    this.#attempts = 1;
    this.#refusals = 0;
    this.#garbageSize = 0;
    this.#unasked = 0;
    this.#received = 0;
    this.#unacknowledged = this.#acknowledges ? packet : undefined;
    this.#write(packet);
  }

  #write(bytes: Uint8Array): void {
    const outcome = this.#send(bytes);
    if (outcome.kind === "end") throw this.#hangUp(outcome.cause);
  }

  /** Writes, and reads meanwhile what keeps the stub from reading. */
  #send(bytes: Uint8Array): { kind: "written" } | { kind: "end"; cause?: unknown } {
    const owed = this.#owesAcknowledgement;
    this.#owesAcknowledgement = false;
    const { timeout, maximumPacketSize } = this.#options;
    const outcome = this.#stream.write(owed ? withAcknowledgement(bytes) : bytes, timeout, () => {
      if (this.#reader.size > maximumPacketSize) return;
      const event = this.#stream.read(0);
      if (event.kind !== "timeout") this.#accept(event);
    });
    if (outcome.kind === "timeout") {
      throw this.#broken("timeout", `the stub took no bytes for ${timeout} ms`, "look whether the stub still runs");
    }
    return outcome.kind === "end" ? outcome : { kind: "written" };
  }

  /**
   * The acknowledgement goes out with the next packet, which spares the stub a wake-up (a third of a round trip with qemu-arm); at
   * the latest when the event loop is reached again, so that no stub waits long enough to repeat its packet.
   */
  #acknowledge(): void {
    this.#owesAcknowledgement = true;
    if (this.#isFlushPlanned) return;
    this.#isFlushPlanned = true;
    setImmediate(() => {
      this.#isFlushPlanned = false;
      this.#flushAcknowledgement();
    });
  }

  /** Does not wait for a stub that takes no bytes: it is owed the acknowledgement then. A stub that is gone is found by the next read. */
  #flushAcknowledgement(): void {
    if (!this.#owesAcknowledgement) return;
    const { kind } = this.#stream.write(ACKNOWLEDGEMENT, 0, () => {});
    this.#owesAcknowledgement = kind === "timeout";
  }

  #accept(event: StreamEvent): void {
    if (event.kind === "bytes") this.#reader.push(event.bytes);
    else throw this.#hangUp(event.cause);
  }

  /** Serves the listener from the event loop. Other events have their turn in between, whatever a stub sends. */
  #planTurn(): void {
    clearImmediate(this.#turn);
    this.#turn = setImmediate(() => this.#serve());
  }

  #serve(event?: StreamEvent): void {
    const listener = this.#listener;
    if (listener === undefined) return;
    this.#listener = undefined;
    let outcome: Uint8Array | GdbRemoteError | undefined;
    try {
      // The stub's last packet may wait here when the event loop tells that the stub hung up.
      if (event?.kind === "end") outcome = this.#nextPayload();
      if (outcome === undefined && event !== undefined) this.#accept(event);
      outcome ??= this.#nextPayload();
    } catch (error) {
      if (!(error instanceof GdbRemoteError)) throw error;
      outcome = error;
    }
    if (outcome !== undefined) {
      this.stopListening();
      listener(outcome);
      return;
    }
    this.#listener = listener;
    if (event === undefined) {
      this.#stream.listen((next) => this.#serve(next));
    } else {
      // The event loop would read on for as long as there are bytes, and no timer would have its turn.
      this.#stream.pause();
      this.#planTurn();
    }
  }

  #nextPayload(): Uint8Array | undefined {
    const kept = this.#kept.shift();
    if (kept !== undefined) return kept;
    for (;;) {
      const frame = this.#reader.next();
      if (frame === undefined) return undefined;
      const payload = this.#handle(frame);
      if (payload !== undefined) return payload;
    }
  }

  /** Acts on a frame; what a packet carries is returned. */
  #handle(frame: Frame): Uint8Array | undefined {
    switch (frame.kind) {
      case "packet":
        // A reply says that its request arrived, too.
        this.#unacknowledged = undefined;
        this.#garbageSize = 0;
        this.#unasked = 0;
        this.#received++;
        this.#refusals = 0;
        if (this.#acknowledges) this.#acknowledge();
        return frame.payload;
      case "notification":
        // Only stubs in non-stop mode have something to notify of, and this client never asks for that mode.
        this.#unasked++;
        return undefined;
      case "acknowledged":
        this.#unasked++;
        this.#unacknowledged = undefined;
        return undefined;
      case "refused":
        this.#unasked++;
        this.#sendAgain();
        return undefined;
      case "garbage":
        if (this.mayMix?.() === true) return frame.bytes.slice();
        this.#garbageSize += frame.bytes.length;
        if (this.#options.garbage === "skip" && this.#garbageSize <= this.#options.limits.garbageSize) return undefined;
        throw this.#broken(
          "garbage",
          `the stub sent ${frame.bytes.length} bytes that belong to no packet: "${excerpt(frame.bytes)}"`,
          'is this the port of a GDB stub? For a line with noise on it, connect with { garbage: "skip" }',
        );
      case "bad-checksum":
        if (this.mayMix?.() === true) return frame.body.slice();
        this.#askAgain(
          "bad-checksum",
          `a packet's checksum was "${excerpt(frame.digits)}", its bytes add up to ${frame.computed.toString(16).padStart(2, "0")}`,
          frame.body,
        );
        return undefined;
      case "truncated":
        if (this.mayMix?.() === true) return frame.body.slice();
        // If packets are acknowledged, the packet that began after it is the stub's second attempt.
        if (!this.#acknowledges || ++this.#refusals >= ATTEMPTS) {
          throw this.#broken(
            "truncated-packet",
            `a new packet began ${frame.body.length} bytes into another: "${excerpt(frame.body)}"`,
            LOSSY,
          );
        }
        return undefined;
      case "oversized":
        throw this.#broken(
          "oversized-packet",
          `the stub sent a packet of ${frame.size} bytes or more, and at most ${this.#options.maximumPacketSize} are accepted`,
          "if the stub means it, connect with a larger maximumPacketSize",
        );
      case "malformed":
        throw this.#broken(
          "malformed-reply",
          `a packet has a run-length that is none: "${excerpt(frame.body)}"`,
          "the stub does not keep to the protocol; look for a later version of it",
        );
    }
  }

  #sendAgain(): void {
    if (this.#unacknowledged === undefined) return;
    if (this.#attempts++ >= ATTEMPTS) {
      throw this.#broken("bad-checksum", `the stub refused a packet ${ATTEMPTS} times`, LOSSY);
    }
    this.#write(this.#unacknowledged);
  }

  #askAgain(code: GdbRemoteErrorCode, message: string, body: Uint8Array): void {
    if (!this.#acknowledges || ++this.#refusals >= ATTEMPTS) {
      throw this.#broken(code, `${message}: "${excerpt(body)}"`, LOSSY);
    }
    this.#write(REFUSAL);
  }

  #silence({ milliseconds: timeout, lateSize }: Deadline): GdbRemoteError {
    if (this.#unasked >= MANY_UNASKED) {
      return this.#broken(
        "timeout",
        `the stub did not answer within ${timeout} ms, and sent ${this.#unasked} notifications and acknowledgements instead`,
        "is this the port of a GDB stub that speaks to nobody else?",
      );
    }
    if (lateSize > MOST_LATE || (this.#reader.isWithinPacket && this.#received > 0)) {
      return this.#broken(
        "timeout",
        `the stub was still sending when ${timeout} ms were over`,
        "does its command print without end? For one that prints much, give a longer timeout",
      );
    }
    if (this.#reader.isWithinPacket) {
      return this.#broken("truncated-packet", `a packet began and did not end within ${timeout} ms`, LOSSY);
    }
    return this.#broken(
      "timeout",
      `the stub did not ${this.#unacknowledged === undefined ? "answer" : "acknowledge"} within ${timeout} ms`,
      "is the stub still running? For a slow one, connect with a longer timeout",
    );
  }

  #hangUp(cause: unknown): GdbRemoteError {
    const where = this.#reader.isWithinPacket ? " in the middle of a packet" : "";
    return this.#broken(
      "hang-up",
      `the stub hung up${where}`,
      "did the stub end, or does another debugger hold it?",
      cause,
    );
  }

  #broken(code: GdbRemoteErrorCode, message: string, hint: string, cause?: unknown): GdbRemoteError {
    return this.fail(new GdbRemoteError({ code, message, hint, packet: this.#lastSent, cause }));
  }
}

const ACKNOWLEDGEMENT: Uint8Array = Uint8Array.of(0x2b);
function withAcknowledgement(bytes: Uint8Array): Uint8Array {
  const both = new Uint8Array(bytes.length + 1);
  both[0] = ACKNOWLEDGEMENT[0]!;
  both.set(bytes, 1);
  return both;
}

const REFUSAL: Uint8Array = Uint8Array.of(0x2d);
const LOSSY = "the line or the stub loses bytes; try again over a better one";
