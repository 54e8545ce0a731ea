import { mustBeBytes, mustBeOneOf, mustBeUnsigned } from "./arguments.js";
import { excerpt, GdbRemoteError, hasCode, invalidArgument } from "./error.js";
import { binaryPrefixLength } from "./framing.js";
import { bytesToHex, hexToBytes } from "./hex.js";
import { latin, type Requester, unexpectedReply } from "./requester.js";

/** `software` and `hardware` stop before the instruction at an address runs; the others at an access to memory. */
export type BreakpointKind = "software" | "hardware" | "write" | "read" | "access";

const breakpointTypes: Readonly<Record<BreakpointKind, number>> = {
  software: 0,
  hardware: 1,
  write: 2,
  read: 3,
  access: 4,
};

const breakpointKinds = Object.keys(breakpointTypes) as BreakpointKind[];

/** The target's memory, and what stops it there. */
export class Memory {
  readonly #requester: Requester;
  /** True if the stub takes `X` packets; undefined until it was asked. */
  #takesBinary: boolean | undefined;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  read(address: number, size: number): Uint8Array {
    this.#checkRange(address, size);
    const bytes = new Uint8Array(size);
    const operation = this.#requester.begin("reading memory");
    const most = Math.max(1, Math.floor(this.#requester.packetSize / 2));
    for (let done = 0; done < size; ) {
      operation.mustGoOn();
      const at = address + done;
      const wanted = Math.min(most, size - done);
      const packet = `m${at.toString(16)},${wanted.toString(16)}`;
      const reply = this.#ask(packet, at, wanted, "read");
      const piece = hexToBytes(latin(reply), packet);
      // Fewer bytes are a way of saying that the rest cannot be read: the next request tells.
      if (piece.length === 0 || piece.length > wanted) {
        throw unexpectedReply(packet, latin(reply), `at least 1 and at most ${wanted} bytes`);
      }
      bytes.set(piece, done);
      done += piece.length;
    }
    return bytes;
  }

  write(address: number, bytes: Uint8Array): void {
    this.#checkRange(address, mustBeBytes(bytes, "bytes").length);
    if (bytes.length === 0) return;
    this.#takesBinary ??= this.#probe(address);
    const operation = this.#requester.begin("writing memory");
    for (let done = 0; done < bytes.length; ) {
      operation.mustGoOn();
      const at = address + done;
      const rest = bytes.subarray(done);
      const room = Math.max(
        2,
        this.#requester.packetSize - `X${at.toString(16)},${rest.length.toString(16)}:$#00`.length,
      );
      const size = this.#takesBinary ? binaryPrefixLength(rest, room) : Math.min(rest.length, room >> 1);
      const piece = rest.subarray(0, size);
      const head = `${at.toString(16)},${size.toString(16)}:`;
      const packet = this.#takesBinary
        ? Buffer.concat([Buffer.from(`X${head}`, "latin1"), piece])
        : `M${head}${bytesToHex(piece)}`;
      const reply = latin(this.#ask(packet, at, size, "written"));
      if (reply !== "OK") throw unexpectedReply(packet, reply, "OK");
      done += size;
    }
  }

  changeBreakpoint(letter: "Z" | "z", kind: BreakpointKind, address: number, size: number): void {
    const type = breakpointTypes[mustBeOneOf(kind, breakpointKinds, "kind")];
    mustBeRange(address, size);
    this.#requester.ok(`${letter}${type},${address.toString(16)},${size.toString(16)}`);
  }

  #checkRange(address: number, size: number): void {
    mustBeRange(address, size);
    const { transferSize } = this.#requester.limits;
    if (size > transferSize) {
      throw invalidArgument(
        `size is ${size}`,
        `one call transfers at most ${transferSize} bytes: make several, or connect with a larger { limits: { transferSize } }`,
      );
    }
  }

  /** Writes nothing by a binary packet: an empty reply means that there are none. A refusal leaves the other kind to try. */
  #probe(address: number): boolean {
    try {
      return this.#requester.tryText(`X${address.toString(16)},0:`) === "OK";
    } catch (error) {
      if (hasCode(error, "target-error")) return false;
      throw error;
    }
  }

  #ask(packet: string | Uint8Array, address: number, size: number, done: "read" | "written"): Uint8Array {
    let reply: Uint8Array | undefined;
    try {
      reply = this.#requester.tryBytes(packet);
    } catch (error) {
      if (!hasCode(error, "target-error")) throw error;
      throw new GdbRemoteError({
        code: "memory-fault",
        message: `${size} bytes at 0x${address.toString(16)} cannot be ${done}`,
        hint:
          done === "read"
            ? "give memory that is mapped"
            : "give memory that is mapped and writable: qemu-arm refuses pages that the program itself may not write",
        packet: excerpt(packet),
        ...(error.targetError === undefined ? {} : { targetError: error.targetError }),
        address,
        cause: error,
      });
    }
    return reply ?? new Uint8Array(0);
  }
}

function mustBeRange(address: number, size: number): void {
  if (Number.isSafeInteger(mustBeUnsigned(address, "address") + mustBeUnsigned(size, "size"))) return;
  throw invalidArgument(`address ${address} with size ${size} is no range of memory`, "its end is beyond 2^53 - 1");
}
