// The form of packets (GDB manual, appendix E.1 "Overview" of the remote serial protocol): `$body#cc`, where cc is the sum of the
// body's bytes modulo 256. In the body, `}` and a byte XOR 0x20 stand for a byte that has another meaning, and a byte
// followed by `*` and a count + 29 stands for a run of 1 + count of it.

import { mustBeBytes, mustBeUnsigned } from "./arguments.js";

const PLUS = 0x2b;
const MINUS = 0x2d;
const DOLLAR = 0x24;
const PERCENT = 0x25;
const HASH = 0x23;
const STAR = 0x2a;
const BRACE = 0x7d;
const ESCAPE_MASK = 0x20;

/** A run's count travels as a printable character: 3 is the least that has one, and 97 the most. */
const COUNT_BIAS = 29;
const LEAST_COUNT = 3;
const MOST_COUNT = 97;

/** A part of a stub's bytes, as {@link PacketReader} finds it. */
export type Frame =
  | { kind: "acknowledged" }
  | { kind: "refused" }
  /** The body, runs expanded, escapes left in place: see {@link unescapeBinary}. */
  | { kind: "packet"; payload: Uint8Array }
  | { kind: "notification"; payload: Uint8Array }
  /** `digits`: what stood in the checksum's place. `computed`: the sum of the body. */
  | { kind: "bad-checksum"; body: Uint8Array; digits: string; computed: number }
  /** A new packet began before this one ended. */
  | { kind: "truncated"; body: Uint8Array }
  /** Longer than the reader takes, as it came or with its runs expanded. */
  | { kind: "oversized"; size: number }
  /** The checksum is right, and a run is not. */
  | { kind: "malformed"; body: Uint8Array }
  /** Bytes between packets that belong to nothing. */
  | { kind: "garbage"; bytes: Uint8Array };

/** A whole packet around `payload`, which may hold any bytes: those with a meaning in packets are escaped. */
export function encodePacket(payload: Uint8Array | string): Uint8Array {
  const bytes = typeof payload === "string" ? Buffer.from(payload, "latin1") : payload;
  let escapes = 0;
  for (const byte of bytes) if (needsEscape(byte)) escapes++;
  const packet = new Uint8Array(bytes.length + escapes + 4);
  packet[0] = DOLLAR;
  let at = 1;
  let sum = 0;
  for (const byte of bytes) {
    if (needsEscape(byte)) {
      packet[at++] = BRACE;
      packet[at++] = byte ^ ESCAPE_MASK;
      sum += BRACE + (byte ^ ESCAPE_MASK);
    } else {
      packet[at++] = byte;
      sum += byte;
    }
  }
  packet[at] = HASH;
  packet[at + 1] = digit((sum >> 4) & 15);
  packet[at + 2] = digit(sum & 15);
  return packet;
}

/** The number of bytes of `payload` that fit into `room` bytes of a packet's body, as escapes need two. */
export function binaryPrefixLength(payload: Uint8Array, room: number): number {
  let used = 0;
  for (let length = 0; length < payload.length; length++) {
    used += needsEscape(payload[length]!) ? 2 : 1;
    if (used > room) return length;
  }
  return payload.length;
}

/** Binary data out of a packet's body. Undefined where the body ends within an escape. */
export function unescapeBinary(body: Uint8Array): Uint8Array | undefined {
  if (body.indexOf(BRACE) < 0) return body;
  const bytes = new Uint8Array(body.length);
  let length = 0;
  for (let at = 0; at < body.length; at++) {
    let byte = body[at]!;
    if (byte === BRACE) {
      if (++at === body.length) return undefined;
      byte = body[at]! ^ ESCAPE_MASK;
    }
    bytes[length++] = byte;
  }
  return bytes.subarray(0, length);
}

/** Cuts a stream of bytes, in pieces of any size, into frames. It never throws and holds at most one packet of the largest size. */
export class PacketReader {
  readonly #maximumSize: number;
  #buffer: Uint8Array = new Uint8Array(8192);
  #start = 0;
  #end = 0;
  /** Up to here the unfinished packet is known to have no end. */
  #scanned = 0;

  /** @param maximumSize bytes of a body, as it came and with its runs expanded. */
  constructor(maximumSize: number) {
    mustBeUnsigned(maximumSize, "maximumSize");
    this.#maximumSize = maximumSize;
  }

  /** True if a packet has begun that has not ended. */
  get isWithinPacket(): boolean {
    return this.#start < this.#end;
  }

  /** The number of bytes that wait for {@link next}. */
  get size(): number {
    return this.#end - this.#start;
  }

  push(bytes: Uint8Array): void {
    mustBeBytes(bytes, "bytes");
    if (this.#end + bytes.length > this.#buffer.length) this.#makeRoom(bytes.length);
    this.#buffer.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  /** The next whole frame, or undefined until there are more bytes. */
  next(): Frame | undefined {
    if (this.#start === this.#end) return undefined;
    switch (this.#buffer[this.#start]) {
      case PLUS:
        this.#take(1);
        return { kind: "acknowledged" };
      case MINUS:
        this.#take(1);
        return { kind: "refused" };
      case DOLLAR:
      case PERCENT:
        return this.#packet();
      default:
        return this.#garbage();
    }
  }

  #packet(): Frame | undefined {
    const bodyStart = this.#start + 1;
    const from = Math.max(bodyStart, this.#scanned);
    const unseen = this.#buffer.subarray(from, this.#end);
    const hash = unseen.indexOf(HASH);
    const dollar = (hash < 0 ? unseen : unseen.subarray(0, hash)).indexOf(DOLLAR);
    if (dollar >= 0) return { kind: "truncated", body: this.#take(from + dollar - this.#start).subarray(1) };
    const bodyEnd = hash < 0 ? this.#end : from + hash;
    if (bodyEnd - bodyStart > this.#maximumSize) {
      return { kind: "oversized", size: this.#take(bodyEnd - this.#start).length - 1 };
    }
    if (hash < 0) {
      this.#scanned = this.#end;
      return undefined;
    }
    this.#scanned = bodyEnd;
    if (bodyEnd + 3 > this.#end) return undefined;

    const frame = this.#take(bodyEnd + 3 - this.#start);
    const body = frame.subarray(1, frame.length - 3);
    const high = digitValue(frame[frame.length - 2]!);
    const low = digitValue(frame[frame.length - 1]!);
    let computed = 0;
    let hasRuns = false;
    for (const byte of body) {
      computed += byte;
      if (byte === STAR) hasRuns = true;
    }
    computed &= 0xff;
    if (high * 16 + low !== computed) {
      const digits = Buffer.from(frame.subarray(frame.length - 2)).toString("latin1");
      return { kind: "bad-checksum", body, digits, computed };
    }
    const payload = hasRuns ? this.#expand(body) : body;
    if (typeof payload === "number") return { kind: "oversized", size: payload };
    if (payload === undefined) return { kind: "malformed", body };
    return { kind: frame[0] === DOLLAR ? "packet" : "notification", payload };
  }

  /** Undefined: a run that is none. A number: the size that is too large. */
  #expand(body: Uint8Array): Uint8Array | number | undefined {
    let size = 0;
    for (let at = 0; at < body.length; at++) {
      if (body[at] !== STAR) {
        size++;
        continue;
      }
      if (size === 0 || ++at === body.length) return undefined;
      const count = body[at]! - COUNT_BIAS;
      if (count < LEAST_COUNT || count > MOST_COUNT) return undefined;
      size += count;
    }
    if (size > this.#maximumSize) return size;
    const bytes = new Uint8Array(size);
    let length = 0;
    for (let at = 0; at < body.length; at++) {
      if (body[at] !== STAR) {
        bytes[length++] = body[at]!;
      } else {
        const count = body[++at]! - COUNT_BIAS;
        bytes.fill(bytes[length - 1]!, length, length + count);
        length += count;
      }
    }
    return bytes;
  }

  #garbage(): Frame {
    let end = this.#start + 1;
    while (end < this.#end && !beginsFrame(this.#buffer[end]!)) end++;
    return { kind: "garbage", bytes: this.#take(end - this.#start) };
  }

  /** Removes and copies: a frame outlives the buffer. */
  #take(size: number): Uint8Array {
    const bytes = this.#buffer.slice(this.#start, this.#start + size);
    this.#start += size;
    this.#scanned = this.#start;
    if (this.#start === this.#end) {
      this.#start = 0;
      this.#end = 0;
      this.#scanned = 0;
    }
    return bytes;
  }

  #makeRoom(size: number): void {
    const held = this.#end - this.#start;
    const target =
      held + size > this.#buffer.length ? new Uint8Array(Math.max(held + size, 2 * this.#buffer.length)) : this.#buffer;
    target.set(this.#buffer.subarray(this.#start, this.#end));
    this.#buffer = target;
    this.#scanned -= this.#start;
    this.#start = 0;
    this.#end = held;
  }
}

function needsEscape(byte: number): boolean {
  return byte === HASH || byte === DOLLAR || byte === BRACE || byte === STAR;
}

function beginsFrame(byte: number): boolean {
  return byte === DOLLAR || byte === PERCENT || byte === PLUS || byte === MINUS;
}

function digit(value: number): number {
  return value < 10 ? 0x30 + value : 0x57 + value;
}

/** NaN for what is no digit, so that no sum equals it. */
function digitValue(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : Number.NaN;
}
