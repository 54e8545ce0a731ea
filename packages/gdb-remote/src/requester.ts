import { excerpt, GdbRemoteError } from "./error.js";
import { unescapeBinary } from "./framing.js";
import type { PacketConnection } from "./packet-connection.js";
import { looksLikeStop } from "./stop-reply.js";

/** Larger than any document or file list that a stub has to tell; a stub that goes on and on ends here. */
const LARGEST_OBJECT = 64 * 1024 * 1024;

/** First letters of what is checked closer; digits of memory and registers have none of them, or have them in an even number. */
const FAILURE_OR_STOP: Uint8Array = Buffer.from("ETSWXwN", "latin1");

/** Requests whose replies follow the customs of the protocol: empty for "unsupported", `E…` for "failed", `OK`. */
export class Requester {
  readonly #connection: PacketConnection;
  readonly #mustBeStopped: () => void;
  /** The largest packet that the stub takes, in bytes of its body. Stubs that do not say get what every stub takes. */
  packetSize = 400;
  /** Why threads run on that the stub does not stop, where that could have been otherwise. */
  whyOthersRun: (() => unknown) | undefined;

  /** @param mustBeStopped throws where the target cannot be asked: it is running, or gone. */
  constructor(connection: PacketConnection, mustBeStopped: () => void) {
    this.#connection = connection;
    this.#mustBeStopped = mustBeStopped;
  }

  /** The reply as it is, whatever it says. */
  raw(packet: string | Uint8Array, timeout?: number): Uint8Array {
    this.#mustBeStopped();
    return this.#connection.request(packet, timeout);
  }

  /** The reply's bytes; undefined where it is empty. @throws {GdbRemoteError} `target-error`, `unexpected-stop` */
  tryBytes(packet: string | Uint8Array): Uint8Array | undefined {
    const reply = this.raw(packet);
    if (reply.length === 0) return undefined;
    if (FAILURE_OR_STOP.includes(reply[0]!)) this.#mustBeNoFailure(packet, latin(reply));
    return reply;
  }

  tryText(packet: string | Uint8Array): string | undefined {
    const reply = this.tryBytes(packet);
    return reply === undefined ? undefined : latin(reply);
  }

  /** @throws {GdbRemoteError} `unsupported`, and what {@link tryBytes} throws. */
  text(packet: string | Uint8Array): string {
    return this.tryText(packet) ?? this.#throwUnsupported(packet);
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
    const pieces: Uint8Array[] = [];
    let offset = 0;
    for (;;) {
      const length = Math.max(1, this.packetSize - 4);
      const packet = `qXfer:${object}:read:${annex}:${offset.toString(16)},${length.toString(16)}`;
      const reply = this.raw(packet);
      if (reply.length === 0) this.#throwUnsupported(packet);
      const kind = reply[0];
      if (kind !== 0x6d && kind !== 0x6c) {
        this.#mustBeNoFailure(packet, latin(reply));
        throw unexpectedReply(packet, latin(reply), "a piece that begins with m or l");
      }
      const piece = unescapeBinary(reply.subarray(1));
      if (piece === undefined) throw unexpectedReply(packet, latin(reply), "binary data whose escapes are whole");
      pieces.push(piece);
      offset += piece.length;
      if (kind === 0x6c) return Buffer.concat(pieces);
      if (piece.length === 0 || offset > LARGEST_OBJECT) {
        throw unexpectedReply(packet, latin(reply), `an end of ${object} ${annex} after ${offset} bytes`);
      }
    }
  }

  #mustBeNoFailure(packet: string | Uint8Array, reply: string): void {
    const failure = /^E(?:([0-9a-fA-F]{2})|\.([\s\S]*))$/.exec(reply);
    if (failure !== null) {
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
