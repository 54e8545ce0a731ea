import type { ByteStream, StreamEvent } from "./byte-stream.js";
import { excerpt, GdbRemoteError, type GdbRemoteErrorCode } from "./error.js";
import { encodePacket, type Frame, PacketReader } from "./framing.js";

/** How often a packet is sent, or asked for, again before the connection is given up. */
const ATTEMPTS = 3;
/** What a stub may say unasked between two packets before that counts as misbehaviour, where garbage is skipped. */
const MOST_GARBAGE = 65536;

export interface PacketConnectionOptions {
  /** Milliseconds until a reply is given up. */
  timeout: number;
  /** Bytes of a packet's body that are accepted from the stub. */
  maximumPacketSize: number;
  /** `skip` for a line with noise on it; `refuse` gives an error. */
  garbage: "refuse" | "skip";
}

/** A packet's body, or why none will come any more. */
export type PacketListener = (outcome: Uint8Array | GdbRemoteError) => void;

/**
 * Packets over a stream: requests with their replies, blocking, and packets that come at their own time, from the event loop. Replies carry
 * no number, so a lost or a surplus one puts all that follow out of step: after such a fault the connection is closed and
 * every further use says so.
 */
export class PacketConnection {
  /** Whether several may write at once: then what is no packet is taken for one, and others are to refuse it. */
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
  #lastSent = "";
  /** Packets that {@link send} came across. */
  readonly #kept: Uint8Array[] = [];
  #owesAcknowledgement = false;
  #isFlushPlanned = false;
  #fault: GdbRemoteError | undefined;
  #listener: PacketListener | undefined;

  constructor(stream: ByteStream, options: PacketConnectionOptions) {
    this.#stream = stream;
    this.#options = options;
    this.#reader = new PacketReader(options.maximumPacketSize);
  }

  get isClosed(): boolean {
    return this.#fault !== undefined;
  }

  /** From now on neither side acknowledges packets. */
  stopAcknowledging(): void {
    this.#acknowledges = false;
    this.#unacknowledged = undefined;
  }

  /** Sends a packet and blocks until its reply is there. */
  request(payload: Uint8Array | string, timeout: number = this.#options.timeout): Uint8Array {
    this.#post(payload);
    return this.receive(timeout);
  }

  /** Sends a packet whose reply comes at its own time, and blocks until it is acknowledged, where packets are. */
  send(payload: Uint8Array | string): void {
    this.#post(payload);
    const deadline = performance.now() + this.#options.timeout;
    // What comes with the acknowledgement stays in the reader.
    while (this.#unacknowledged !== undefined) {
      const frame = this.#reader.next();
      if (frame === undefined) this.#fill(deadline);
      else if (frame.kind === "acknowledged" || frame.kind === "refused") this.#handle(frame);
      else if (this.#keep(frame) !== undefined) return;
    }
  }

  /** Blocks until there is a packet. */
  receive(timeout: number = this.#options.timeout): Uint8Array {
    const payload = this.tryReceive(timeout);
    if (payload !== undefined) return payload;
    throw this.#silence(timeout);
  }

  /** Blocks until there is a packet, or undefined after `timeout` milliseconds. The connection stays in step where the target is running. */
  tryReceive(timeout: number): Uint8Array | undefined {
    const deadline = performance.now() + timeout;
    for (;;) {
      this.#mustBeOpen();
      const payload = this.#nextPayload();
      if (payload !== undefined) return payload;
      // After a stop that another follows the stub waits for this.
      if (this.#unacknowledged === undefined) this.#flushAcknowledgement();
      const event = this.#stream.read(Math.max(0, deadline - performance.now()));
      if (event.kind === "timeout") return undefined;
      this.#accept(event);
    }
  }

  /** A packet that is there already, without a wait and without an acknowledgement. */
  takeWaiting(): Uint8Array | undefined {
    const owes = this.#owesAcknowledgement;
    try {
      for (;;) {
        const payload = this.#nextPayload();
        if (payload !== undefined) return payload;
        const event = this.#stream.read(0);
        if (event.kind === "timeout") return undefined;
        this.#accept(event);
      }
    } finally {
      this.#owesAcknowledgement = owes;
    }
  }

  /** Leaves the last packet without an acknowledgement, until {@link acknowledgeLater}: whoever sent it waits. */
  postponeAcknowledgement(): void {
    this.#owesAcknowledgement = false;
  }

  acknowledgeLater(): void {
    if (this.#acknowledges) this.#acknowledge();
  }

  /** Hands the next packet to `listener`, once, from the event loop. */
  listen(listener: PacketListener): void {
    this.#mustBeOpen();
    this.#flushAcknowledgement();
    this.#listener = listener;
    if (this.#kept.length > 0 || this.#reader.isWithinPacket) setImmediate(() => this.#serve());
    this.#stream.listen((event) => this.#serve(event));
  }

  stopListening(): void {
    this.#listener = undefined;
    this.#stream.pause();
  }

  /** Sends bytes that are no packet: the interrupt character. */
  sendRaw(bytes: Uint8Array): void {
    this.#mustBeOpen();
    this.#write(bytes);
  }

  /** A listener gets a `closed` error, from the event loop. */
  close(): void {
    if (this.#fault !== undefined) return;
    const error = new GdbRemoteError({
      code: "closed",
      message: "the connection to the stub was closed",
      hint: "connect again",
    });
    const listener = this.#listener;
    this.#abandon(error);
    if (listener !== undefined) setImmediate(() => listener(error));
  }

  /** Closes because of `error`, and returns it for throwing. */
  fail(error: GdbRemoteError): GdbRemoteError {
    this.#abandon(error);
    return error;
  }

  #abandon(error: GdbRemoteError): void {
    if (this.#fault !== undefined) return;
    this.#flushAcknowledgement();
    this.#fault = error;
    this.#listener = undefined;
    this.#stream.close();
    this.onClosed?.();
  }

  #mustBeOpen(): void {
    const fault = this.#fault;
    if (fault === undefined) return;
    throw new GdbRemoteError({
      code: "closed",
      message:
        fault.code === "closed" ? fault.message.replace(/ \(.*$/, "") : `the connection was closed after ${fault.code}`,
      hint: "connect again",
      cause: fault,
    });
  }

  #post(payload: Uint8Array | string): void {
    this.#mustBeOpen();
    const packet = encodePacket(payload);
    this.#lastSent = excerpt(payload);
    this.#attempts = 1;
    this.#refusals = 0;
    this.#garbageSize = 0;
    this.#unacknowledged = this.#acknowledges ? packet : undefined;
    this.#write(packet);
  }

  #write(bytes: Uint8Array): void {
    const owed = this.#owesAcknowledgement;
    this.#owesAcknowledgement = false;
    const outcome = this.#stream.write(owed ? withAcknowledgement(bytes) : bytes, this.#options.timeout, () => {
      const event = this.#stream.read(0);
      if (event.kind !== "timeout") this.#accept(event);
    });
    if (outcome.kind === "timeout") {
      throw this.#broken(
        "timeout",
        `the stub took no bytes for ${this.#options.timeout} ms`,
        "is the stub still running?",
      );
    }
    if (outcome.kind === "end") throw this.#hangUp(outcome.cause);
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

  /** A stub may say its last word and be gone: the next read finds out. */
  #flushAcknowledgement(): void {
    if (!this.#owesAcknowledgement) return;
    this.#owesAcknowledgement = false;
    this.#stream.write(ACKNOWLEDGEMENT, this.#options.timeout, () => {});
  }

  #fill(deadline: number): void {
    this.#mustBeOpen();
    const event = this.#stream.read(Math.max(0, deadline - performance.now()));
    if (event.kind === "timeout") throw this.#silence(this.#options.timeout);
    this.#accept(event);
  }

  #accept(event: StreamEvent): void {
    if (event.kind === "bytes") this.#reader.push(event.bytes);
    else throw this.#hangUp(event.cause);
  }

  #keep(frame: Frame): Uint8Array | undefined {
    const payload = this.#handle(frame);
    if (payload !== undefined) this.#kept.push(payload);
    return payload;
  }

  #serve(event?: StreamEvent): void {
    const listener = this.#listener;
    if (listener === undefined) return;
    let outcome: Uint8Array | GdbRemoteError | undefined;
    try {
      // A stub's last word may wait here when the news comes that it hung up.
      if (event?.kind === "end") outcome = this.#nextPayload();
      if (outcome === undefined && event !== undefined) this.#accept(event);
      outcome ??= this.#nextPayload();
    } catch (error) {
      if (!(error instanceof GdbRemoteError)) throw error;
      outcome = error;
    }
    if (outcome === undefined) return;
    this.stopListening();
    listener(outcome);
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
        this.#refusals = 0;
        if (this.#acknowledges) this.#acknowledge();
        return frame.payload;
      case "notification":
        // Only stubs in non-stop mode have something to notify of, and this client never asks for that mode.
        return undefined;
      case "acknowledged":
        this.#unacknowledged = undefined;
        return undefined;
      case "refused":
        this.#sendAgain();
        return undefined;
      case "garbage":
        if (this.mayMix?.() === true) return frame.bytes.slice();
        this.#garbageSize += frame.bytes.length;
        if (this.#options.garbage === "skip" && this.#garbageSize <= MOST_GARBAGE) return undefined;
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
        // Where packets are acknowledged the one that began after it is the stub's second attempt.
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

  #silence(timeout: number): GdbRemoteError {
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
