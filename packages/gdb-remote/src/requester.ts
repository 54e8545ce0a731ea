import { ByteCollector } from "./byte-collector.js";
import type { Deadline } from "./deadline.js";
import type { DocumentBudget } from "./document-budget.js";
import { excerpt, GdbRemoteError } from "./error.js";
import { unescapeBinary } from "./framing.js";
import { type GdbRemoteLimits, limitExceeded } from "./limits.js";
import { Operation } from "./operation.js";
import type { PacketConnection } from "./packet-connection.js";
import { looksLikeStop } from "./stop-reply.js";

/** First letters of replies that are checked closer. Digits of memory and registers have none of them, or have them in an even number. */
const FAILURE_OR_STOP: Uint8Array = Buffer.from("ETSWXwN", "latin1");

/** Requests whose replies follow the customs of the protocol: empty for "unsupported", `E…` for "failed", `OK`. */
export class Requester {
  readonly #connection: PacketConnection;
  readonly limits: GdbRemoteLimits;
  /** The largest packet that the stub takes, in bytes of its body. The default is a size that every stub takes. */
  packetSize = 400;
  /** Returns the reason why the threads that the stub does not stop could not be held; undefined if there is none. */
  whyOthersRun: (() => unknown) | undefined;
  /** Called before each request is sent: throws where the target cannot be asked, since it runs or has ended. */
  beforeRequest: (() => void) | undefined;
  /** Called when the stub has refused a request, before the error is thrown: throws where it knows a better reason. */
  onRefusal: (() => void) | undefined;

  constructor(connection: PacketConnection, limits: GdbRemoteLimits) {
    this.#connection = connection;
    this.limits = limits;
  }

  /** Returns the reply as it is. */
  raw(packet: string | Uint8Array, deadline?: Deadline): Uint8Array {
    this.beforeRequest?.();
    return this.#connection.request(packet, deadline);
  }

  /** An operation of several requests, which has a time for all of them. */
  begin(what: string): Operation {
    return new Operation(this.limits, what);
  }

  /** Closes the connection because of `error`, and returns that for throwing: replies that nobody takes may follow. */
  fail(error: GdbRemoteError): GdbRemoteError {
    return this.#connection.fail(error);
  }

  /** The reply's bytes; undefined where it is empty. @throws {GdbRemoteError} `target-error`, `unexpected-stop` */
  tryBytes(packet: string | Uint8Array, deadline?: Deadline): Uint8Array | undefined {
    return this.#checked(packet, this.raw(packet, deadline));
  }

  tryText(packet: string | Uint8Array, deadline?: Deadline): string | undefined {
    const reply = this.tryBytes(packet, deadline);
    return reply === undefined ? undefined : latin(reply);
  }

  /** @throws {GdbRemoteError} `unsupported`, and what {@link tryBytes} throws. */
  text(packet: string | Uint8Array, deadline?: Deadline): string {
    return this.tryText(packet, deadline) ?? this.#throwUnsupported(packet);
  }

  /** One reply more to a packet that has several. */
  nextText(packet: string, deadline: Deadline): string {
    const reply = this.#checked(packet, this.#connection.receive(deadline));
    if (reply === undefined) throw unexpectedReply(packet, "", "one reply more");
    return latin(reply);
  }

  /** False where the stub does not know the packet. @throws {GdbRemoteError} `unexpected-reply` where it says neither OK nor why not. */
  tryOk(packet: string | Uint8Array): boolean {
    const reply = this.tryText(packet);
    if (reply === undefined) return false;
    if (reply !== "OK") throw unexpectedReply(packet, reply, "OK");
    return true;
  }

  ok(packet: string | Uint8Array): void {
    if (!this.tryOk(packet)) this.#throwUnsupported(packet);
  }

  /** Reads an object of the target (`qXfer:object:read:annex`), piece by piece. */
  readObject(object: string, annex: string): Uint8Array {
    const operation = this.begin(`reading the object ${object}`);
    return this.#readPieces(object, annex, (size) => {
      operation.mustGoOn();
      if (size <= this.limits.objectSize) return;
      throw limitExceeded(
        this.limits,
        "objectSize",
        `the stub's ${object} ${excerpt(annex)} has ${size} bytes or more`,
      );
    });
  }

  /** Reads an object that is to be parsed. A parsed document takes much more memory than its bytes, so that a budget bounds them. */
  readDocument(object: string, annex: string, budget: DocumentBudget): Uint8Array {
    return this.#readPieces(object, annex, (size) => budget.mustHold(size));
  }

  /** @param check - gets the number of bytes that have come, and throws where they are too many or take too long */
  #readPieces(object: string, annex: string, check: (size: number) => void): Uint8Array {
    const bytes = new ByteCollector();
    for (;;) {
      const length = Math.max(1, this.packetSize - 4);
      const packet = `qXfer:${object}:read:${annex}:${bytes.size.toString(16)},${length.toString(16)}`;
      const reply = this.raw(packet);
      if (reply.length === 0) this.#throwUnsupported(packet);
      const kind = reply[0];
      if (kind !== 0x6d && kind !== 0x6c) {
        this.#mustBeNoFailure(packet, latin(reply));
        throw unexpectedReply(packet, latin(reply), "a piece that begins with m or l");
      }
      const piece = unescapeBinary(reply.subarray(1));
      if (piece === undefined) throw unexpectedReply(packet, latin(reply), "binary data whose escapes are whole");
      bytes.push(piece);
      check(bytes.size);
      if (kind === 0x6c) return bytes.toBytes();
      if (piece.length === 0) throw unexpectedReply(packet, latin(reply), "a piece of at least one byte");
    }
  }

  #checked(packet: string | Uint8Array, reply: Uint8Array): Uint8Array | undefined {
    if (reply.length === 0) return undefined;
    if (FAILURE_OR_STOP.includes(reply[0]!)) this.#mustBeNoFailure(packet, latin(reply));
    return reply;
  }

  #mustBeNoFailure(packet: string | Uint8Array, reply: string): void {
    const failure = /^E(?:([0-9a-fA-F]{2})|\.([\s\S]*))$/.exec(reply);
    if (failure !== null) {
      this.onRefusal?.();
      const targetError = failure[1] ?? failure[2]!;
      throw new GdbRemoteError({
        code: "target-error",
        message: `the stub refused: ${excerpt(targetError)}`,
        hint: "the number or text is the stub's own; on Linux mostly an errno, decimal (E14) or hexadecimal (E0e)",
        packet: excerpt(packet),
        reply: excerpt(reply),
        targetError,
      });
    }
    if (looksLikeStop(reply)) {
      const cause = this.whyOthersRun?.();
      const reason =
        cause === undefined ? "" : ` (they could not be held: ${cause instanceof Error ? cause.message : cause})`;
      // The reply proper may still come, and would be taken for that of the next request.
      throw this.#connection.fail(
        new GdbRemoteError({
          code: "unexpected-stop",
          message: `the stub reported a stop where a reply was due: "${excerpt(reply)}"`,
          hint: `it lets threads run on while the target is stopped${reason}: start the program with { oneProcessor: true }, or use gdbserver; see the README on threads under qemu-arm`,
          cause,
          packet: excerpt(packet),
          reply: excerpt(reply),
        }),
      );
    }
  }

  #throwUnsupported(packet: string | Uint8Array): never {
    throw new GdbRemoteError({
      code: "unsupported",
      message: "the stub does not know this request",
      hint: "do without it, or use a stub that has it",
      packet: excerpt(packet),
    });
  }
}

export function unexpectedReply(packet: string | Uint8Array, reply: string, wanted: string): GdbRemoteError {
  return new GdbRemoteError({
    code: "unexpected-reply",
    message: `the stub answered "${excerpt(reply)}" where ${wanted} belongs`,
    hint: "the stub does not keep to the protocol; look for a later version of it",
    packet: excerpt(packet),
    reply: excerpt(reply),
  });
}

export function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
