// src/error.ts
import { ArmstalkerError, hasCodeOf } from "@armstalker/errors";

var GdbRemoteError = class extends ArmstalkerError {
  name = "GdbRemoteError";
  constructor(fields) {
    const { message, hint, packet, reply, targetError } = fields;
    super({
      ...fields,
      message: `${shortened(message)}${packet === void 0 ? "" : ` (packet: ${shortened(packet)})`}`,
      hint: shortened(hint),
      ...(packet === void 0 ? {} : { packet: shortened(packet) }),
      ...(reply === void 0 ? {} : { reply: shortened(reply) }),
      ...(targetError === void 0 ? {} : { targetError: shortened(targetError) }),
    });
  }
};
function hasCode(error, code) {
  return hasCodeOf(error, "GdbRemoteError", code);
}
function invalidArgument(message, hint) {
  return new GdbRemoteError({ code: "invalid-argument", message, hint });
}
var LONGEST_EXCERPT = 100;
var LONGEST_PART = 1e3;
function shortened(text) {
  return text.length <= LONGEST_PART ? text : `${text.slice(0, LONGEST_PART)}\u2026 (${text.length} characters)`;
}
function excerpt(bytes) {
  const latin2 = typeof bytes === "string" ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text =
    typeof latin2 === "string" ? latin2.slice(0, LONGEST_EXCERPT) : latin2.toString("latin1", 0, LONGEST_EXCERPT);
  const printable = text.replace(/[^ -~]/g, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, "0")}`);
  return latin2.length > LONGEST_EXCERPT ? `${printable}\u2026 (${latin2.length} bytes)` : printable;
}

// src/auxiliary-vector.ts
var AuxiliaryEntry = {
  PHDR: 3,
  PHENT: 4,
  PHNUM: 5,
  PAGESZ: 6,
  BASE: 7,
  FLAGS: 8,
  ENTRY: 9,
  UID: 11,
  PLATFORM: 15,
  HWCAP: 16,
  RANDOM: 25,
  HWCAP2: 26,
  EXECFN: 31,
  SYSINFO_EHDR: 33,
};
function parseAuxiliaryVector(bytes, wordSize, endianness) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = endianness === "little";
  const word = (at) => (wordSize === 8 ? view.getBigUint64(at, little) : BigInt(view.getUint32(at, little)));
  const entries = /* @__PURE__ */ new Map();
  for (let at = 0; at + 2 * wordSize <= bytes.length; at += 2 * wordSize) {
    const type = word(at);
    if (type === 0n) return entries;
    entries.set(Number(type), word(at + wordSize));
  }
  throw new GdbRemoteError({
    code: "malformed-reply",
    message: `the auxiliary vector of ${bytes.length} bytes has no end`,
    hint: `connect with { endianness } unless the target is one of ${wordSize * 8} bits, ${endianness}-endian`,
  });
}

// src/arguments.ts
import { inspect } from "node:util";
// src/connect.ts
import { connect as open } from "@armstalker/native-os";

var LONGEST_TIME = 2147483647;
var LONGEST_PATH = 4096;
function shown(value) {
  if (typeof value === "string") return `"${excerpt(value)}"`;
  return excerpt(inspect(value, { depth: 0, maxArrayLength: 3, maxStringLength: 40, customInspect: false }));
}
function refused(name, value, hint) {
  return invalidArgument(`${name} is ${shown(value)}`, hint);
}
function mustBeUnsigned(value, name) {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw refused(name, value, "give a whole number of zero or more; a negative 32-bit n is n >>> 0");
}
function mustBeTime(value, name, least = 0) {
  if (typeof value === "number" && value >= least && value <= LONGEST_TIME) return value;
  throw refused(name, value, `give milliseconds, from ${least} to ${LONGEST_TIME}`);
}
function mustBeText(value, name) {
  if (typeof value === "string") return value;
  throw refused(name, value, "give a string");
}
function mustBePath(value) {
  const path = mustBeText(value, "path");
  if (!path.includes("\0") && Buffer.byteLength(path) <= LONGEST_PATH) return path;
  throw refused("path", path, `give at most ${LONGEST_PATH} bytes, none of them zero`);
}
function mustBeBytes(value, name) {
  if (value instanceof Uint8Array) return value;
  throw refused(name, value, "give a Uint8Array");
}
function mustBePacket(value, most) {
  const isText = typeof value === "string";
  if (!isText && !(value instanceof Uint8Array)) throw refused("packet", value, "give a string or a Uint8Array");
  if (value.length === 0 || value.length > most) {
    throw invalidArgument(`the packet has ${value.length} bytes`, `give 1 to ${most} of them`);
  }
  if (isText && hasWideCharacter(value)) {
    throw refused(
      "packet",
      value,
      "its characters are bytes: encode others as the packet wants it, mostly in hexadecimal",
    );
  }
  return value;
}
function hasWideCharacter(text) {
  return /[^\0-\xff]/.test(text);
}
function mustBeOneOf(value, words, name) {
  if (words.includes(value)) return value;
  throw refused(name, value, `give one of: ${words.join(" ")}`);
}
function mustBeFunction(value, name) {
  if (typeof value !== "function") throw refused(name, value, "give a function");
}

// src/endpoint.ts
function parseEndpoint(text) {
  if (mustBeText(text, "the place to connect to").includes("/")) return { path: text };
  const match = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port < 1 || port > 65535) {
    throw invalidArgument(
      `${shown(text)} is no place to connect to`,
      'give "host:port", or the path of a unix socket with a slash in it',
    );
  }
  return { host: match[1] ?? (match[2] === "" ? "localhost" : match[2]), port };
}

// src/byte-stream.ts
import { readSync, writeSync } from "node:fs";
import { Socket } from "node:net";
import { waitReadable } from "@armstalker/native-os";

// src/pause.ts
var cell = new Int32Array(new SharedArrayBuffer(4));
function pause(milliseconds) {
  Atomics.wait(cell, 0, 0, milliseconds);
}

// src/byte-stream.ts
var READ_SIZE = 65536;
var SocketStream = class {
  #descriptor;
  #socket;
  #buffer = new Uint8Array(READ_SIZE);
  /** Bytes that the event loop had read before it was told to stop. */
  #early = [];
  #listener;
  #isEnded = false;
  #cause;
  #isClosed = false;
  /** @param descriptor is owned by the stream from now on. */
  constructor(descriptor) {
    this.#descriptor = descriptor;
    const own = new Uint8Array(READ_SIZE);
    const onread = {
      buffer: own,
      callback: (size) => {
        if (this.#listener === void 0) this.#early.push(own.slice(0, size));
        else this.#listener({ kind: "bytes", bytes: own.subarray(0, size) });
        return true;
      },
    };
    const options = { fd: descriptor, allowHalfOpen: true, readable: true, writable: true, onread };
    this.#socket = new Socket(options);
    this.#socket.pause();
    this.#socket.on("end", () => this.#end(void 0));
    this.#socket.on("error", (error) => this.#end(error));
    this.#socket.on("close", () => this.#end(void 0));
  }
  read(milliseconds) {
    const deadline = performance.now() + milliseconds;
    for (;;) {
      const early = this.#early.shift();
      if (early !== void 0) return { kind: "bytes", bytes: early };
      if (this.#isEnded) return this.#ended();
      const left = Math.max(0, Math.ceil(deadline - performance.now()));
      if (!waitReadable(this.#descriptor, left)) return { kind: "timeout" };
      try {
        const size = readSync(this.#descriptor, this.#buffer);
        if (size > 0) return { kind: "bytes", bytes: this.#buffer.subarray(0, size) };
        this.#isEnded = true;
      } catch (error) {
        if (isTransient(error)) continue;
        this.#isEnded = true;
        this.#cause = error;
      }
    }
  }
  write(bytes, milliseconds, whenFull) {
    const deadline = performance.now() + milliseconds;
    for (let at = 0; at < bytes.length; ) {
      if (this.#isClosed) return this.#ended();
      try {
        at += writeSync(this.#descriptor, bytes, at);
      } catch (error) {
        if (!isTransient(error)) {
          return { kind: "end", cause: error };
        }
        if (performance.now() >= deadline) return { kind: "timeout" };
        whenFull();
        pause(1);
      }
    }
    return { kind: "written" };
  }
  listen(listener) {
    this.#listener = listener;
    if (this.#isEnded || this.#early.length > 0) setImmediate(() => this.#deliver());
    else this.#socket.resume();
  }
  pause() {
    this.#listener = void 0;
    if (!this.#isClosed) this.#socket.pause();
  }
  close() {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#isEnded = true;
    this.#listener = void 0;
    this.#socket.destroy();
  }
  /** To a listener that came when there was something already. */
  #deliver() {
    if (this.#listener === void 0) return;
    const early = this.#early.shift();
    if (early !== void 0) {
      this.#listener({ kind: "bytes", bytes: early });
      if (this.#listener !== void 0) this.listen(this.#listener);
    } else if (this.#isEnded) {
      this.#end(this.#cause);
    } else {
      this.#socket.resume();
    }
  }
  #end(cause) {
    this.#isEnded = true;
    this.#cause ??= cause;
    const listener = this.#listener;
    this.#listener = void 0;
    listener?.(this.#ended());
  }
  #ended() {
    return this.#cause === void 0 ? { kind: "end" } : { kind: "end", cause: this.#cause };
  }
};
function isTransient(error) {
  const { code } = error;
  return code === "EAGAIN" || code === "EWOULDBLOCK" || code === "EINTR";
}

// src/deadline.ts
var Deadline = class {
  #at;
  /** Milliseconds from its start to its end. */
  milliseconds;
  /** Bytes that were read after the moment had passed, by all who share this deadline. */
  lateSize = 0;
  /** @param milliseconds - from this moment on */
  constructor(milliseconds) {
    this.milliseconds = milliseconds;
    this.#at = performance.now() + milliseconds;
  }
  /** Milliseconds until then; 0 once it has passed. */
  get left() {
    return Math.max(0, this.#at - performance.now());
  }
  get isOver() {
    return performance.now() >= this.#at;
  }
};

// src/limits.ts
var KIB = 1024;
var MIB = 1024 * KIB;
var defaultLimits = {
  objectSize: 64 * MIB,
  documentSize: 4 * MIB,
  documentElements: 64 * KIB,
  documentDepth: 32,
  documents: 64,
  includeDepth: 8,
  registers: 4096,
  registerBits: 64 * KIB,
  threads: 64 * KIB,
  entries: 8 * KIB,
  transferSize: 256 * MIB,
  fileSize: 256 * MIB,
  outputSize: 16 * MIB,
  garbageSize: 64 * KIB,
  operationTime: 12e4,
};
var LARGEST_LIMIT = 2147483647;
function limitsFrom(changes = {}) {
  const limits = { ...defaultLimits };
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(defaultLimits, name)) {
      throw invalidArgument(`there is no limit "${name}"`, `there are: ${Object.keys(defaultLimits).join(" ")}`);
    }
    if (value === void 0) continue;
    if (!(Number.isInteger(value) && value >= 1 && value <= LARGEST_LIMIT)) {
      throw invalidArgument(`the limit ${name} is ${String(value)}`, `give a whole number from 1 to ${LARGEST_LIMIT}`);
    }
    limits[name] = value;
  }
  return limits;
}
function limitExceeded(limits, limit, what) {
  return new GdbRemoteError({
    code: "limit-exceeded",
    message: `${what}: the limit ${limit} is ${limits[limit]}`,
    hint: `if the stub means it, connect with a larger { limits: { ${limit} } }`,
  });
}

// src/operation.ts
var Operation = class {
  #limits;
  #what;
  #deadline;
  /** @param what - its name for messages: "reading a file" */
  constructor(limits, what) {
    this.#limits = limits;
    this.#what = what;
    this.#deadline = new Deadline(limits.operationTime);
  }
  /** @throws {GdbRemoteError} `limit-exceeded` */
  mustGoOn() {
    if (this.#deadline.isOver) throw limitExceeded(this.#limits, "operationTime", `${this.#what} takes too long`);
  }
};

// src/document-budget.ts
var DocumentBudget = class {
  limits;
  #what;
  #operation;
  #documents = 0;
  #size = 0;
  #elements = 0;
  /** @param what - the document's name for messages: "target description" */
  constructor(what, limits = defaultLimits) {
    this.limits = limits;
    this.#what = what;
    this.#operation = new Operation(limits, `reading the ${what}`);
  }
  /** Looks, between two pieces of a document, at its size so far and at the time. @throws {GdbRemoteError} `limit-exceeded` */
  mustHold(size) {
    this.#operation.mustGoOn();
    const sum = this.#size + size;
    if (sum > this.limits.documentSize) throw this.#exceeded("documentSize", `has ${sum} bytes or more`);
  }
  /** @throws {GdbRemoteError} `limit-exceeded` */
  addDocument(size) {
    this.mustHold(size);
    this.#size += size;
  }
  /** @param depth - the number of documents that include this one, each in the one before. @throws {GdbRemoteError} `limit-exceeded` */
  addInclude(name, depth) {
    if (depth > this.limits.includeDepth) {
      throw this.#exceeded("includeDepth", `includes "${excerpt(name)}" too deep within other documents`);
    }
    if (++this.#documents > this.limits.documents) throw this.#exceeded("documents", "has too many documents");
  }
  /** Counts an element, or an attribute. @throws {GdbRemoteError} `limit-exceeded` */
  addElement(depth) {
    if (++this.#elements > this.limits.documentElements) {
      throw this.#exceeded("documentElements", "has too many elements and attributes");
    }
    if (depth > this.limits.documentDepth) throw this.#exceeded("documentDepth", "has elements too deep in each other");
  }
  #exceeded(limit, how) {
    return limitExceeded(this.limits, limit, `the stub's ${this.#what} ${how}`);
  }
};

// src/hex.ts
function bytesToHex(bytes) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
function hexToBytes(text, packet) {
  const bytes = Buffer.from(text, "hex");
  if (bytes.length * 2 !== text.length) throw badHex(text, packet);
  return bytes;
}
function parseHexNumber(text, packet) {
  if (!/^[0-9a-fA-F]{1,16}$/.test(text)) throw badHex(text, packet);
  const value = Number.parseInt(text, 16);
  if (!Number.isSafeInteger(value)) throw badHex(text, packet);
  return value;
}
function hexToText(text, packet) {
  return Buffer.from(hexToBytes(text, packet)).toString("utf8");
}
function textToHex(text) {
  return Buffer.from(text, "utf8").toString("hex");
}
function badHex(text, packet) {
  return new GdbRemoteError({
    code: "malformed-reply",
    message: `the stub answered "${excerpt(text)}" where hexadecimal digits belong`,
    hint: "the stub does not keep to the protocol; look for a later version of it",
    packet: excerpt(packet),
    reply: excerpt(text),
  });
}

// src/byte-collector.ts
var ByteCollector = class {
  #bytes = new Uint8Array(1024);
  #size = 0;
  /** The number of bytes. */
  get size() {
    return this.#size;
  }
  push(piece) {
    const size = this.#size + piece.length;
    if (size > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(size, 2 * this.#bytes.length));
      larger.set(this.#bytes.subarray(0, this.#size));
      this.#bytes = larger;
    }
    this.#bytes.set(piece, this.#size);
    this.#size = size;
  }
  /** A copy of all bytes. */
  toBytes() {
    return this.#bytes.slice(0, this.#size);
  }
};

// src/framing.ts
var PLUS = 43;
var MINUS = 45;
var DOLLAR = 36;
var PERCENT = 37;
var HASH = 35;
var STAR = 42;
var BRACE = 125;
var ESCAPE_MASK = 32;
var COUNT_BIAS = 29;
var LEAST_COUNT = 3;
var MOST_COUNT = 97;
function encodePacket(payload) {
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
function binaryPrefixLength(payload, room) {
  let used = 0;
  for (let length = 0; length < payload.length; length++) {
    used += needsEscape(payload[length]) ? 2 : 1;
    if (used > room) return length;
  }
  return payload.length;
}
function unescapeBinary(body) {
  if (body.indexOf(BRACE) < 0) return body;
  const bytes = new Uint8Array(body.length);
  let length = 0;
  for (let at = 0; at < body.length; at++) {
    let byte = body[at];
    if (byte === BRACE) {
      if (++at === body.length) return void 0;
      byte = body[at] ^ ESCAPE_MASK;
    }
    bytes[length++] = byte;
  }
  return bytes.subarray(0, length);
}
var PacketReader = class {
  #maximumSize;
  #buffer = new Uint8Array(8192);
  #start = 0;
  #end = 0;
  /** Up to here the unfinished packet is known to have no end. */
  #scanned = 0;
  /** @param maximumSize bytes of a body, as it came and with its runs expanded. */
  constructor(maximumSize) {
    mustBeUnsigned(maximumSize, "maximumSize");
    this.#maximumSize = maximumSize;
  }
  /** True if a packet has begun that has not ended. */
  get isWithinPacket() {
    return this.#start < this.#end;
  }
  /** The number of bytes that wait for {@link next}. */
  get size() {
    return this.#end - this.#start;
  }
  push(bytes) {
    mustBeBytes(bytes, "bytes");
    if (this.#end + bytes.length > this.#buffer.length) this.#makeRoom(bytes.length);
    this.#buffer.set(bytes, this.#end);
    this.#end += bytes.length;
  }
  /** The next whole frame, or undefined until there are more bytes. */
  next() {
    if (this.#start === this.#end) return void 0;
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
  #packet() {
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
      return void 0;
    }
    this.#scanned = bodyEnd;
    if (bodyEnd + 3 > this.#end) return void 0;
    const frame = this.#take(bodyEnd + 3 - this.#start);
    const body = frame.subarray(1, frame.length - 3);
    const high = digitValue(frame[frame.length - 2]);
    const low = digitValue(frame[frame.length - 1]);
    let computed = 0;
    let hasRuns = false;
    for (const byte of body) {
      computed += byte;
      if (byte === STAR) hasRuns = true;
    }
    computed &= 255;
    if (high * 16 + low !== computed) {
      const digits = Buffer.from(frame.subarray(frame.length - 2)).toString("latin1");
      return { kind: "bad-checksum", body, digits, computed };
    }
    const payload = hasRuns ? this.#expand(body) : body;
    if (typeof payload === "number") return { kind: "oversized", size: payload };
    if (payload === void 0) return { kind: "malformed", body };
    return { kind: frame[0] === DOLLAR ? "packet" : "notification", payload };
  }
  /** Undefined: a run that is none. A number: the size that is too large. */
  #expand(body) {
    let size = 0;
    for (let at = 0; at < body.length; at++) {
      if (body[at] !== STAR) {
        size++;
        continue;
      }
      if (size === 0 || ++at === body.length) return void 0;
      const count = body[at] - COUNT_BIAS;
      if (count < LEAST_COUNT || count > MOST_COUNT) return void 0;
      size += count;
    }
    if (size > this.#maximumSize) return size;
    const bytes = new Uint8Array(size);
    let length = 0;
    for (let at = 0; at < body.length; at++) {
      if (body[at] !== STAR) {
        bytes[length++] = body[at];
      } else {
        const count = body[++at] - COUNT_BIAS;
        bytes.fill(bytes[length - 1], length, length + count);
        length += count;
      }
    }
    return bytes;
  }
  #garbage() {
    let end = this.#start + 1;
    while (end < this.#end && !beginsFrame(this.#buffer[end])) end++;
    return { kind: "garbage", bytes: this.#take(end - this.#start) };
  }
  /** Removes and copies: a frame outlives the buffer. */
  #take(size) {
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
  #makeRoom(size) {
    const held = this.#end - this.#start;
    const target =
      held + size > this.#buffer.length ? new Uint8Array(Math.max(held + size, 2 * this.#buffer.length)) : this.#buffer;
    target.set(this.#buffer.subarray(this.#start, this.#end));
    this.#buffer = target;
    this.#scanned -= this.#start;
    this.#start = 0;
    this.#end = held;
  }
};
function needsEscape(byte) {
  return byte === HASH || byte === DOLLAR || byte === BRACE || byte === STAR;
}
function beginsFrame(byte) {
  return byte === DOLLAR || byte === PERCENT || byte === PLUS || byte === MINUS;
}
function digit(value) {
  return value < 10 ? 48 + value : 87 + value;
}
function digitValue(byte) {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const letter = byte | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : Number.NaN;
}

// src/signals.ts
import { constants } from "node:os";

var FIRST_NAMES =
  "HUP INT QUIT ILL TRAP ABRT EMT FPE KILL BUS SEGV SYS PIPE ALRM TERM URG STOP TSTP CONT CHLD TTIN TTOU IO XCPU XFSZ VTALRM PROF WINCH LOST USR1 USR2 PWR";
var nameByNumber = /* @__PURE__ */ new Map();
var numberByName = /* @__PURE__ */ new Map();
function add(number, name) {
  nameByNumber.set(number, name);
  numberByName.set(name, number);
}
FIRST_NAMES.split(" ").forEach((name, index) => {
  add(index + 1, `SIG${name}`);
});
for (let realtime = 33; realtime <= 63; realtime++) add(realtime - 33 + 45, `SIG${realtime}`);
add(77, "SIG32");
add(78, "SIG64");
function signalName(number) {
  return number === 0 ? "none" : (nameByNumber.get(number) ?? `signal ${number}`);
}
function signalNumber(name) {
  const number = numberByName.get(name);
  if (number === void 0) {
    throw invalidArgument(
      `there is no signal ${shown(name)} in the protocol`,
      "names are as SIGINT, or SIG40 for real-time ones",
    );
  }
  return number;
}
function linuxSignalNumber(number) {
  const name = nameByNumber.get(number);
  if (name === void 0) return void 0;
  const realtime = /^SIG(\d+)$/.exec(name);
  return realtime === null ? constants.signals[name] : Number(realtime[1]);
}
function signalNumberOfLinux(number) {
  if (number >= 32) return numberByName.get(`SIG${number}`);
  for (const name of nameByNumber.values()) {
    if (constants.signals[name] === number) return numberByName.get(name);
  }
  return void 0;
}

// src/thread-id.ts
var NAMELESS_THREAD = { process: 0, thread: 0 };
var LONGEST_DIGITS = 16;
var THREAD_PATTERN = /^(?:p([0-9a-fA-F]+)\.)?([0-9a-fA-F]+)$/;
function isSameThread(one, other) {
  return one?.thread === other?.thread && one?.process === other?.process;
}
function formatThreadId(id) {
  const process2 = id?.process;
  const thread = id?.thread;
  if (!isProcess(process2) || !isThread(thread)) {
    throw invalidArgument(
      "a thread has no such id",
      "give { process, thread } as threads() returns them: whole numbers of zero or more",
    );
  }
  return process2 === 0 ? thread.toString(16) : `p${process2.toString(16)}.${thread.toString(16)}`;
}
function parseThreadId(text, packet) {
  const match = text.length > 2 * LONGEST_DIGITS + 2 ? null : THREAD_PATTERN.exec(text);
  const process2 = match?.[1] === void 0 ? 0 : parseId(match[1]);
  const thread = match === null ? void 0 : parseId(match[2]);
  if (typeof process2 !== "number" || thread === void 0) {
    throw new GdbRemoteError({
      code: "malformed-reply",
      message: `the stub named a thread "${excerpt(text)}"`,
      hint: "the stub does not keep to the protocol; look for a later version of it",
      packet: excerpt(packet),
      reply: excerpt(text),
    });
  }
  return { process: process2, thread };
}
function parseId(digits) {
  if (digits.length > LONGEST_DIGITS) return void 0;
  const value = Number.parseInt(digits, 16);
  return Number.isSafeInteger(value) ? value : BigInt(`0x${digits}`);
}
function isProcess(value) {
  return Number.isSafeInteger(value) && value >= 0;
}
function isThread(value) {
  return typeof value === "bigint" ? value >= 0n && value < 1n << 64n : isProcess(value);
}

// src/stop-reply.ts
function looksLikeStop(payload) {
  return /^(?:S[0-9a-fA-F]{2}$|T[0-9a-fA-F]{2}|[WX][0-9a-fA-F]{1,8}(?:;|$)|w[0-9a-fA-F]+;|N$)/.test(payload);
}
function parseStopReply(payload, packet, limits = defaultLimits) {
  const letter = payload[0];
  switch (letter) {
    case "S":
      if (payload.length !== 3) break;
      return parseThreadStop(payload, packet, limits);
    case "T":
      if (!/^T[0-9a-fA-F]{2}/.test(payload)) break;
      return parseThreadStop(payload, packet, limits);
    case "W":
    case "X": {
      const [code, ...fields] = entriesOf(payload.slice(1), limits);
      if (!/^[0-9a-fA-F]{1,8}$/.test(code)) break;
      const field = fields.find((one) => one.startsWith("process:"));
      const process2 = field === void 0 ? 0 : parseHexNumber(field.slice("process:".length), packet);
      const number = parseHexNumber(code, packet);
      return letter === "W"
        ? { kind: "exited", status: number, process: process2 }
        : { kind: "terminated", signal: number, signalName: signalName(number), process: process2 };
    }
    case "w": {
      const match = /^w([0-9a-fA-F]{1,8});(.+)$/.exec(payload);
      if (match === null) break;
      return {
        kind: "thread-exited",
        status: parseHexNumber(match[1], packet),
        thread: parseThreadId(match[2], packet),
      };
    }
    case "N":
      if (payload.length !== 1) break;
      return { kind: "no-resumed-thread" };
  }
  throw new GdbRemoteError({
    code: "unexpected-reply",
    message: `"${excerpt(payload)}" is no report of a stop`,
    hint: "the stub does not keep to the protocol; look for a later version of it",
    packet: excerpt(packet),
    reply: excerpt(payload),
  });
}
function entriesOf(text, limits) {
  const entries = text.split(";", limits.entries + 1);
  if (entries.length > limits.entries)
    throw limitExceeded(limits, "entries", "a report of a stop has too many entries");
  return entries;
}
function parseThreadStop(payload, packet, limits) {
  const signal = parseHexNumber(payload.slice(1, 3), packet);
  const registers = /* @__PURE__ */ new Map();
  let reason = { kind: "signal" };
  let thread;
  for (const pair of entriesOf(payload.slice(3), limits)) {
    if (pair === "") continue;
    const colon = pair.indexOf(":");
    const key = colon < 0 ? pair : pair.slice(0, colon);
    const value = colon < 0 ? "" : pair.slice(colon + 1);
    if (key === "thread") {
      thread = parseThreadId(value, packet);
    } else if (/^[0-9a-fA-F]+$/.test(key)) {
      if (!/^x+$/.test(value)) registers.set(parseHexNumber(key, packet), hexToBytes(value, packet));
    } else {
      reason = parseReason(key, value, packet) ?? reason;
    }
  }
  const stop = { kind: "stopped", signal, signalName: signalName(signal), reason, registers };
  if (thread !== void 0) stop.thread = thread;
  return stop;
}
function parseReason(key, value, packet) {
  switch (key) {
    case "swbreak":
      return { kind: "software-breakpoint" };
    case "hwbreak":
      return { kind: "hardware-breakpoint" };
    case "watch":
      return { kind: "watchpoint", access: "write", address: parseHexNumber(value, packet) };
    case "rwatch":
      return { kind: "watchpoint", access: "read", address: parseHexNumber(value, packet) };
    case "awatch":
      return { kind: "watchpoint", access: "access", address: parseHexNumber(value, packet) };
    case "library":
      return { kind: "library" };
    case "fork":
    case "vfork":
      return { kind: key, child: parseThreadId(value, packet) };
    case "vforkdone":
      return { kind: "vfork-done" };
    case "exec":
      return { kind: "exec", path: hexToText(value, packet) };
    case "create":
      return { kind: "thread-created" };
    case "syscall_entry":
      return { kind: "system-call", at: "entry", number: parseHexNumber(value, packet) };
    case "syscall_return":
      return { kind: "system-call", at: "return", number: parseHexNumber(value, packet) };
    case "replaylog":
      return { kind: "replay", at: value };
    default:
      return void 0;
  }
}
function processOf(stop) {
  switch (stop.kind) {
    case "stopped":
      return stop.thread?.process ?? 0;
    case "thread-exited":
      return stop.thread.process;
    case "exited":
    case "terminated":
      return stop.process;
    case "no-resumed-thread":
      return 0;
  }
}

// src/requester.ts
var FAILURE_OR_STOP = Buffer.from("ETSWXwN", "latin1");
var Requester = class {
  #connection;
  limits;
  /** The largest packet that the stub takes, in bytes of its body. The default is a size that every stub takes. */
  packetSize = 400;
  /** Returns the reason why the threads that the stub does not stop could not be held; undefined if there is none. */
  whyOthersRun;
  /** Called before each request is sent: throws where the target cannot be asked, since it runs or has ended. */
  beforeRequest;
  /** Called when the stub has refused a request, before the error is thrown: throws where it knows a better reason. */
  onRefusal;
  constructor(connection, limits) {
    this.#connection = connection;
    this.limits = limits;
  }
  /** Returns the reply as it is. */
  raw(packet, deadline) {
    this.beforeRequest?.();
    return this.#connection.request(packet, deadline);
  }
  /** An operation of several requests, which has a time for all of them. */
  begin(what) {
    return new Operation(this.limits, what);
  }
  /** Closes the connection because of `error`, and returns that for throwing: replies that nobody takes may follow. */
  fail(error) {
    return this.#connection.fail(error);
  }
  /** The reply's bytes; undefined where it is empty. @throws {GdbRemoteError} `target-error`, `unexpected-stop` */
  tryBytes(packet, deadline) {
    return this.#checked(packet, this.raw(packet, deadline));
  }
  tryText(packet, deadline) {
    const reply = this.tryBytes(packet, deadline);
    return reply === void 0 ? void 0 : latin(reply);
  }
  /** @throws {GdbRemoteError} `unsupported`, and what {@link tryBytes} throws. */
  text(packet, deadline) {
    return this.tryText(packet, deadline) ?? this.#throwUnsupported(packet);
  }
  /** One reply more to a packet that has several. */
  nextText(packet, deadline) {
    const reply = this.#checked(packet, this.#connection.receive(deadline));
    if (reply === void 0) throw unexpectedReply(packet, "", "one reply more");
    return latin(reply);
  }
  /** False where the stub does not know the packet. @throws {GdbRemoteError} `unexpected-reply` where it says neither OK nor why not. */
  tryOk(packet) {
    const reply = this.tryText(packet);
    if (reply === void 0) return false;
    if (reply !== "OK") throw unexpectedReply(packet, reply, "OK");
    return true;
  }
  ok(packet) {
    if (!this.tryOk(packet)) this.#throwUnsupported(packet);
  }
  /** Reads an object of the target (`qXfer:object:read:annex`), piece by piece. */
  readObject(object, annex) {
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
  readDocument(object, annex, budget) {
    return this.#readPieces(object, annex, (size) => budget.mustHold(size));
  }
  /** @param check - gets the number of bytes that have come, and throws where they are too many or take too long */
  #readPieces(object, annex, check) {
    const bytes = new ByteCollector();
    for (;;) {
      const length = Math.max(1, this.packetSize - 4);
      const packet = `qXfer:${object}:read:${annex}:${bytes.size.toString(16)},${length.toString(16)}`;
      const reply = this.raw(packet);
      if (reply.length === 0) this.#throwUnsupported(packet);
      const kind = reply[0];
      if (kind !== 109 && kind !== 108) {
        this.#mustBeNoFailure(packet, latin(reply));
        throw unexpectedReply(packet, latin(reply), "a piece that begins with m or l");
      }
      const piece = unescapeBinary(reply.subarray(1));
      if (piece === void 0) throw unexpectedReply(packet, latin(reply), "binary data whose escapes are whole");
      bytes.push(piece);
      check(bytes.size);
      if (kind === 108) return bytes.toBytes();
      if (piece.length === 0) throw unexpectedReply(packet, latin(reply), "a piece of at least one byte");
    }
  }
  #checked(packet, reply) {
    if (reply.length === 0) return void 0;
    if (FAILURE_OR_STOP.includes(reply[0])) this.#mustBeNoFailure(packet, latin(reply));
    return reply;
  }
  #mustBeNoFailure(packet, reply) {
    const failure = /^E(?:([0-9a-fA-F]{2})|\.([\s\S]*))$/.exec(reply);
    if (failure !== null) {
      this.onRefusal?.();
      const targetError = failure[1] ?? failure[2];
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
        cause === void 0 ? "" : ` (they could not be held: ${cause instanceof Error ? cause.message : cause})`;
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
  #throwUnsupported(packet) {
    throw new GdbRemoteError({
      code: "unsupported",
      message: "the stub does not know this request",
      hint: "do without it, or use a stub that has it",
      packet: excerpt(packet),
    });
  }
};
function unexpectedReply(packet, reply, wanted) {
  return new GdbRemoteError({
    code: "unexpected-reply",
    message: `the stub answered "${excerpt(reply)}" where ${wanted} belongs`,
    hint: "the stub does not keep to the protocol; look for a later version of it",
    packet: excerpt(packet),
    reply: excerpt(reply),
  });
}
function latin(bytes) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

// src/resume-packet.ts
function resumePacket(actions, kinds, requester) {
  if (!Array.isArray(actions)) throw invalidArgument(`actions is ${shown(actions)}`, "give an array of actions");
  const coded = actions.map(({ kind, signal, thread }) => {
    mustBeOneOf(kind, ["continue", "step"], "kind");
    if (signal !== void 0 && !(Number.isInteger(signal) && signal >= 0 && signal <= 255)) {
      throw invalidArgument(`signal is ${shown(signal)}`, "give the protocol's number, as signalNumber returns it");
    }
    const hasSignal = signal !== void 0 && signal !== 0;
    const letter = kind === "step" ? (hasSignal ? "S" : "s") : hasSignal ? "C" : "c";
    const code = hasSignal ? letter + signal.toString(16).padStart(2, "0") : letter;
    return { code, letter, thread: isSameThread(thread, NAMELESS_THREAD) ? void 0 : thread };
  });
  if (coded.length === 0) throw invalidArgument("there is no action to resume with", "name at least one");
  if (coded.every(({ letter }) => kinds.has(letter))) {
    const text = coded.map(({ code, thread }) => (thread === void 0 ? code : `${code}:${formatThreadId(thread)}`));
    return `vCont;${text.join(";")}`;
  }
  const [only] = coded;
  if (coded.length > 1 || only === void 0) {
    throw new GdbRemoteError({
      code: "unsupported",
      message: "the stub resumes all threads alike, or one",
      hint: "give one action",
      packet: "vCont",
    });
  }
  select(only.thread, requester);
  return only.code;
}
function select(thread, requester) {
  try {
    requester.tryOk(`Hc${thread === void 0 ? "-1" : formatThreadId(thread)}`);
  } catch (error) {
    if (thread !== void 0 || !hasCode(error, "target-error")) throw error;
  }
}
function resumeRefused(reply, packet) {
  const isUnknown = reply === "";
  return new GdbRemoteError({
    code: isUnknown ? "unsupported" : "target-error",
    message: isUnknown ? "the stub does not know how to resume so" : `the stub did not resume: ${excerpt(reply)}`,
    hint: "give a thread that exists, and a signal that the target has",
    packet,
    reply: excerpt(reply),
    ...(isUnknown ? {} : { targetError: reply.slice(reply[1] === "." ? 2 : 1) }),
  });
}

// src/execution.ts
var FILE_IO_UNKNOWN = 9999;
var Execution = class {
  #connection;
  #settings;
  #state = "stopped";
  #lastStop;
  #listener;
  #isInterrupted = false;
  #resumedBy = "";
  /** The thread that the stub's register packets act on; undefined where that is not known. */
  selected;
  /** For a stub that stops only the thread that reports something: which thread is served next. */
  turns;
  /** Undefined where the stub reports the program's end by itself, or cannot be asked for it. */
  unseenEnd;
  /** @param stop - the stop that the stub reported first */
  constructor(connection, settings, stop) {
    this.#connection = connection;
    this.#settings = settings;
    this.#lastStop = stop;
    this.selected = stop.thread;
  }
  get state() {
    return this.#connection.isClosed && this.#state !== "exited" ? "closed" : this.#state;
  }
  /** The report of the last stop, or of the end. */
  get lastStop() {
    return this.#lastStop;
  }
  /** The packet that began the last run. */
  get resumedBy() {
    return this.#resumedBy;
  }
  resume(packet) {
    this.#connection.send(packet);
    this.#state = "running";
    this.selected = void 0;
    this.#resumedBy = packet;
    this.turns?.end();
  }
  /** Calls `send` unless the run has been interrupted already. */
  interrupt(send) {
    if (this.#isInterrupted) return;
    this.#isInterrupted = true;
    send();
  }
  whenStopped(listener) {
    mustBeFunction(listener, "listener");
    this.#mustHaveNoListener("another listener waits for this stop");
    const { closedError } = this.#connection;
    if (closedError !== void 0) throw closedError;
    this.#listener = listener;
    this.#listen();
  }
  /** Takes {@link whenStopped} back: its listener is not called any more. Nothing happens where none waits. */
  stopWaiting() {
    if (this.#listener === void 0) return;
    this.#listener = void 0;
    this.#connection.stopListening();
  }
  waitForStop(timeout) {
    return new Promise((resolve3, reject) => {
      if (timeout !== void 0) mustBeTime(timeout, "timeout");
      let timer;
      this.whenStopped((outcome) => {
        clearTimeout(timer);
        if (outcome instanceof GdbRemoteError) reject(outcome);
        else resolve3(outcome);
      });
      if (timeout === void 0) return;
      timer = setTimeout(() => {
        this.stopWaiting();
        reject(
          new GdbRemoteError({
            code: "timeout",
            message: `the target did not stop within ${timeout} ms`,
            hint: "it runs on: wait again, or call interrupt() first",
            packet: this.#resumedBy,
          }),
        );
      }, timeout);
    });
  }
  /** As {@link waitSync}, for a caller who may have a listener waiting. */
  waitForStopSync(deadline, wanted) {
    this.#mustHaveNoListener("a listener waits for this stop");
    return this.waitSync(deadline, wanted);
  }
  /**
   * Blocks the event loop until the target has stopped. Undefined where the deadline comes first.
   * @param wanted - the only thread whose stop counts
   */
  waitSync(deadline, wanted) {
    do {
      const isWaiting = this.turns?.isWaiting(wanted) === true;
      const payload = isWaiting ? void 0 : this.#connection.tryReceive(deadline);
      if (payload === void 0 && !isWaiting) return void 0;
      const outcome = this.#interpret(payload, wanted);
      if (outcome instanceof GdbRemoteError) throw outcome;
      if (outcome !== void 0) return outcome;
    } while (!deadline.isOver);
    return void 0;
  }
  mustBeStopped() {
    if (this.#state === "stopped") return;
    const isRunning = this.#state === "running";
    throw new GdbRemoteError({
      code: isRunning ? "running" : "exited",
      message: isRunning ? "the target is running, and stubs answer only while it is stopped" : "the target has ended",
      hint: isRunning ? "call interrupt() and wait for the stop first" : "start another",
    });
  }
  #mustHaveNoListener(message) {
    this.#mustBeRunning();
    if (this.#listener !== void 0) throw invalidArgument(message, "wait once for each resume");
  }
  #mustBeRunning() {
    if (this.#state === "running") return;
    throw new GdbRemoteError({
      code: this.#state === "exited" ? "exited" : "not-running",
      message: this.#state === "exited" ? "the target has ended" : "the target is stopped already",
      hint: this.#state === "exited" ? "start another" : "resume it first; its stop is lastStop",
    });
  }
  /** Tells the listener the outcome from the event loop. If the connection has been closed meanwhile, that is the outcome. */
  #listen() {
    const listener = this.#listener;
    const hear = (payload) => {
      if (this.#listener === listener) this.#hear(payload);
    };
    if (this.#connection.isClosed || this.turns?.isWaiting() === true) {
      setImmediate(() => hear(this.#connection.closedError));
    } else {
      this.#connection.listen(hear);
    }
  }
  #hear(payload) {
    let outcome;
    try {
      outcome = payload instanceof GdbRemoteError ? payload : this.#interpret(payload);
    } finally {
      if (outcome === void 0) this.#listen();
    }
    if (outcome === void 0) return;
    const listener = this.#listener;
    this.#listener = void 0;
    listener?.(outcome);
  }
  /**
   * Interprets a packet of a running target; undefined where the target runs on.
   * @param payload - undefined where a report waits that came before
   * @param wanted - the only thread whose stop counts
   */
  #interpret(payload, wanted) {
    const text = payload === void 0 ? void 0 : latin(payload);
    try {
      if (text === "" || (text !== void 0 && /^E(?:[0-9a-fA-F]{2}$|\.)/.test(text))) {
        this.#state = "stopped";
        const refused4 = resumeRefused(text, this.#resumedBy);
        return this.unseenEnd?.findAfterThread() === true ? this.#lastStop : refused4;
      }
      if (text?.[0] === "O" && text !== "OK") {
        const output = hexToBytes(text.slice(1), this.#resumedBy);
        this.#settings.onOutput(output);
        return void 0;
      }
      if (text?.[0] === "F") {
        this.#connection.send(`F-1,${FILE_IO_UNKNOWN.toString(16)}`);
        return void 0;
      }
      const report = this.turns === void 0 ? text : this.turns.next(text, wanted);
      if (report === void 0) return void 0;
      if (!looksLikeStop(report)) throw unexpectedReply(this.#resumedBy, report, "the report of a stop");
      const stop = this.#stopped(parseStopReply(report, this.#resumedBy, this.#settings.limits));
      return stop.kind === "no-resumed-thread" && this.unseenEnd?.findAfterThread() === true ? this.#lastStop : stop;
    } catch (error) {
      if (!(error instanceof GdbRemoteError)) throw error;
      return this.#connection.fail(error);
    }
  }
  #stopped(stop) {
    this.#state = "stopped";
    if (stop.kind === "stopped") {
      if (this.#isInterrupted && stop.reason.kind === "signal" && this.#settings.isInterruptSignal(stop.signal)) {
        this.#isInterrupted = false;
        stop.reason = { kind: "interrupt" };
      }
      this.selected = this.turns?.isServing === true ? void 0 : stop.thread;
    } else if (stop.kind === "exited" || stop.kind === "terminated") {
      if (!this.#settings.holdsSeveral) {
        this.#state = "exited";
        this.#connection.close();
      }
    }
    this.#lastStop = stop;
    return stop;
  }
};

// src/features.ts
var LEAST_PACKET_SIZE = 64;
var MOST_PACKET_SIZE = 65536;
function parseFeatures(reply, limits) {
  const features = /* @__PURE__ */ new Map();
  const items = reply.split(";", limits.entries + 1);
  if (items.length > limits.entries) throw limitExceeded(limits, "entries", "the stub lists too many features");
  for (const item of items) {
    const equals = item.indexOf("=");
    const last = item.at(-1);
    if (equals > 0) features.set(item.slice(0, equals), item.slice(equals + 1));
    else if (last === "+" || last === "-") features.set(item.slice(0, -1), last === "+");
  }
  return features;
}
function isUserEmulator(features, ask) {
  return features.get("qXfer:auxv:read") === true && ask("qqemu.sstepbits").length > 0;
}
function packetSizeOf(features) {
  const text = features.get("PacketSize");
  if (text === void 0) return void 0;
  const size = typeof text === "string" && /^[0-9a-fA-F]{1,12}$/.test(text) ? Number.parseInt(text, 16) : Number.NaN;
  if (!(size >= LEAST_PACKET_SIZE)) {
    throw new GdbRemoteError({
      code: "malformed-reply",
      message: `the stub's PacketSize is "${excerpt(String(text))}"`,
      hint: `it has to be a hexadecimal number of ${LEAST_PACKET_SIZE} or more; look for a later version of the stub`,
      packet: "qSupported",
    });
  }
  return Math.min(size, MOST_PACKET_SIZE);
}

// src/handshake.ts
var OWN_FEATURES = "multiprocess+;swbreak+;hwbreak+;vContSupported+;no-resumed+;xmlRegisters=arm,i386";
function exchangeFeatures(requester, events, limits) {
  const wanted = events.map((event) => `;${event}-events+`).join("");
  const reply = requester.tryText(`qSupported:${OWN_FEATURES}${wanted}`);
  const features = parseFeatures(reply ?? "", limits);
  requester.packetSize = packetSizeOf(features) ?? requester.packetSize;
  return features;
}
function askFirstStop(requester, limits) {
  const reply = latin(requester.raw("?"));
  const stop = parseStopReply(reply, "?", limits);
  if (stop.kind === "stopped") return stop;
  throw new GdbRemoteError({
    code: "exited",
    message: `the stub has no program that could be debugged: "${excerpt(reply)}"`,
    hint: "start the stub with a program",
    packet: "?",
    reply: excerpt(reply),
  });
}
function askResumeKinds(requester) {
  const reply = requester.tryText("vCont?");
  const kinds = reply?.startsWith("vCont") === true ? reply.split(";").slice(1) : [];
  return new Set(["c", "s"].every((kind) => kinds.includes(kind)) ? kinds : []);
}

// src/xml.ts
function parseDocument(bytes, what, budget) {
  budget.addDocument(bytes.length);
  return new DocumentParser(Buffer.from(bytes).toString("utf8"), what, budget).parse();
}
var NAME = /[A-Za-z_:\u0080-\uffff][-A-Za-z0-9._:\u0080-\uffff]*/y;
var SPACE = /[ \t\r\n]*/y;
var LONGEST_REFERENCE = 10;
var characters = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
var LARGEST_CHARACTER = 1114111;
function characterNamed(name) {
  if (name[0] !== "#") return Object.hasOwn(characters, name) ? characters[name] : void 0;
  const digits = name[1] === "x" ? `0x${name.slice(2)}` : name.slice(1);
  if (!/^(?:0x[0-9a-fA-F]+|\d+)$/.test(digits)) return void 0;
  const code = Number(digits);
  return code > 0 && code <= LARGEST_CHARACTER ? String.fromCodePoint(code) : void 0;
}
var DocumentParser = class {
  #text;
  #what;
  #budget;
  #at = 0;
  #root;
  #open = [];
  constructor(text, what, budget) {
    this.#text = text;
    this.#what = what;
    this.#budget = budget;
    if (text.startsWith("\uFEFF")) this.#at = 1;
  }
  parse() {
    while (this.#at < this.#text.length) {
      const markup = this.#text.indexOf("<", this.#at);
      const end = markup < 0 ? this.#text.length : markup;
      if (end > this.#at) this.#addText(this.#plainText(this.#text.slice(this.#at, end)));
      this.#at = end;
      if (markup >= 0) this.#markup();
    }
    const unclosed = this.#open.at(-1);
    if (unclosed !== void 0) throw this.#bad(`<${excerpt(unclosed.name)}> has no end`);
    if (this.#root === void 0) throw this.#bad("it has no root element");
    return this.#root;
  }
  #markup() {
    if (this.#takes("<!--")) {
      this.#takeUntil("-->", "a comment");
    } else if (this.#takes("<?")) {
      this.#takeUntil("?>", "an instruction");
    } else if (this.#takes("<![CDATA[")) {
      this.#addText(this.#takeUntil("]]>", "a CDATA section"));
    } else if (this.#takes("<!DOCTYPE")) {
      if (this.#root !== void 0 || this.#open.length > 0) throw this.#bad("its document type is not at its start");
      if (this.#takeUntil(">", "the document type").includes("[")) {
        throw this.#bad("its document type has declarations, which are not read");
      }
    } else if (this.#takes("</")) {
      this.#closeElement();
    } else {
      this.#at++;
      this.#openElement();
    }
  }
  #openElement() {
    this.#budget.addElement(this.#open.length + 1);
    const name = this.#name("an element");
    const element = { name, attributes: /* @__PURE__ */ Object.create(null), children: [], text: "" };
    const parent = this.#open.at(-1);
    if (parent !== void 0) parent.children.push(element);
    else if (this.#root === void 0) this.#root = element;
    else throw this.#bad("it has several root elements");
    for (;;) {
      const hasSpace = this.#skipSpace();
      if (this.#takes("/>")) return;
      if (this.#takes(">")) break;
      if (!hasSpace) throw this.#bad(`<${excerpt(name)}> is no tag`);
      this.#attribute(element);
    }
    this.#open.push(element);
  }
  #attribute(element) {
    this.#budget.addElement(0);
    const name = this.#name(`an attribute of <${excerpt(element.name)}>`);
    this.#skipSpace();
    const hasSign = this.#takes("=");
    this.#skipSpace();
    const quote = this.#text[this.#at];
    if (!hasSign || (quote !== '"' && quote !== "'")) throw this.#bad(`the attribute ${excerpt(name)} has no value`);
    this.#at++;
    const value = this.#takeUntil(quote, `the attribute ${excerpt(name)}`);
    if (value.includes("<")) throw this.#bad(`the attribute ${excerpt(name)} has a < in it`);
    if (Object.hasOwn(element.attributes, name)) throw this.#bad(`the attribute ${excerpt(name)} is there twice`);
    element.attributes[name] = this.#decode(value.replace(/\r\n|[\t\r\n]/g, " "));
  }
  #closeElement() {
    const name = this.#name("an end tag");
    this.#skipSpace();
    const element = this.#open.pop();
    if (element === void 0 || element.name !== name || !this.#takes(">")) {
      throw this.#bad(`</${excerpt(name)}> ends no element`);
    }
  }
  #plainText(text) {
    if (text.includes("]]>")) throw this.#bad("a CDATA section ends that did not begin");
    return this.#decode(text);
  }
  #addText(text) {
    const element = this.#open.at(-1);
    if (element !== void 0) element.text += text;
    else if (text.trim() !== "") throw this.#bad(`it has text outside of its root: "${excerpt(text)}"`);
  }
  #name(whose) {
    NAME.lastIndex = this.#at;
    const name = NAME.exec(this.#text)?.[0];
    if (name === void 0) throw this.#bad(`${whose} has no name`);
    this.#at += name.length;
    return name;
  }
  #skipSpace() {
    SPACE.lastIndex = this.#at;
    SPACE.test(this.#text);
    const hasSpace = SPACE.lastIndex > this.#at;
    if (hasSpace) this.#at = SPACE.lastIndex;
    return hasSpace;
  }
  #takes(mark) {
    if (!this.#text.startsWith(mark, this.#at)) return false;
    this.#at += mark.length;
    return true;
  }
  /** The text up to `mark`, which is passed over. */
  #takeUntil(mark, what) {
    const end = this.#text.indexOf(mark, this.#at);
    if (end < 0) throw this.#bad(`${what} has no end`);
    const text = this.#text.slice(this.#at, end);
    this.#at = end + mark.length;
    return text;
  }
  #decode(text) {
    let decoded = "";
    let at = 0;
    for (let start2 = text.indexOf("&"); start2 >= 0; start2 = text.indexOf("&", at)) {
      const name = text.slice(start2 + 1, start2 + 1 + LONGEST_REFERENCE).split(";", 1)[0];
      const character = characterNamed(name);
      const end = start2 + 1 + name.length;
      if (character === void 0 || text[end] !== ";") {
        throw this.#bad(`"&${excerpt(name)}" is no reference to a character`);
      }
      decoded += text.slice(at, start2) + character;
      at = end + 1;
    }
    return at === 0 ? text : decoded + text.slice(at);
  }
  #bad(why) {
    return badDocument(this.#what, why);
  }
};
function badDocument(what, why) {
  return new GdbRemoteError({
    code: "malformed-reply",
    message: `the stub's ${excerpt(what)} cannot be read: ${why}`,
    hint: "the stub does not keep to the protocol; for registers, connect with { description } of your own",
  });
}
function parseDocumentNumber(text, what, attribute) {
  const value = text !== void 0 && /^(?:0[xX][0-9a-fA-F]{1,16}|\d{1,16})$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value)) return value;
  throw badDocument(what, `${attribute} is ${text === void 0 ? "missing" : `"${excerpt(text)}"`}`);
}

// src/libraries.ts
var LIBRARY_LIST = "list of libraries";
function parseLibraries(bytes, budget = new DocumentBudget(LIBRARY_LIST)) {
  const root = parseDocument(bytes, LIBRARY_LIST, budget);
  if (root.name !== "library-list-svr4") throw badDocument(LIBRARY_LIST, `its root is <${excerpt(root.name)}>`);
  return root.children
    .filter(({ name }) => name === "library")
    .map(({ attributes }) => ({
      path: attributes.name ?? "",
      loadBias: address(attributes.l_addr, "l_addr"),
      dynamicSection: address(attributes.l_ld, "l_ld"),
      linkMap: address(attributes.lm, "lm"),
    }));
}
function address(text, attribute) {
  if (text === void 0 || !/^0[xX][0-9a-fA-F]{1,16}$/.test(text)) {
    throw badDocument(LIBRARY_LIST, `${attribute} is ${text === void 0 ? "missing" : `"${excerpt(text)}"`}`);
  }
  return BigInt(text);
}

// src/memory.ts
var breakpointTypes = {
  software: 0,
  hardware: 1,
  write: 2,
  read: 3,
  access: 4,
};
var breakpointKinds = Object.keys(breakpointTypes);
var Memory = class {
  #requester;
  /** True if the stub takes `X` packets; undefined until it was asked. */
  #takesBinary;
  constructor(requester) {
    this.#requester = requester;
  }
  read(address2, size) {
    this.#checkRange(address2, size);
    const bytes = new Uint8Array(size);
    const operation = this.#requester.begin("reading memory");
    const most = Math.max(1, Math.floor(this.#requester.packetSize / 2));
    for (let done = 0; done < size; ) {
      operation.mustGoOn();
      const at = address2 + done;
      const wanted = Math.min(most, size - done);
      const packet = `m${at.toString(16)},${wanted.toString(16)}`;
      const reply = this.#ask(packet, at, wanted, "read");
      const piece = hexToBytes(latin(reply), packet);
      if (piece.length === 0 || piece.length > wanted) {
        throw unexpectedReply(packet, latin(reply), `at least 1 and at most ${wanted} bytes`);
      }
      bytes.set(piece, done);
      done += piece.length;
    }
    return bytes;
  }
  write(address2, bytes) {
    this.#checkRange(address2, mustBeBytes(bytes, "bytes").length);
    if (bytes.length === 0) return;
    this.#takesBinary ??= this.#probe(address2);
    const operation = this.#requester.begin("writing memory");
    for (let done = 0; done < bytes.length; ) {
      operation.mustGoOn();
      const at = address2 + done;
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
  changeBreakpoint(letter, kind, address2, size) {
    const type = breakpointTypes[mustBeOneOf(kind, breakpointKinds, "kind")];
    mustBeRange(address2, size);
    this.#requester.ok(`${letter}${type},${address2.toString(16)},${size.toString(16)}`);
  }
  #checkRange(address2, size) {
    mustBeRange(address2, size);
    const { transferSize } = this.#requester.limits;
    if (size > transferSize) {
      throw invalidArgument(
        `size is ${size}`,
        `one call transfers at most ${transferSize} bytes: make several, or connect with a larger { limits: { transferSize } }`,
      );
    }
  }
  /** Writes nothing by a binary packet: an empty reply means that there are none. A refusal leaves the other kind to try. */
  #probe(address2) {
    try {
      return this.#requester.tryText(`X${address2.toString(16)},0:`) === "OK";
    } catch (error) {
      if (hasCode(error, "target-error")) return false;
      throw error;
    }
  }
  #ask(packet, address2, size, done) {
    let reply;
    try {
      reply = this.#requester.tryBytes(packet);
    } catch (error) {
      if (!hasCode(error, "target-error")) throw error;
      throw new GdbRemoteError({
        code: "memory-fault",
        message: `${size} bytes at 0x${address2.toString(16)} cannot be ${done}`,
        hint:
          done === "read"
            ? "give memory that is mapped"
            : "give memory that is mapped and writable: qemu-arm refuses pages that the program itself may not write",
        packet: excerpt(packet),
        ...(error.targetError === void 0 ? {} : { targetError: error.targetError }),
        address: address2,
        cause: error,
      });
    }
    return reply ?? new Uint8Array(0);
  }
};
function mustBeRange(address2, size) {
  if (Number.isSafeInteger(mustBeUnsigned(address2, "address") + mustBeUnsigned(size, "size"))) return;
  throw invalidArgument(`address ${address2} with size ${size} is no range of memory`, "its end is beyond 2^53 - 1");
}

// src/monitor.ts
var FRAME_SIZE = 4;
var OUTPUT_PATTERN = /^O(?:[0-9a-fA-F]{2})*$/;
function monitor(requester, command, timeout) {
  const packet = `qRcmd,${textToHex(command)}`;
  if (packet.length > requester.packetSize - FRAME_SIZE) {
    throw invalidArgument(
      `the command has ${command.length} characters`,
      `the stub takes ${requester.packetSize} bytes`,
    );
  }
  const output = new ByteCollector();
  const deadline = new Deadline(timeout);
  const { limits } = requester;
  const collect = (digits) => {
    output.push(hexToBytes(digits, packet));
    if (output.size > limits.outputSize) {
      throw requester.fail(limitExceeded(limits, "outputSize", `the command printed more than ${output.size} bytes`));
    }
  };
  for (let reply = requester.text(packet, deadline); reply !== "OK"; reply = requester.nextText(packet, deadline)) {
    if (!OUTPUT_PATTERN.test(reply)) {
      if (reply.startsWith("O")) throw requester.fail(unexpectedReply(packet, reply, "output in hexadecimal digits"));
      collect(reply);
      break;
    }
    collect(reply.slice(1));
  }
  return Buffer.from(output.toBytes()).toString("utf8");
}
var refused2 = [
  [/^qRcmd,/, "has several replies", "use monitor(command)"],
  [
    /^(?:[cCsSiI]|vCont;|bc$|bs$)/,
    "lets the target run, and has its reply when it stops",
    "use resume, step or continue",
  ],
  [/^[kRr]/, "has no reply", "use kill()"],
  [/^F/, "is a reply, and has none", "requests for files are refused by this client"],
  [/^Q(?:StartNoAckMode|NonStop:)/, "changes how all packets travel", "connect asks for what is needed"],
];
function mustHaveOneReply(packet) {
  const start2 = typeof packet === "string" ? packet.slice(0, 32) : latin(packet.subarray(0, 32));
  const rule = refused2.find(([pattern]) => pattern.test(start2));
  if (rule === void 0) return;
  const [, why, hint] = rule;
  throw invalidArgument(`the packet ${start2} ${why}`, hint);
}

// src/options.ts
var DEFAULT_TIMEOUT = 5e3;
var DEFAULT_MAXIMUM_PACKET_SIZE = 1 << 20;
var LEAST_PACKET_SIZE2 = 1024;
var LARGEST_PACKET_SIZE = 1 << 28;
var NO_EVENTS = [];
function checkedOptions(options) {
  const {
    timeout = DEFAULT_TIMEOUT,
    maximumPacketSize = DEFAULT_MAXIMUM_PACKET_SIZE,
    garbage = "refuse",
    endianness = "little",
    events = NO_EVENTS,
  } = options;
  if (
    !Number.isInteger(maximumPacketSize) ||
    maximumPacketSize < LEAST_PACKET_SIZE2 ||
    maximumPacketSize > LARGEST_PACKET_SIZE
  ) {
    throw invalidArgument(
      `maximumPacketSize is ${shown(maximumPacketSize)}`,
      `give a whole number of bytes from ${LEAST_PACKET_SIZE2} to ${LARGEST_PACKET_SIZE}`,
    );
  }
  if (options.onOutput !== void 0) mustBeFunction(options.onOutput, "onOutput");
  if (!Array.isArray(events)) throw invalidArgument(`events is ${shown(events)}`, "give an array of words");
  return {
    timeout: mustBeTime(timeout, "timeout", 1),
    maximumPacketSize,
    garbage: mustBeOneOf(garbage, ["refuse", "skip"], "garbage"),
    endianness: mustBeOneOf(endianness, ["little", "big"], "endianness"),
    events: events.map((event) => mustBeOneOf(event, ["fork", "vfork", "exec"], "an event")),
  };
}

// src/packet-connection.ts
var ATTEMPTS = 3;
var MANY_UNASKED = 64;
var MOST_LATE = 1 << 20;
var PacketConnection = class {
  /** True if several may write at once: then what is no packet is taken for one, and others are to refuse it. */
  mayMix;
  /** Told once that the connection has come to its end. */
  onClosed;
  #stream;
  #reader;
  #options;
  #acknowledges = true;
  /** The packet that an acknowledgement is awaited for. */
  #unacknowledged;
  #attempts = 0;
  #refusals = 0;
  #garbageSize = 0;
  /** Notifications and acknowledgements since the last packet. */
  #unasked = 0;
  /** Packets that came since the last one was sent. */
  #received = 0;
  #lastSent = "";
  /** Packets that {@link send} came across: at most one for each packet sent. */
  #kept = [];
  #owesAcknowledgement = false;
  #isFlushPlanned = false;
  #fault;
  #listener;
  /** The listener's next turn, where bytes wait for it here. Meanwhile the stream reads nothing. */
  #turn;
  constructor(stream, options) {
    this.#stream = stream;
    this.#options = options;
    this.#reader = new PacketReader(options.maximumPacketSize);
  }
  get isClosed() {
    return this.#fault !== void 0;
  }
  /** The error that closed the connection; undefined while it is open. */
  get fault() {
    return this.#fault;
  }
  /** From now on neither side acknowledges packets. */
  stopAcknowledging() {
    this.#acknowledges = false;
    this.#unacknowledged = void 0;
  }
  /** Sends a packet and blocks until its reply is there. */
  request(payload, deadline) {
    this.#post(payload);
    return this.receive(deadline);
  }
  /** Sends a packet whose reply comes at its own time, and blocks until it is acknowledged, where packets are. */
  send(payload) {
    this.#post(payload);
    const deadline = new Deadline(this.#options.timeout);
    const isDone = this.#readUntil(deadline, () => {
      while (this.#unacknowledged !== void 0) {
        const frame = this.#reader.next();
        if (frame === void 0) return void 0;
        const packet = this.#handle(frame);
        if (packet !== void 0) this.#kept.push(packet);
      }
      return true;
    });
    if (isDone === void 0) throw this.#silence(deadline);
  }
  /** Blocks until there is a packet. */
  receive(deadline = new Deadline(this.#options.timeout)) {
    const payload = this.tryReceive(deadline);
    if (payload !== void 0) return payload;
    throw this.#silence(deadline);
  }
  /** Blocks until there is a packet. Undefined after the deadline: the connection stays in step where the target is running. */
  tryReceive(deadline) {
    return this.#readUntil(deadline, () => {
      const payload = this.#nextPayload();
      if (payload === void 0 && this.#unacknowledged === void 0) this.#flushAcknowledgement();
      return payload;
    });
  }
  /** A packet that has arrived already, without a wait and without an acknowledgement. */
  takeWaiting() {
    const owes = this.#owesAcknowledgement;
    try {
      return this.#readUntil(new Deadline(0), () => this.#nextPayload());
    } finally {
      this.#owesAcknowledgement = owes;
    }
  }
  /** Leaves the last packet without an acknowledgement, until {@link acknowledgeLater}: its sender waits. */
  postponeAcknowledgement() {
    this.#owesAcknowledgement = false;
  }
  acknowledgeLater() {
    if (this.#acknowledges) this.#acknowledge();
  }
  /** Hands the next packet, or the error that ends the connection, to `listener`: once, from the event loop. */
  listen(listener) {
    this.#mustBeOpen();
    this.#flushAcknowledgement();
    this.#listener = listener;
    if (this.#kept.length > 0 || this.#reader.isWithinPacket) this.#planTurn();
    else this.#stream.listen((event) => this.#serve(event));
  }
  stopListening() {
    this.#listener = void 0;
    clearImmediate(this.#turn);
    this.#stream.pause();
  }
  /**
   * Sends bytes that are no packet: the interrupt character. A stub that has hung up is no error here where it sent a packet before: that
   * packet comes first, then the hang-up.
   */
  sendRaw(bytes) {
    this.#mustBeOpen();
    const outcome = this.#send(bytes);
    if (outcome.kind !== "end") return;
    const last = this.#readLast();
    if (last === void 0) throw this.#hangUp(outcome.cause);
    this.#kept.unshift(last);
    if (this.#listener !== void 0) {
      this.#stream.pause();
      this.#planTurn();
    }
  }
  /** A listener gets a `closed` error, from the event loop. */
  close() {
    this.#abandon(
      new GdbRemoteError({
        code: "closed",
        message: "the connection to the stub was closed",
        hint: "connect again",
      }),
    );
  }
  /** Closes because of `error`, and returns it for throwing. A listener gets it too, from the event loop. */
  fail(error) {
    this.#abandon(error);
    return error;
  }
  /** The `closed` error that every use of a closed connection leads to; undefined while it is open. */
  get closedError() {
    const fault = this.#fault;
    if (fault === void 0) return void 0;
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
  #abandon(error) {
    if (this.#fault !== void 0) return;
    this.#flushAcknowledgement();
    this.#fault = error;
    const listener = this.#listener;
    this.#listener = void 0;
    clearImmediate(this.#turn);
    this.#stream.close();
    this.onClosed?.();
    if (listener !== void 0) setImmediate(() => listener(error));
  }
  #mustBeOpen() {
    const error = this.closedError;
    if (error !== void 0) throw error;
  }
  /**
   * Reads until `look` finds what it looks for among the frames; undefined where the deadline comes first. After the deadline it still takes
   * bytes that have arrived before, as this process may have slept, but no more than {@link MOST_LATE}: there are stubs that send without end.
   */
  #readUntil(deadline, look) {
    for (;;) {
      this.#mustBeOpen();
      const result = look();
      if (result !== void 0) return result;
      if (deadline.lateSize > MOST_LATE) return void 0;
      const event = this.#stream.read(deadline.left);
      if (event.kind === "timeout") return void 0;
      if (event.kind === "bytes" && deadline.isOver) deadline.lateSize += event.bytes.length;
      this.#accept(event);
    }
  }
  /** A packet that the stub sent before it hung up. */
  #readLast() {
    for (let size = 0; size <= this.#options.maximumPacketSize; ) {
      const payload = this.#nextPayload();
      if (payload !== void 0) return payload;
      const event = this.#stream.read(0);
      if (event.kind !== "bytes") return void 0;
      size += event.bytes.length;
      this.#accept(event);
    }
    return void 0;
  }
  #post(payload) {
    this.#mustBeOpen();
    const packet = encodePacket(payload);
    this.#lastSent = excerpt(payload);
    this.#attempts = 1;
    this.#refusals = 0;
    this.#garbageSize = 0;
    this.#unasked = 0;
    this.#received = 0;
    this.#unacknowledged = this.#acknowledges ? packet : void 0;
    this.#write(packet);
  }
  #write(bytes) {
    const outcome = this.#send(bytes);
    if (outcome.kind === "end") throw this.#hangUp(outcome.cause);
  }
  /** Writes, and reads meanwhile what keeps the stub from reading. */
  #send(bytes) {
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
  #acknowledge() {
    this.#owesAcknowledgement = true;
    if (this.#isFlushPlanned) return;
    this.#isFlushPlanned = true;
    setImmediate(() => {
      this.#isFlushPlanned = false;
      this.#flushAcknowledgement();
    });
  }
  /** Does not wait for a stub that takes no bytes: it is owed the acknowledgement then. A stub that is gone is found by the next read. */
  #flushAcknowledgement() {
    if (!this.#owesAcknowledgement) return;
    const { kind } = this.#stream.write(ACKNOWLEDGEMENT, 0, () => {});
    this.#owesAcknowledgement = kind === "timeout";
  }
  #accept(event) {
    if (event.kind === "bytes") this.#reader.push(event.bytes);
    else throw this.#hangUp(event.cause);
  }
  /** Serves the listener from the event loop. Other events have their turn in between, whatever a stub sends. */
  #planTurn() {
    clearImmediate(this.#turn);
    this.#turn = setImmediate(() => this.#serve());
  }
  #serve(event) {
    const listener = this.#listener;
    if (listener === void 0) return;
    this.#listener = void 0;
    let outcome;
    try {
      if (event?.kind === "end") outcome = this.#nextPayload();
      if (outcome === void 0 && event !== void 0) this.#accept(event);
      outcome ??= this.#nextPayload();
    } catch (error) {
      if (!(error instanceof GdbRemoteError)) throw error;
      outcome = error;
    }
    if (outcome !== void 0) {
      this.stopListening();
      listener(outcome);
      return;
    }
    this.#listener = listener;
    if (event === void 0) {
      this.#stream.listen((next) => this.#serve(next));
    } else {
      this.#stream.pause();
      this.#planTurn();
    }
  }
  #nextPayload() {
    const kept = this.#kept.shift();
    if (kept !== void 0) return kept;
    for (;;) {
      const frame = this.#reader.next();
      if (frame === void 0) return void 0;
      const payload = this.#handle(frame);
      if (payload !== void 0) return payload;
    }
  }
  /** Acts on a frame; what a packet carries is returned. */
  #handle(frame) {
    switch (frame.kind) {
      case "packet":
        this.#unacknowledged = void 0;
        this.#garbageSize = 0;
        this.#unasked = 0;
        this.#received++;
        this.#refusals = 0;
        if (this.#acknowledges) this.#acknowledge();
        return frame.payload;
      case "notification":
        this.#unasked++;
        return void 0;
      case "acknowledged":
        this.#unasked++;
        this.#unacknowledged = void 0;
        return void 0;
      case "refused":
        this.#unasked++;
        this.#sendAgain();
        return void 0;
      case "garbage":
        if (this.mayMix?.() === true) return frame.bytes.slice();
        this.#garbageSize += frame.bytes.length;
        if (this.#options.garbage === "skip" && this.#garbageSize <= this.#options.limits.garbageSize) return void 0;
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
        return void 0;
      case "truncated":
        if (this.mayMix?.() === true) return frame.body.slice();
        if (!this.#acknowledges || ++this.#refusals >= ATTEMPTS) {
          throw this.#broken(
            "truncated-packet",
            `a new packet began ${frame.body.length} bytes into another: "${excerpt(frame.body)}"`,
            LOSSY,
          );
        }
        return void 0;
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
  #sendAgain() {
    if (this.#unacknowledged === void 0) return;
    if (this.#attempts++ >= ATTEMPTS) {
      throw this.#broken("bad-checksum", `the stub refused a packet ${ATTEMPTS} times`, LOSSY);
    }
    this.#write(this.#unacknowledged);
  }
  #askAgain(code, message, body) {
    if (!this.#acknowledges || ++this.#refusals >= ATTEMPTS) {
      throw this.#broken(code, `${message}: "${excerpt(body)}"`, LOSSY);
    }
    this.#write(REFUSAL);
  }
  #silence({ milliseconds: timeout, lateSize }) {
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
      `the stub did not ${this.#unacknowledged === void 0 ? "answer" : "acknowledge"} within ${timeout} ms`,
      "is the stub still running? For a slow one, connect with a longer timeout",
    );
  }
  #hangUp(cause) {
    const where = this.#reader.isWithinPacket ? " in the middle of a packet" : "";
    return this.#broken(
      "hang-up",
      `the stub hung up${where}`,
      "did the stub end, or does another debugger hold it?",
      cause,
    );
  }
  #broken(code, message, hint, cause) {
    return this.fail(new GdbRemoteError({ code, message, hint, packet: this.#lastSent, cause }));
  }
};
var ACKNOWLEDGEMENT = Uint8Array.of(43);
function withAcknowledgement(bytes) {
  const both = new Uint8Array(bytes.length + 1);
  both[0] = ACKNOWLEDGEMENT[0];
  both.set(bytes, 1);
  return both;
}
var REFUSAL = Uint8Array.of(45);
var LOSSY = "the line or the stub loses bytes; try again over a better one";

// src/target-description.ts
var DOCUMENT = "target description";
function readTargetDescription(read, limits = defaultLimits) {
  const budget = new DocumentBudget(DOCUMENT, limits);
  const load = (name, depth) => {
    budget.addInclude(name, depth);
    const expand = (element) => ({
      ...element,
      children: element.children.map((child) => {
        if (child.name !== "xi:include") return expand(child);
        const { href } = child.attributes;
        if (href === void 0 || href === "") {
          throw badDocument(DOCUMENT, `an include in "${excerpt(name)}" names no document`);
        }
        return load(href, depth + 1);
      }),
    });
    return expand(parseDocument(read(name, budget), `${DOCUMENT} "${excerpt(name)}"`, budget));
  };
  return interpret(load("target.xml", 0), limits);
}
function interpret(target, limits) {
  if (target.name !== "target") throw badDocument(DOCUMENT, `its root is <${excerpt(target.name)}>`);
  const sources = [];
  let architecture;
  let operatingSystem;
  let nextNumber = 0;
  const visit = (parent, feature) => {
    for (const child of parent.children) {
      if (child.name === "architecture") {
        architecture = child.text.trim();
      } else if (child.name === "osabi") {
        operatingSystem = child.text.trim();
      } else if (child.name === "feature") {
        visit(child, child.attributes.name ?? "");
      } else if (child.name === "target") {
        visit(child, feature);
      } else if (child.name === "reg") {
        const { name, regnum, bitsize, type, group } = child.attributes;
        if (name === void 0) throw badDocument(DOCUMENT, "a register has no name");
        const number =
          regnum === void 0 ? nextNumber : parseDocumentNumber(regnum, DOCUMENT, `${excerpt(name)}'s regnum`);
        nextNumber = number + 1;
        const source = {
          name,
          number,
          bits: parseDocumentNumber(bitsize, DOCUMENT, `${excerpt(name)}'s bitsize`),
          type: type ?? "int",
          feature,
        };
        if (group !== void 0) source.group = group;
        sources.push(source);
      }
    }
  };
  visit(target, "");
  return arrange(sources, limits, architecture, operatingSystem);
}
function describeRegisters(sources, architecture, operatingSystem) {
  return arrange(sources, defaultLimits, architecture, operatingSystem);
}
function arrange(sources, limits, architecture, operatingSystem) {
  if (sources.length > limits.registers) {
    throw limitExceeded(limits, "registers", `the ${DOCUMENT} has ${sources.length} registers`);
  }
  const byName = /* @__PURE__ */ new Map();
  const registers = [];
  let offset = 0;
  let last = -1;
  for (const source of [...sources].sort((one, other) => one.number - other.number)) {
    const { name, number, bits } = source;
    const shown2 = excerpt(name);
    if (!(Number.isInteger(bits) && bits >= 1)) throw badDocument(DOCUMENT, `register ${shown2} has ${bits} bits`);
    if (bits > limits.registerBits) throw limitExceeded(limits, "registerBits", `register ${shown2} has ${bits} bits`);
    if (!(Number.isSafeInteger(number) && number >= 0)) {
      throw badDocument(DOCUMENT, `register ${shown2} has the number ${number}`);
    }
    if (number === last) {
      throw badDocument(DOCUMENT, `${excerpt(registers.at(-1).name)} and ${shown2} are both register ${number}`);
    }
    const size = Math.ceil(bits / 8);
    const register = {
      name,
      number,
      bits,
      size,
      offset,
      type: source.type ?? "int",
      feature: source.feature ?? "",
      ...(source.group === void 0 ? {} : { group: source.group }),
    };
    registers.push(register);
    if (!byName.has(name)) byName.set(name, register);
    offset += size;
    last = number;
  }
  const code = registers.find(({ type }) => type === "code_ptr");
  return {
    ...(architecture === void 0 ? {} : { architecture }),
    ...(operatingSystem === void 0 ? {} : { operatingSystem }),
    registers,
    byName,
    addressSize: code?.bits === 64 ? 8 : 4,
  };
}
function registerNamed(description, name) {
  const register = description.byName.get(name);
  if (register !== void 0) return register;
  const names = [...description.byName.keys()];
  const shown2 = names.slice(0, 40).map(excerpt).join(" ") + (names.length > 40 ? " \u2026" : "");
  throw new GdbRemoteError({
    code: "unknown-register",
    message: `the target has no register "${excerpt(String(name))}"`,
    hint: names.length === 0 ? "the stub describes none: connect with { description }" : `it has: ${shown2}`,
  });
}
var ARM_WITHOUT_DESCRIPTION = /* @__PURE__ */ describeRegisters(
  [
    ...Array.from({ length: 13 }, (_, number) => ({ name: `r${number}`, number, bits: 32 })),
    { name: "sp", number: 13, bits: 32, type: "data_ptr" },
    { name: "lr", number: 14, bits: 32 },
    { name: "pc", number: 15, bits: 32, type: "code_ptr" },
    ...Array.from({ length: 8 }, (_, index) => ({
      name: `f${index}`,
      number: 16 + index,
      bits: 96,
      type: "arm_fpa_ext",
    })),
    { name: "fps", number: 24, bits: 32 },
    { name: "cpsr", number: 25, bits: 32 },
  ],
  "arm",
);

// src/register-values.ts
function decodeNumber(bytes, register, endianness) {
  if (register.bits > 32) {
    throw invalidArgument(
      `register ${excerpt(register.name)} has ${register.bits} bits`,
      "ask for it as bigint, or as bytes",
    );
  }
  return Number(decodeBigInt(bytes, endianness));
}
function decodeBigInt(bytes, endianness) {
  if (bytes.length === 4) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, 4);
    return BigInt(view.getUint32(0, endianness === "little"));
  }
  let value = 0n;
  for (let index = 0; index < bytes.length; index++) {
    value = (value << 8n) | BigInt(bytes[endianness === "big" ? index : bytes.length - 1 - index]);
  }
  return value;
}
function encodeValue(value, register, endianness) {
  const isWhole = typeof value === "bigint" || Number.isSafeInteger(value);
  if (!isWhole || value < 0 || BigInt(value) >= 1n << BigInt(register.bits)) {
    throw invalidArgument(
      `${shown(value)} does not fit register ${excerpt(register.name)} of ${register.bits} bits`,
      "give a whole number of zero or more; a negative n as n >>> 0",
    );
  }
  const bytes = new Uint8Array(register.size);
  let rest = BigInt(value);
  for (let index = 0; index < bytes.length; index++) {
    bytes[endianness === "little" ? index : bytes.length - 1 - index] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}
var RegisterValues = class {
  #description;
  #endianness;
  #bytes;
  #missing;
  constructor(description, endianness, bytes, missing) {
    this.#description = description;
    this.#endianness = endianness;
    this.#bytes = bytes;
    this.#missing = missing;
  }
  /** True if the packet held the register's value. */
  has(name) {
    const register = this.#description.byName.get(name);
    return register !== void 0 && this.#holds(register);
  }
  /** The names of the registers that are held, by ascending number. */
  get names() {
    return this.#description.registers.filter((register) => this.#holds(register)).map(({ name }) => name);
  }
  /** A register of up to 32 bits, unsigned. */
  get(name) {
    const register = registerNamed(this.#description, name);
    return decodeNumber(this.#view(register), register, this.#endianness);
  }
  /** A register of any width, unsigned. */
  getBigInt(name) {
    return decodeBigInt(this.#view(registerNamed(this.#description, name)), this.#endianness);
  }
  /** A copy of the register's bytes in the target's order. */
  getBytes(name) {
    return this.#view(registerNamed(this.#description, name)).slice();
  }
  /** Takes effect with `writeRegisters`. */
  set(name, value) {
    const register = registerNamed(this.#description, name);
    this.#view(register).set(encodeValue(value, register, this.#endianness));
  }
  /** The packet's bytes, all of them. */
  toBytes() {
    return this.#bytes.slice();
  }
  /** True if each register that the packet has a place for has a value. */
  get isComplete() {
    return this.#missing.size === 0;
  }
  #holds(register) {
    return register.offset + register.size <= this.#bytes.length && !this.#missing.has(register);
  }
  #view(register) {
    if (!this.#holds(register)) {
      throw new GdbRemoteError({
        code: "unavailable",
        message: `the stub's packet of all registers does not hold ${excerpt(register.name)}`,
        hint: "read it alone, with readRegister, readRegisterBigInt or readRegisterBytes",
      });
    }
    return this.#bytes.subarray(register.offset, register.offset + register.size);
  }
};

// src/registers.ts
var UNAVAILABLE = 120;
var Registers = class {
  #requester;
  #endianness;
  description;
  /** True if the stub takes `p` and `P`; undefined until it was asked. */
  #readsOne;
  #writesOne;
  constructor(requester, description, endianness) {
    this.#requester = requester;
    this.description = description;
    this.#endianness = endianness;
  }
  /** True if one register is written without reading and writing all others: true until the stub was asked. */
  get writesOne() {
    return this.#writesOne !== false;
  }
  readAll() {
    if (this.description.registers.length === 0) registerNamed(this.description, "pc");
    const { registers } = this.description;
    const last = registers.at(-1);
    const digits = this.#requester.tryBytes("g") ?? unsupportedBlock("g");
    const size = digits.length / 2;
    if (!registers.some(({ offset, size: width }) => offset + width === size)) {
      const wanted = `a whole number of registers, of ${last.offset + last.size} bytes in all,`;
      throw unexpectedReply("g", latin(digits), wanted);
    }
    const bytes = new Uint8Array(size);
    const isMissing = new Uint8Array(size);
    decodeBlock(digits, bytes, (at) => {
      isMissing[at] = 1;
    });
    const missing = /* @__PURE__ */ new Set();
    for (const register of registers) {
      const end = register.offset + register.size;
      if (end > size) break;
      let count = 0;
      for (let at = register.offset; at < end; at++) count += isMissing[at];
      if (count === 0) continue;
      if (count < register.size)
        throw unexpectedReply("g", latin(digits), `all of ${excerpt(register.name)}, or none,`);
      missing.add(register);
    }
    return new RegisterValues(this.description, this.#endianness, bytes, missing);
  }
  /** Zeros stand for what the stub could not tell, as GDB sends them: it has no place for it either. */
  writeAll(values) {
    this.#requester.ok(`G${bytesToHex(values.toBytes())}`);
  }
  /**
   * The bytes of a `g` packet, as many as `into` takes. Returns how many the packet held.
   * @param unavailable - gets the place of each byte that cannot be had, which becomes 0; without it such a byte is an error
   */
  readBlock(into, unavailable) {
    const digits = this.#requester.tryBytes("g") ?? unsupportedBlock("g");
    decodeBlock(digits, into, unavailable);
    return digits.length >> 1;
  }
  writeBlock(bytes) {
    const last = this.description.registers.at(-1);
    if (last !== void 0 && bytes.length > last.offset + last.size) {
      throw invalidArgument(
        `bytes has ${bytes.length} bytes`,
        `the target's registers have ${last.offset + last.size}: give what readRegisterBlock read`,
      );
    }
    this.#requester.ok(`G${bytesToHex(bytes)}`);
  }
  read(name) {
    const register = registerNamed(this.description, name);
    return decodeNumber(this.#readBytes(register), register, this.#endianness);
  }
  readBigInt(name) {
    return decodeBigInt(this.#readBytes(registerNamed(this.description, name)), this.#endianness);
  }
  readBytes(name) {
    return this.#readBytes(registerNamed(this.description, name));
  }
  write(name, value) {
    const register = registerNamed(this.description, name);
    const digits = bytesToHex(encodeValue(value, register, this.#endianness));
    if (this.#writesOne !== false) {
      this.#writesOne = this.#requester.tryOk(`P${register.number.toString(16)}=${digits}`) || this.#writesOne === true;
      if (this.#writesOne) return;
    }
    const all = this.readAll();
    all.set(name, value);
    this.writeAll(all);
  }
  #readBytes(register) {
    if (this.#readsOne !== false) {
      const packet = `p${register.number.toString(16)}`;
      const digits = this.#requester.tryText(packet);
      if (digits !== void 0) {
        this.#readsOne = true;
        if (/^x+$/.test(digits)) {
          throw new GdbRemoteError({
            code: "unavailable",
            message: `the stub cannot tell register ${excerpt(register.name)}`,
            hint: "it may be there at another stop",
            packet,
          });
        }
        const bytes = hexToBytes(digits, packet);
        if (bytes.length !== register.size) {
          throw unexpectedReply(packet, digits, `${register.size} bytes of ${excerpt(register.name)}`);
        }
        return bytes;
      }
      if (this.#readsOne === void 0) this.#readsOne = false;
      else this.#requester.text(packet);
    }
    return this.readAll().getBytes(register.name);
  }
};
function decodeBlock(digits, into, unavailable) {
  const taken = Math.min(digits.length >> 1, into.length);
  for (let at = 0; at < taken; at++) {
    const value = (digitValue2(digits[2 * at]) << 4) | digitValue2(digits[2 * at + 1]);
    into[at] = value;
    if (value >= 0) continue;
    if (digits[2 * at] !== UNAVAILABLE || digits[2 * at + 1] !== UNAVAILABLE) throw badHex(latin(digits), "g");
    if (unavailable === void 0) throw unexpectedReply("g", latin(digits), "digits of registers that are all known");
    into[at] = 0;
    unavailable(at);
  }
}
function digitValue2(character) {
  if (character >= 48 && character <= 57) return character - 48;
  const letter = character | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
function unsupportedBlock(packet) {
  throw new GdbRemoteError({
    code: "unsupported",
    message: "the stub does not tell all registers at once",
    hint: "read them one by one",
    packet,
  });
}
function namedRegisters(values, description) {
  const named = /* @__PURE__ */ new Map();
  for (const { name, number } of description.registers) {
    const bytes = values.get(number);
    if (bytes !== void 0) named.set(name, bytes);
  }
  return named;
}

// src/remote-files.ts
var O_RDONLY = 0;
var O_WRONLY = 1;
var O_RDWR = 2;
var O_CREAT = 512;
var O_TRUNC = 1024;
var accessFlags = { read: O_RDONLY, write: O_WRONLY, "read-write": O_RDWR };
var accessWords = Object.keys(accessFlags);
var ERROR_NAMES = /* @__PURE__ */ new Map([
  [1, "EPERM"],
  [2, "ENOENT"],
  [4, "EINTR"],
  [5, "EIO"],
  [9, "EBADF"],
  [13, "EACCES"],
  [14, "EFAULT"],
  [16, "EBUSY"],
  [17, "EEXIST"],
  [19, "ENODEV"],
  [20, "ENOTDIR"],
  [21, "EISDIR"],
  [22, "EINVAL"],
  [23, "ENFILE"],
  [24, "EMFILE"],
  [27, "EFBIG"],
  [28, "ENOSPC"],
  [29, "ESPIPE"],
  [30, "EROFS"],
  [38, "ENOSYS"],
  [91, "ENAMETOOLONG"],
]);
var RemoteFiles = class {
  #requester;
  constructor(requester) {
    this.#requester = requester;
  }
  /** Whose view of the file system later calls use: the stub's own (0), or that of a process of the target. */
  useFileSystemOf(process2) {
    this.#call(`vFile:setfs:${mustBeUnsigned(process2, "process").toString(16)}`);
  }
  /** The stub's descriptor. @throws {GdbRemoteError} `target-error` with the error's name, `unsupported`. */
  open(path, options = {}) {
    const { access = "read", create = false, truncate = false, mode = 384 } = options;
    const flags =
      accessFlags[mustBeOneOf(access, accessWords, "access")] | (create ? O_CREAT : 0) | (truncate ? O_TRUNC : 0);
    return this.#call(
      `vFile:open:${textToHex(mustBePath(path))},${flags.toString(16)},${mustBeUnsigned(mode, "mode").toString(16)}`,
    ).result;
  }
  close(descriptor) {
    this.#call(`vFile:close:${mustBeUnsigned(descriptor, "descriptor").toString(16)}`);
  }
  /** Up to `size` bytes from `offset` on, as many as one packet brings; none at the end of the file. */
  read(descriptor, offset, size) {
    const most = Math.min(mustBeUnsigned(size, "size"), this.#requester.packetSize);
    const at = mustBeUnsigned(offset, "offset").toString(16);
    const packet = `vFile:pread:${mustBeUnsigned(descriptor, "descriptor").toString(16)},${most.toString(16)},${at}`;
    const { result, attachment } = this.#call(packet);
    const bytes = attachment === void 0 ? void 0 : unescapeBinary(attachment);
    if (bytes === void 0 || bytes.length !== result || bytes.length > most) {
      throw unexpectedReply(packet, `F${result.toString(16)}`, `a count and that many bytes, at most ${most},`);
    }
    return bytes;
  }
  /** Writes all of `bytes` at `offset`. */
  write(descriptor, offset, bytes) {
    const operation = this.#requester.begin("writing a file");
    for (let done = 0; done < mustBeBytes(bytes, "bytes").length; ) {
      operation.mustGoOn();
      const at = mustBeUnsigned(offset + done, "offset").toString(16);
      const head = `vFile:pwrite:${mustBeUnsigned(descriptor, "descriptor").toString(16)},${at},`;
      const rest = bytes.subarray(done);
      const piece = rest.subarray(
        0,
        binaryPrefixLength(rest, Math.max(2, this.#requester.packetSize - head.length - 4)),
      );
      const { result } = this.#call(Buffer.concat([Buffer.from(head, "latin1"), piece]));
      if (result < 1 || result > piece.length) {
        throw unexpectedReply(head, `F${result.toString(16)}`, `a count from 1 to ${piece.length}`);
      }
      done += result;
    }
  }
  remove(path) {
    this.#call(`vFile:unlink:${textToHex(mustBePath(path))}`);
  }
  /** The text of a symbolic link. */
  readLink(path) {
    const packet = `vFile:readlink:${textToHex(mustBePath(path))}`;
    const { attachment } = this.#call(packet);
    const bytes = attachment === void 0 ? void 0 : unescapeBinary(attachment);
    if (bytes === void 0) throw unexpectedReply(packet, "F", "the link's text");
    return Buffer.from(bytes).toString("utf8");
  }
  /** A whole file. */
  readFile(path) {
    const descriptor = this.open(path);
    try {
      const { limits, packetSize } = this.#requester;
      const operation = this.#requester.begin("reading a file");
      const bytes = new ByteCollector();
      for (;;) {
        operation.mustGoOn();
        const piece = this.read(descriptor, bytes.size, packetSize);
        if (piece.length === 0) return bytes.toBytes();
        bytes.push(piece);
        if (bytes.size > limits.fileSize) {
          throw limitExceeded(limits, "fileSize", `the file ${excerpt(path)} has ${bytes.size} bytes or more`);
        }
      }
    } finally {
      this.close(descriptor);
    }
  }
  /** A whole file, made or replaced. */
  writeFile(path, bytes, mode = 384) {
    mustBeBytes(bytes, "bytes");
    const descriptor = this.open(path, { access: "write", create: true, truncate: true, mode });
    try {
      this.write(descriptor, 0, bytes);
    } finally {
      this.close(descriptor);
    }
  }
  #call(packet) {
    const reply = this.#requester.tryBytes(packet);
    if (reply === void 0) {
      throw new GdbRemoteError({
        code: "unsupported",
        message: "the stub gives no access to files",
        hint: "get the file another way",
        packet: excerpt(packet),
      });
    }
    const semicolon = reply.indexOf(59);
    const head = latin(semicolon < 0 ? reply : reply.subarray(0, semicolon));
    const match = /^F(-1|[0-9a-fA-F]{1,12})(?:,([0-9a-fA-F]{1,8}))?$/.exec(head);
    if (match === null) throw unexpectedReply(packet, latin(reply), "F and a result");
    if (match[1] === "-1") {
      this.#requester.onRefusal?.();
      const number = match[2] === void 0 ? 0 : Number.parseInt(match[2], 16);
      const name = ERROR_NAMES.get(number) ?? `error ${number}`;
      throw new GdbRemoteError({
        code: "target-error",
        message: `the target's system refused: ${name}`,
        hint: "paths are those of the target",
        packet: excerpt(packet),
        reply: excerpt(head),
        targetError: name,
      });
    }
    const result = parseHexNumber(match[1], excerpt(packet));
    return semicolon < 0 ? { result } : { result, attachment: reply.subarray(semicolon + 1) };
  }
};

// src/thread-turns.ts
var MOST_LOOKS = 20;
var MOST_REPORTS = 65536;
var ThreadTurns = class {
  #connection;
  #threads;
  #waiting = [];
  /** True if threads are held: from the second one's first report on. */
  #isShared;
  #first;
  #served;
  #isEnding = false;
  /** @param fromTheStart - do not wait for the second thread's first report */
  constructor(connection, threads, fromTheStart) {
    this.#connection = connection;
    this.#threads = threads;
    this.#isShared = fromTheStart;
    connection.mayMix = () => this.#applies && !this.isServing;
    connection.onClosed = () => this.#leave();
  }
  /** True if a kept report can be served at once: one of a thread, or any. */
  isWaiting(thread) {
    return this.#waiting.some((report) => thread === void 0 || report.thread === thread);
  }
  /**
   * The report that is served next. Its thread alone runs then, and is acknowledged with the next packet.
   *
   * @param text - the packet that has come from the stub; undefined if none has
   * @param wanted - reports of other threads are left for later
   * @returns undefined if there is none: the threads run on
   */
  next(text, wanted) {
    this.#noteThread(text);
    if (text !== void 0 && !this.isWaiting() && !this.#applies) return text;
    this.#connection.postponeAcknowledgement();
    if (!this.#gather(text)) {
      if (text !== void 0) this.#connection.acknowledgeLater();
      return text;
    }
    const at = wanted === void 0 ? 0 : this.#waiting.findIndex(({ thread }) => thread === wanted);
    const [report] = at < 0 ? [] : this.#waiting.splice(at, 1);
    if (report === void 0) {
      this.end();
      return void 0;
    }
    this.#served = report.thread;
    this.#isEnding = isEnd(report.text);
    this.#threads.release(report.thread);
    this.#connection.acknowledgeLater();
    return report.text;
  }
  #noteThread(text) {
    const thread = text === void 0 ? void 0 : threadOf(text);
    if (thread === void 0) return;
    this.#first ??= thread;
    if (thread !== this.#first) this.#isShared = true;
  }
  /** True if a thread is spoken to while others are held. */
  get isServing() {
    return this.#served !== void 0;
  }
  /** The thread that was spoken to has acknowledged that it goes on: all run but those that wait. */
  end() {
    this.#served = void 0;
    this.#threads.releaseAllBut(this.#waiting.map(({ thread }) => thread));
  }
  /** Without us signals reach the program, ours too: where it ends no other thread shall live to see one. */
  #leave() {
    if (this.#isEnding && this.#served !== void 0) this.#threads.awaitEnd(this.#served);
    this.#threads.releaseAllBut();
  }
  get #applies() {
    return this.#isShared && this.#threads.areSeveral && this.#threads.refusal === void 0;
  }
  /** Holds all threads, and adds what they have reported. False if they cannot be held. */
  #gather(text) {
    const texts = text === void 0 ? [] : [text];
    for (let looks = 0; ; looks++) {
      if (!this.#threads.hold()) return false;
      for (let next = this.#connection.takeWaiting(); next !== void 0; next = this.#connection.takeWaiting()) {
        texts.push(latin(next));
        if (texts.length > MOST_REPORTS) throw this.#connection.fail(mixedReports(texts.slice(0, 2)));
      }
      const known = new Set(this.#waiting.map(({ thread }) => thread));
      const reports = assigned(
        texts,
        this.#threads.unacknowledged().filter((id) => !known.has(id)),
      );
      if (reports !== void 0) {
        this.#waiting.push(...reports);
        return true;
      }
      if (looks >= MOST_LOOKS) throw this.#connection.fail(mixedReports(texts));
      this.#threads.releaseAllBut(this.#threads.unacknowledged());
    }
  }
};
function assigned(texts, threads) {
  if (texts.length !== threads.length) return void 0;
  const named = texts.map(threadOf);
  const others = threads.filter((id) => !named.includes(id));
  const reports = [];
  for (const [index, text] of texts.entries()) {
    const thread = named[index] ?? (isEnd(text) && others.length === 1 ? others[0] : void 0);
    if (thread === void 0 || !threads.includes(thread)) return void 0;
    reports.push({ text, thread });
  }
  return new Set(reports.map(({ thread }) => thread)).size === texts.length ? reports : void 0;
}
function threadOf(text) {
  const match = /^T[0-9a-f]{2}thread:p[0-9a-f]+\.([0-9a-f]+);$/.exec(text);
  return match === null ? void 0 : Number.parseInt(match[1], 16);
}
function isEnd(text) {
  return /^[WX][0-9a-f]{2}$/.test(text);
}
function mixedReports(texts) {
  return new GdbRemoteError({
    code: "unexpected-stop",
    message: "several threads stopped in the same moment, and the stub mixed their reports",
    hint: "see the README on threads under qemu-arm; gdbserver keeps them apart",
    reply: excerpt(texts.join(" ")),
  });
}

// src/thread-list.ts
var THREAD_LIST = "list of threads";
function parseThreadList(bytes, budget) {
  const root = parseDocument(bytes, THREAD_LIST, budget);
  if (root.name !== "threads") throw badDocument(THREAD_LIST, `its root is <${excerpt(root.name)}>`);
  return root.children
    .filter(({ name }) => name === "thread")
    .map(({ attributes, text }) => {
      if (attributes.id === void 0) throw badDocument(THREAD_LIST, "a thread has no id");
      const info = [attributes.name ?? "", text.trim()].filter((part) => part !== "").join(" ");
      return { id: parseThreadId(attributes.id, "qXfer:threads:read"), info };
    });
}

// src/threads.ts
var Threads = class {
  #requester;
  #hasDocument;
  constructor(requester, features) {
    this.#requester = requester;
    this.#hasDocument = features.get("qXfer:threads:read") === true;
  }
  /** All threads. A stopped target has at least one: stubs that list none have the current one alone. */
  list() {
    const threads = this.#listByPackets() ?? this.#document().map(({ id }) => id);
    return threads.length === 0 ? [this.current()] : threads;
  }
  /** The thread that the stub considers current; {@link NAMELESS_THREAD} where it knows no threads. */
  current() {
    const reply = this.#requester.tryText("qC");
    if (reply === void 0) return NAMELESS_THREAD;
    if (!reply.startsWith("QC")) throw unexpectedReply("qC", reply, "QC and a thread");
    return parseThreadId(reply.slice(2), "qC");
  }
  isAlive(thread) {
    if (isSameThread(thread, NAMELESS_THREAD)) return true;
    try {
      this.#requester.ok(`T${formatThreadId(thread)}`);
      return true;
    } catch (error) {
      if (hasCode(error, "target-error")) return false;
      throw error;
    }
  }
  info(thread) {
    if (isSameThread(thread, NAMELESS_THREAD)) return "";
    if (this.#hasDocument) return this.#document().find(({ id }) => isSameThread(id, thread))?.info ?? "";
    const packet = `qThreadExtraInfo,${formatThreadId(thread)}`;
    return hexToText(this.#requester.text(packet), packet);
  }
  /** Undefined where the stub does not know the packet. */
  #listByPackets() {
    const { limits } = this.#requester;
    const operation = this.#requester.begin("reading the list of threads");
    const threads = [];
    const first = "qfThreadInfo";
    for (let packet = first; ; packet = "qsThreadInfo") {
      operation.mustGoOn();
      const reply = packet === first ? this.#requester.tryText(packet) : this.#requester.text(packet);
      if (reply === void 0) return void 0;
      if (reply === "l") return threads;
      if (reply[0] !== "m") throw unexpectedReply(packet, reply, "a list of threads");
      for (const id of reply.slice(1).split(",", limits.threads + 1)) threads.push(parseThreadId(id, packet));
      if (threads.length > limits.threads) {
        throw limitExceeded(limits, "threads", `the stub lists ${threads.length} threads or more`);
      }
    }
  }
  #document() {
    if (!this.#hasDocument) return [];
    const budget = new DocumentBudget(THREAD_LIST, this.#requester.limits);
    return parseThreadList(this.#requester.readDocument("threads", "", budget), budget);
  }
};

// src/unseen-end.ts
var VECTOR_PACKET = "qXfer:auxv:read::0,8";
var UnseenEnd = class _UnseenEnd {
  #requester;
  #host;
  #certainAddress;
  #isSearching = false;
  /**
   * @param vector - the auxiliary vector of the living program
   * @returns undefined where the vector names no memory that the program surely has
   */
  static of(requester, host, vector) {
    const address2 = vector.get(AuxiliaryEntry.RANDOM) ?? vector.get(AuxiliaryEntry.PHDR);
    return address2 === void 0 ? void 0 : new _UnseenEnd(requester, host, address2);
  }
  constructor(requester, host, certainAddress) {
    this.#requester = requester;
    this.#host = host;
    this.#certainAddress = certainAddress.toString(16);
  }
  /**
   * Returns true if the stopped program has ended: the stub has then reported the end. For a living program this costs one request.
   * @throws {GdbRemoteError} `timeout` where the stub does not report the end
   */
  find() {
    return this.#search(() => this.#hasCome());
  }
  /** As {@link find}, for a thread that is gone: the kernel may be about to end the program's other threads. */
  findAfterThread() {
    const deadline = new Deadline(this.#host.timeout);
    return this.#search(() => {
      while (!this.#hasCome()) {
        if (deadline.isOver || !this.#isDying()) return false;
      }
      return true;
    });
  }
  #search(hasCome) {
    if (this.#isSearching || !this.#host.isStopped()) return false;
    this.#isSearching = true;
    try {
      if (!hasCome()) return false;
      this.#fetch();
      return true;
    } finally {
      this.#isSearching = false;
    }
  }
  /** True if no thread is stopped, although the stub has stopped all: a kill lets them run to their end. */
  #isDying() {
    const { files, process: process2, threads } = this.#host;
    if (process2 === 0) return false;
    for (const { thread } of threads()) {
      try {
        if (/^State:\tt/m.test(latin(files.readFile(`/proc/${process2}/task/${thread}/status`)))) return false;
      } catch (error) {
        const isGone =
          hasCode(error, "target-error") && (error.targetError === "ENOENT" || error.targetError === "ESRCH");
        if (isGone) continue;
        if (hasCode(error, "target-error") || hasCode(error, "unsupported")) return false;
        throw error;
      }
    }
    return true;
  }
  #hasCome() {
    return this.#hasNothing(VECTOR_PACKET) && this.#hasNothing(`m${this.#certainAddress},1`);
  }
  /** True if a request is refused, or finds an object without a byte ("l"), as of a thread that has given up its memory and is not dead yet. */
  #hasNothing(packet) {
    return /^(?:E|l$)/.test(latin(this.#requester.raw(packet)));
  }
  /** Before the end, reports of threads may come that stopped before, and refusals as long as the kernel ends the threads. */
  #fetch() {
    const { isStopped, hasEnded, resume, wait, fail, timeout } = this.#host;
    const deadline = new Deadline(timeout);
    while (isStopped() && !deadline.isOver) {
      try {
        resume();
        wait(deadline.left);
      } catch (error) {
        if (!hasCode(error, "target-error")) throw error;
      }
    }
    if (hasEnded()) return;
    throw fail(
      new GdbRemoteError({
        code: "timeout",
        message: `the program was killed while it was stopped, and the stub did not tell its end within ${timeout} ms`,
        hint: "start another",
      }),
    );
  }
};

// src/gdb-remote.ts
var INTERRUPT_CHARACTER = Uint8Array.of(3);
var SIGINT = signalNumber("SIGINT");
var GdbRemote = class {
  #connection;
  #requester;
  #options;
  #memory;
  #registers;
  #threads;
  #limits;
  #timeout;
  #events;
  #resumeKinds;
  #endianness;
  #readsWhileRunning;
  #execution;
  /** The features that the stub says it has. */
  features;
  /** Files on the target's side. */
  files;
  /**
   * Takes over a connected stream, or a socket's descriptor, and asks the stub what it is.
   * @throws {GdbRemoteError} and closes the stream.
   */
  constructor(stream, options = {}) {
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
        onOutput: (text) => options.onOutput?.(text),
        isInterruptSignal: (signal) => this.isInterruptSignal(signal),
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
  get state() {
    return this.#execution.state;
  }
  /** The error that closed the connection: of code `closed` where `close()` did. Undefined while it is open. */
  get fault() {
    return this.#connection.fault;
  }
  /** The report of the last stop, or of the end. */
  get lastStop() {
    return this.#execution.lastStop;
  }
  /** The registers that the stub has. */
  get description() {
    return this.#registers.description;
  }
  /** Bytes of the largest packet that the stub takes. */
  get packetSize() {
    return this.#requester.packetSize;
  }
  // Threads
  /** All threads, of all processes that the stub holds. A stub that knows no threads has one, {@link NAMELESS_THREAD}. */
  threads() {
    return this.#threads.list();
  }
  /** The thread that stopped last; else the one that the stub considers current, or {@link NAMELESS_THREAD}. */
  currentThread() {
    const thread = this.lastStop.kind === "stopped" ? this.lastStop.thread : void 0;
    return thread ?? this.#threads.current();
  }
  isThreadAlive(thread) {
    return this.#threads.isAlive(thread) && this.#execution.unseenEnd?.find() !== true;
  }
  /** The stub's description of a thread, for people: its name, and the reason why it waits. Empty if the stub has none. */
  threadInfo(thread) {
    return this.#threads.info(thread);
  }
  // Registers, of the thread that stopped unless another is named
  /** All registers that the stub's `g` packet holds. */
  readRegisters(thread) {
    this.#select(thread);
    return this.#registers.readAll();
  }
  /** Writes all registers but those that the stub could not tell. */
  writeRegisters(values, thread) {
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
  readRegisterBlock(into, thread, unavailable) {
    mustBeBytes(into, "into");
    this.#select(thread);
    return this.#registers.readBlock(into, unavailable);
  }
  /** Writes what {@link readRegisterBlock} read, all of it. */
  writeRegisterBlock(bytes, thread) {
    mustBeBytes(bytes, "bytes");
    this.#select(thread);
    this.#registers.writeBlock(bytes);
  }
  /** True if the stub writes single registers, and before it was asked. gdbserver does not: this client reads and writes all for one. */
  get writesSingleRegisters() {
    return this.#registers.writesOne;
  }
  /** A register of up to 32 bits, unsigned. */
  readRegister(name, thread) {
    this.#select(thread);
    return this.#registers.read(name);
  }
  /** A register of any width, unsigned. */
  readRegisterBigInt(name, thread) {
    this.#select(thread);
    return this.#registers.readBigInt(name);
  }
  /** A register's bytes in the target's order. */
  readRegisterBytes(name, thread) {
    this.#select(thread);
    return this.#registers.readBytes(name);
  }
  /** @param value unsigned: a negative 32-bit n is `n >>> 0`. */
  writeRegister(name, value, thread) {
    this.#select(thread);
    this.#registers.write(name, value);
  }
  /** The registers that came with a stop, by name: they need no request. */
  stopRegisters(stop) {
    return namedRegisters(stop.registers, this.#registers.description);
  }
  // Memory
  /** Exactly `size` bytes. @throws {GdbRemoteError} `memory-fault` with the address of the request that failed. */
  readMemory(address2, size) {
    return this.#memory.read(address2, size);
  }
  /** All of `bytes`. @throws {GdbRemoteError} `memory-fault`; what came before its address has been written. */
  writeMemory(address2, bytes) {
    this.#memory.write(address2, bytes);
  }
  /**
   * Stops before the instruction at `address`, or after an access to `size` bytes there.
   * @param size of an instruction: 2 (T32, 16 bits), 3 (T32, 32 bits), 4 (A32); 1 on x86.
   */
  insertBreakpoint(kind, address2, size) {
    this.#memory.changeBreakpoint("Z", kind, address2, size);
  }
  removeBreakpoint(kind, address2, size) {
    this.#memory.changeBreakpoint("z", kind, address2, size);
  }
  // The program
  /** The auxiliary vector, in which the kernel told the program about itself at its start. */
  readAuxiliaryVector() {
    const bytes = this.readObject("auxv");
    if (bytes.length === 0) this.#requester.onRefusal?.();
    return parseAuxiliaryVector(bytes, this.description.addressSize, this.#endianness);
  }
  /** Libraries that the program's loader has loaded, where the stub looks at its lists. */
  readLibraries() {
    const budget = new DocumentBudget(LIBRARY_LIST, this.#limits);
    return parseLibraries(this.#requester.readDocument("libraries-svr4", "", budget), budget);
  }
  /** Path of the program on the target. */
  readExecutablePath(process2 = processOf(this.lastStop)) {
    mustBeUnsigned(process2, "process");
    return Buffer.from(this.readObject("exec-file", process2 === 0 ? "" : process2.toString(16))).toString("utf8");
  }
  /** The distances from the addresses in the program's file to those in memory. */
  readOffsets() {
    const reply = this.#requester.text("qOffsets");
    const match = /^Text(?:Seg)?=([0-9a-fA-F]+)(?:;Data(?:Seg)?=([0-9a-fA-F]+))?/.exec(reply);
    if (match === null) throw unexpectedReply("qOffsets", reply, "Text=\u2026;Data=\u2026");
    const text = parseHexNumber(match[1], "qOffsets");
    return { text, data: match[2] === void 0 ? text : parseHexNumber(match[2], "qOffsets") };
  }
  /** Reads an object of `qXfer`. The stub's {@link features} name those that it has. */
  readObject(object, annex = "") {
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
  request(packet, timeout) {
    const checked = mustBePacket(packet, this.#limits.transferSize);
    mustHaveOneReply(checked);
    return this.#requester.raw(checked, timeout === void 0 ? void 0 : new Deadline(mustBeTime(timeout, "timeout")));
  }
  /**
   * Has the stub's own monitor execute a command, and returns what it printed: `monitor reset halt` of OpenOCD, `info registers` of QEMU's
   * system emulator, `help` of gdbserver. Registers that are read afterwards are those after the command.
   *
   * @throws {GdbRemoteError} `target-error` where the command failed, `unsupported` where the stub has no monitor, `timeout`, `limit-exceeded`
   */
  monitor(command, options = {}) {
    const timeout = mustBeTime(options.timeout ?? this.#limits.operationTime, "timeout");
    return monitor(this.#requester, mustBeText(command, "command"), timeout);
  }
  // Execution
  /** Lets threads run on, and returns at once. Then wait for the stop, in one of three ways. By default all threads continue. */
  resume(actions = [{ kind: "continue" }]) {
    this.#execution.mustBeStopped();
    this.#execution.resume(resumePacket(actions, this.#resumeKinds, this.#requester));
  }
  /**
   * Calls `listener` once, from the event loop, when the target has stopped. The listener may read, write and resume at once. While
   * this waits the event loop is free, and kept alive.
   */
  whenStopped(listener) {
    this.#execution.whenStopped(listener);
  }
  /** Takes {@link whenStopped} back: its listener is not called any more. Nothing happens where none waits. */
  stopWaiting() {
    this.#execution.stopWaiting();
  }
  /** The stop that ends this run. Where `timeout` milliseconds pass first it rejects, and the target runs on: wait again, or interrupt it. */
  waitForStop(options = {}) {
    return this.#execution.waitForStop(options.timeout);
  }
  /**
   * Blocks the event loop until the target has stopped, at most `milliseconds`: for steps, and other short runs. Undefined: it runs on.
   * @param thread - under `QemuUser`, the stops of other threads are kept for later
   */
  waitForStopSync(milliseconds, thread) {
    const deadline = new Deadline(mustBeTime(milliseconds, "milliseconds"));
    return this.#execution.waitForStopSync(deadline, thread === void 0 ? void 0 : Number(thread.thread));
  }
  /** Resumes everything until the next stop. */
  continue() {
    this.resume();
    return this.waitForStop();
  }
  /** Lets one thread execute one instruction, and blocks until it has. */
  step(thread = this.currentThread(), timeout = this.#timeout) {
    mustBeTime(timeout, "timeout");
    this.resume([{ kind: "step", thread }]);
    const stop = this.waitForStopSync(timeout, thread);
    if (stop !== void 0) return stop;
    throw new GdbRemoteError({
      code: "timeout",
      message: `one instruction took more than ${timeout} ms`,
      hint: "it may be a system call that waits: wait for the stop, or call interrupt() first",
      packet: this.#execution.resumedBy,
    });
  }
  /** True if a running target can be interrupted. A `qemu-arm` that somebody else has started cannot. */
  get canInterrupt() {
    return this.#readsWhileRunning;
  }
  /**
   * Asks a running target to stop. The stop comes as any other, with the reason `interrupt`, or another where the target was faster: then
   * that of the interrupt may follow the next resume. Returns false where the target is not running.
   * @throws {GdbRemoteError} `unsupported` where {@link canInterrupt} is false
   */
  interrupt() {
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
  holdOthers(threads, fromTheStart) {
    this.#execution.turns = new ThreadTurns(this.#connection, threads, fromTheStart);
    this.#requester.whyOthersRun = () => threads.refusal;
  }
  /** Interrupts a running target: by a character between packets. */
  sendInterrupt() {
    this.#connection.sendRaw(INTERRUPT_CHARACTER);
  }
  /** True if a signal is what {@link sendInterrupt} makes the stub report. */
  isInterruptSignal(signal) {
    return signal === SIGINT || signal === 0;
  }
  /** Lets go of the target, which runs on, or of one of its processes. */
  detach(process2) {
    if (process2 === void 0) {
      const own = processOf(this.lastStop);
      this.#requester.ok(own === 0 ? "D" : `D;${own.toString(16)}`);
      this.close();
    } else {
      this.#requester.ok(`D;${mustBeUnsigned(process2, "process").toString(16)}`);
    }
  }
  /** Ends the target, and closes. It may be running. */
  kill() {
    if (this.state === "stopped") {
      const process2 = processOf(this.lastStop);
      if (process2 === 0 || !this.#requester.tryOk(`vKill;${process2.toString(16)}`)) this.#connection.send("k");
    }
    this.close();
  }
  /** Hangs up. What a stub does then is its own affair: gdbserver ends a target that it started. A listener gets a `closed` error. */
  close() {
    this.#connection.close();
  }
  #describe() {
    const { description } = this.#options;
    if (description !== void 0) return description;
    if (this.features.get("qXfer:features:read") !== true) return describeRegisters([]);
    const read = (name, budget) => this.#requester.readDocument("features", name, budget);
    return readTargetDescription(read, this.#limits);
  }
  #select(thread) {
    this.#execution.mustBeStopped();
    const wanted = thread ?? (this.lastStop.kind === "stopped" ? this.lastStop.thread : void 0);
    if (wanted === void 0 || isSameThread(wanted, this.#execution.selected) || isSameThread(wanted, NAMELESS_THREAD))
      return;
    try {
      this.#requester.tryOk(`Hg${formatThreadId(wanted)}`);
    } catch (error) {
      if (hasCode(error, "target-error") && this.#execution.unseenEnd?.findAfterThread() === true)
        this.#execution.mustBeStopped();
      throw error;
    }
    this.#execution.selected = wanted;
  }
  /** True if the stub may hold several processes. Where it follows forks, others are left when one has ended. */
  get #holdsSeveral() {
    return this.#events.some((event) => event !== "exec");
  }
  /** Watches for the program's end. Not for stubs that hold several processes, as the wait for the end of one could run the others. */
  #watchForTheEnd() {
    if (!this.#readsWhileRunning || this.#holdsSeveral || this.features.get("qXfer:auxv:read") !== true) return void 0;
    const host = {
      files: this.files,
      threads: () => this.threads(),
      process: processOf(this.lastStop),
      isStopped: () => this.state === "stopped",
      hasEnded: () => this.state === "exited",
      resume: () => this.resume(),
      wait: (milliseconds) => this.#execution.waitSync(new Deadline(milliseconds)),
      fail: (error) => this.#connection.fail(error),
      timeout: this.#timeout,
    };
    try {
      return UnseenEnd.of(this.#requester, host, this.readAuxiliaryVector());
    } catch (error) {
      if (this.#connection.isClosed || !(error instanceof GdbRemoteError)) throw error;
      return void 0;
    }
  }
};

// src/connect.ts
var DEFAULT_CONNECT_TIMEOUT = 1e4;
function connect(where, options = {}) {
  const timeout = mustBeTime(options.connectTimeout ?? DEFAULT_CONNECT_TIMEOUT, "connectTimeout", 1);
  return new GdbRemote(openStub(where, timeout), options);
}
function openStub(where, timeout) {
  const endpoint = parseEndpoint(where);
  try {
    return open(endpoint, { timeout });
  } catch (cause) {
    throw new GdbRemoteError({
      code: "connect-failed",
      message: `no connection to ${excerpt(where)}: ${cause.message}`,
      hint: "check that the stub listens there: one that has a debugger already takes no second connection",
      cause,
    });
  }
}

// src/qemu-user.ts
// src/emulator-guard.ts
import { spawn, spawn as spawn2 } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { accessSync, constants as constants2, readFileSync as readFileSync3, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, delimiter as delimiter2, join, join as join3, resolve, resolve as resolve2 } from "node:path";
import { hasCode as hasNativeCode, connect as open3 } from "@armstalker/native-os";

var LONGEST_SOCKET_PATH = 107;
var SOCKET = "stub";
var ENDED = "ended";
var GUARD = `
trap '' HUP INT QUIT TERM PIPE
exec 3<&0
{
  exec 0<&3 3<&-
  mkdir -m 700 "$FOLDER" || exit
  echo made
  emulator=
  while read -r line; do emulator=$line; done
  case $emulator in
    '')
      mv "$FOLDER" "$FOLDER.old"
      printf '%s/' "$FOLDER" | grep -lsaFf - /proc/[0-9]*/cmdline | while IFS=/ read -r nothing nothing id nothing; do
        kill -KILL "$id"
      done ;;
    ${ENDED}) ;;
    *) kill -KILL "$emulator" ;;
  esac
  for attempt in 1 2 3 4 5; do
    [ -e "$FOLDER" ] || [ -e "$FOLDER.old" ] || break
    rm -rf "$FOLDER" "$FOLDER.old"
  done
} &`;
var EmulatorGuard = class _EmulatorGuard {
  #folder;
  #shell;
  /** Resolves when the guard has ended. It never rejects. */
  #over;
  constructor(folder) {
    this.#folder = folder;
    this.#shell = spawn("sh", ["-c", GUARD], {
      cwd: "/",
      // A terminal's signals are not for it.
      detached: true,
      env: { PATH: [process.env.PATH || "/usr/local/bin", "/usr/bin", "/bin"].join(delimiter), FOLDER: folder },
      stdio: ["pipe", "pipe", "ignore"],
    });
    this.#over = new Promise((settle) => {
      this.#shell.stdout.once("close", settle);
      this.#shell.once("error", settle);
    });
    this.#shell.stdin.on("error", () => {});
  }
  /** Resolves when the folder is there. @throws {GdbRemoteError} `spawn-failed` if there is no place for a folder, or no `sh` */
  static async create() {
    const guard = new _EmulatorGuard(folderName());
    const shell = guard.#shell;
    let cause;
    shell.once("error", (error) => {
      cause = error;
    });
    const isMade = await Promise.race([once(shell.stdout, "data").then(() => true), guard.#over.then(() => false)]);
    if (!isMade) {
      throw new GdbRemoteError({
        code: "spawn-failed",
        message:
          cause === void 0
            ? `no folder for a socket could be made in ${tmpdir()}`
            : `the shell that guards the emulator did not start: ${cause.message}`,
        hint: cause === void 0 ? "set TMPDIR to a folder that can be written" : "look whether PATH has sh",
        cause,
      });
    }
    shell.stdout.resume();
    guard.#keepAlive("unref");
    return guard;
  }
  /** The path of a socket that is not there yet. */
  get socket() {
    return join(this.#folder, SOCKET);
  }
  /** Tells the guard which process the emulator is. The program has not run until then: its children are none of the guard's. */
  watch(emulator) {
    this.#shell.stdin.write(`${emulator}
`);
  }
  /** Removes the folder, once the emulator has bound its socket and the client is connected. The guard goes on. */
  removeFolder() {
    rmSync(this.#folder, { recursive: true, force: true });
  }
  /** Ends the guard, after the emulator. Resolves when the folder is gone; this process lives on until then. */
  async end() {
    if (!this.#shell.stdin.writableEnded)
      this.#shell.stdin.end(`${ENDED}
`);
    this.#keepAlive("ref");
    await this.#over;
  }
  /** Whether this process lives on for the guard alone. */
  #keepAlive(how) {
    for (const one of [this.#shell, this.#shell.stdin, this.#shell.stdout]) {
      one[how]?.();
    }
  }
};
function folderName() {
  const name = `armstalker-${randomBytes(6).toString("hex")}`;
  const paths = [tmpdir(), "/tmp"].map((parent) => resolve(parent, name));
  const path = paths.find((one) => Buffer.byteLength(join(one, SOCKET)) <= LONGEST_SOCKET_PATH);
  if (path !== void 0) return path;
  throw new GdbRemoteError({
    code: "spawn-failed",
    message: `the path of ${tmpdir()} is too long for a socket`,
    hint: "set TMPDIR to a shorter one",
  });
}

// src/emulator-threads.ts
import { readFileSync } from "node:fs";
import { HeldThreads, memoryMap } from "@armstalker/native-os";

var CALLS = {
  x64: { read: 0, recvfrom: 45, blocking: [130, 270, 271, 281, 441], memory: [9, 10, 11, 12, 25, 28] },
  arm64: { read: 63, recvfrom: 207, blocking: [133, 72, 73, 22, 441], memory: [222, 226, 215, 214, 216, 233] },
};
var SEGV_BIT = 1n << 10n;
var MOST_LOOKS2 = 1e3;
var NAP = 0.1;
var BREATH = 0.1;
var BREATHS_ALONE = 10;
var LONGEST_END = 1e3;
var LONGEST_BREATHS = 1e3;
var EmulatorThreads = class {
  #processId;
  #held;
  #calls;
  /** The stub's socket, as the emulator numbers it. */
  #descriptor;
  /** The memory that holds translated code. */
  #translated;
  /** Threads that are none of the program's. */
  #helpers;
  #refusal;
  /** @param processId - of an emulator whose only thread is in the stub */
  constructor(processId) {
    this.#processId = processId;
    this.#held = new HeldThreads(processId);
    this.#calls = CALLS[process.arch];
    this.#descriptor = this.#findDescriptor();
    this.#helpers = this.#held.all.filter((id) => id !== processId);
  }
  /** Why threads cannot be held; undefined where nothing speaks against it. */
  get refusal() {
    return this.#refusal ?? (this.#descriptor === void 0 ? "what the emulator does cannot be seen" : void 0);
  }
  get areSeveral() {
    return this.#held.threadCount > this.#helpers.length + 1;
  }
  /**
   * Holds all: in the stub, where they wait for an acknowledgement; else where they execute the program's code or wait in a system call. There they have
   * no lock that the one which is spoken to might need, and do not look at the list of breakpoints, which the stub changes without any.
   * False where that is not permitted: then all run.
   */
  hold() {
    try {
      const deadline = performance.now() + LONGEST_BREATHS;
      for (let breaths = 0; ; breaths++) {
        this.#held.holdAllBut(this.#helpers);
        const busy = this.#held.ids.find((id) => this.#isBusy(id));
        if (busy === void 0 || performance.now() > deadline) return true;
        if (breaths % BREATHS_ALONE === BREATHS_ALONE - 1) this.releaseAllBut(this.unacknowledged());
        else this.#held.release(busy);
        pause(BREATH);
      }
    } catch (error) {
      this.#refusal = error;
      return false;
    }
  }
  /** The held threads whose report waits for an acknowledgement. */
  unacknowledged() {
    return this.#held.ids.filter((id) => this.#waitsForAcknowledgement(id));
  }
  /** Lets one run. */
  release(thread) {
    this.#held.release(thread);
  }
  /** Lets all run but some. */
  releaseAllBut(threads = []) {
    for (const id of this.#held.ids) if (!threads.includes(id)) this.#held.release(id);
  }
  /** Waits until a thread that ends the program has done so. */
  awaitEnd(thread) {
    const deadline = performance.now() + LONGEST_END;
    const isAlive = () => /^\d+ \(.*\) [^ZX]/s.test(this.#read(thread, "stat") ?? "");
    while (isAlive() && performance.now() < deadline) pause(NAP);
  }
  #isBusy(id) {
    const call = this.#callOf(id);
    const calls = this.#calls;
    if (call === void 0 || calls === void 0 || this.#waitsForAcknowledgement(id)) return false;
    const [number] = call;
    if (calls.blocking.includes(number)) return false;
    if (number === -1 ? this.#isInEmulator(id) : calls.memory.includes(number)) return true;
    return this.#blocksFaults(id);
  }
  /** True if it is in the emulator's own code. */
  #isInEmulator(id) {
    this.#translated ??= memoryMap(this.#processId).filter(
      ({ protection, path }) => protection.endsWith("x") && path === "",
    );
    const at = this.#held.programCounter(id);
    return at !== void 0 && !this.#translated.some(({ start: start2, end }) => at >= start2 && at < end);
  }
  #waitsForAcknowledgement(id) {
    const call = this.#callOf(id);
    return call !== void 0 && call[0] === this.#calls?.recvfrom && call[1] === this.#descriptor;
  }
  /** The thread has sent its last reply, and is about to wait. */
  #findDescriptor() {
    for (let looks = 0; looks < MOST_LOOKS2; looks++) {
      const call = this.#callOf(this.#processId);
      if (call === void 0 || this.#calls === void 0) return void 0;
      const [number, first] = call;
      if (number === this.#calls.read || number === this.#calls.recvfrom) return first;
      pause(NAP);
    }
    return void 0;
  }
  /** The system call that a thread is in and its first argument; -1: it is in none. Undefined: it is gone. */
  #callOf(id) {
    const text = this.#read(id, "syscall");
    if (text === void 0) return void 0;
    if (text.startsWith("running")) return [-1, 0];
    const [number, first] = text.split(" ", 2);
    return [Number(number), Number(first)];
  }
  #blocksFaults(id) {
    return (maskOf(this.#read(id, "status") ?? "", "SigBlk") & SEGV_BIT) !== 0n;
  }
  #read(id, file) {
    try {
      return readFileSync(`/proc/${this.#processId}/task/${id}/${file}`, "latin1");
    } catch {
      return void 0;
    }
  }
};
function maskOf(status, name) {
  const at = status.indexOf(`
${name}:	`);
  return at < 0 ? 0n : BigInt(`0x${status.slice(at + name.length + 3, at + name.length + 19)}`);
}

// src/interrupt-signal.ts
import { readFileSync as readFileSync2 } from "node:fs";

var UNUSED = { host: 62, program: 60, reported: signalNumber("SIG60") };
var ABORT = { program: 6, reported: signalNumber("SIGABRT") };
var LEAST_REALTIME = 34;
function interruptSignalOf(processId) {
  const digits = /^SigCgt:\s*([0-9a-f]+)/m.exec(readFileSync2(`/proc/${processId}/status`, "latin1"))?.[1];
  const caught = BigInt(`0x${digits ?? 0}`);
  if ((caught >> BigInt(UNUSED.host - 1)) & 1n) return UNUSED;
  const last = caught.toString(2).length;
  return last < LEAST_REALTIME ? void 0 : { host: last, ...ABORT };
}

// src/program-file.ts
import { spawnSync } from "node:child_process";
import { closeSync, fstatSync, openSync, readSync as readSync2, statSync } from "node:fs";
import { basename, join as join2 } from "node:path";
import { ElfError, readElf } from "@armstalker/elf";

var HELP_TIMEOUT = 5e3;
var types = {
  object: "an object file that is not linked",
  core: "a core dump",
};
var LINUX_FILE = "give the path of a program for Linux on 32-bit ARM";
function checkProgram(path, { emulator, sysroot }) {
  const status = statusOf(path, "the program", LINUX_FILE);
  if (status.isDirectory()) throw refused3(`${path} is a folder`, "give the path of a program in it");
  if (!status.isFile()) throw refused3(`${path} is no regular file`, LINUX_FILE);
  if ((status.mode & 73) === 0) throw refused3(`${path} has no execute permission`, `run chmod +x on it`);
  const interpreter = interpreterOf(path, isOfAnotherProcessor(emulator));
  if (interpreter === void 0) return;
  const prefix = sysroot ?? defaultPrefix(emulator);
  if (prefix === void 0) return;
  if ([join2(prefix, interpreter), interpreter].some(isFile)) return;
  throw refused3(
    `${path} needs the loader ${interpreter}, which is neither below ${prefix} nor at that place on this machine`,
    "name the folder that holds the program's loader and libraries with { sysroot }, or link the program statically",
  );
}
function checkFolder(path, what) {
  const hint = "name a folder that exists";
  if (!statusOf(path, what, hint).isDirectory()) throw refused3(`${what}, ${path}, is no folder`, hint);
}
function statusOf(path, what, hint) {
  try {
    return statSync(path);
  } catch (cause) {
    const { code, message } = cause;
    const isMissing = code === "ENOENT" || code === "ENOTDIR";
    throw refused3(
      isMissing ? `${what}, ${path}, does not exist` : `${what} cannot be reached: ${message}`,
      hint,
      cause,
    );
  }
}
function isOfAnotherProcessor(emulator) {
  return /^qemu-(?!arm(?:-static)?$)/.test(basename(emulator));
}
function isFile(path) {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
function defaultPrefix(emulator) {
  const options = { encoding: "latin1", env: {}, timeout: HELP_TIMEOUT };
  return /^QEMU_LD_PREFIX += +(\/.*)$/m.exec(spawnSync(emulator, ["-h"], options).stdout ?? "")?.[1];
}
function interpreterOf(path, anyMachine) {
  const file = open2(path);
  try {
    const { size } = fstatSync(file);
    if (bytesAt(file, 0, 2).toString("latin1") === "#!") throw script(path, bytesAt(file, 2, LONGEST_PATH));
    if (anyMachine) return void 0;
    const elf = readHeaders(path, { size, read: (offset, wanted) => bytesAt(file, offset, wanted) });
    if (elf.type !== "executable" && elf.type !== "shared") {
      throw refused3(`${path} is ${types[elf.type] ?? "no program"}`, "give a program that is linked");
    }
    if (elf.segments.length === 0) {
      throw refused3(`${path} has no segments to load`, "was it stripped of too much? Link it again");
    }
    const end = Math.max(...elf.segments.map(({ offset, fileSize }) => offset + fileSize));
    if (end > size) throw cutOff(path, end, size);
    return elf.interpreter;
  } finally {
    closeSync(file);
  }
}
function readHeaders(path, source) {
  try {
    return readElf(source);
  } catch (error) {
    if (!(error instanceof ElfError)) throw error;
    throw refused3(`${path} ${error.reason}`, error.hint, error);
  }
}
function open2(path) {
  try {
    return openSync(path, "r");
  } catch (cause) {
    throw refused3(
      `${path} cannot be read: ${cause.message}`,
      "the emulator must be able to read it: look at its permissions",
      cause,
    );
  }
}
function bytesAt(file, offset, size) {
  const bytes = Buffer.alloc(size);
  return bytes.subarray(0, readSync2(file, bytes, 0, size, offset));
}
function script(path, line) {
  const [interpreter = ""] = line
    .toString("utf8")
    .trim()
    .split(/[ \t\n]/, 1);
  return refused3(
    `${path} is a script for ${interpreter.slice(0, 100)}`,
    "start an ARM build of that interpreter, with the script as its first argument",
  );
}
function cutOff(path, wanted, size) {
  return refused3(
    `${path} is cut off: by its headers it has ${wanted} bytes or more, and there are ${size}`,
    "copy or build it again",
  );
}
function refused3(message, hint, cause) {
  return new GdbRemoteError({ code: "spawn-failed", message, hint, cause });
}

// src/qemu-user.ts
var CONNECT_INTERVAL = 2;
var LOADER_VARIABLE = /^(?:LD_|GLIBC_TUNABLES$)/;
var QemuUser = class _QemuUser extends GdbRemote {
  #emulator;
  #interrupt;
  /** Resolves with the emulator's end. It never rejects. */
  exited;
  /**
   * Starts `program` (a path, relative to this process's working directory) with `args`.
   * @throws {GdbRemoteError} `spawn-failed`, `invalid-argument`, and what a misbehaving stub leads to.
   */
  static async spawn(program, args = [], options = {}) {
    const emulator = findExecutable(options.emulator ?? "qemu-arm");
    if (emulator === void 0) {
      throw spawnFailed(
        `there is no ${options.emulator ?? "qemu-arm"}`,
        "install qemu-user, or name it with { emulator }",
      );
    }
    if (options.cwd !== void 0) checkFolder(options.cwd, "the working directory");
    if (options.sysroot !== void 0) checkFolder(options.sysroot, "the sysroot");
    mustBeWithoutZero(program, ...args);
    const sysroot = options.sysroot ?? (options.env ?? process.env).QEMU_LD_PREFIX;
    checkProgram(resolve2(program), { emulator, sysroot });
    const guard = await EmulatorGuard.create();
    let child;
    try {
      child = start(emulator, guard.socket, program, args, options);
    } catch (error) {
      await guard.end();
      throw error;
    }
    if (child.pid !== void 0) guard.watch(child.pid);
    const exited = new Promise((settle) => {
      child.once("exit", (code, signal) => settle({ code, signal }));
      child.once("error", () => settle({ code: null, signal: null }));
    });
    endWithThisProcess(child, guard, exited);
    try {
      const descriptor = await connectWhenReady(child, program, guard.socket, options.startTimeout ?? 1e4);
      guard.removeFolder();
      return new _QemuUser(descriptor, options, child, exited);
    } catch (error) {
      child.kill("SIGKILL");
      await exited;
      await guard.end();
      throw error;
    }
  }
  constructor(descriptor, options, emulator, exited) {
    super(descriptor, options);
    this.#emulator = emulator;
    this.#interrupt = interruptSignalOf(this.processId);
    this.holdOthers(new EmulatorThreads(this.processId), options.oneProcessor === true);
    this.exited = exited;
  }
  /** The emulator's process on this machine. */
  get processId() {
    return this.#emulator.pid;
  }
  /** The program's standard input, where `stdio` made it a pipe; so with the other two. */
  get stdin() {
    return this.#emulator.stdin;
  }
  get stdout() {
    return this.#emulator.stdout;
  }
  get stderr() {
    return this.#emulator.stderr;
  }
  /** Ends the emulator at once, whatever it is doing, and closes. */
  kill() {
    this.close();
  }
  /** Ends the emulator, as there would be no other way to reach it. See {@link detach} for the alternative. */
  close() {
    this.#emulator.kill("SIGKILL");
    super.close();
  }
  /** Lets the program run on without a debugger and without our breakpoints. It still ends with this process. */
  detach() {
    this.request("?");
    super.close();
  }
  /**
   * The signal that interrupts, by its number for the program; undefined if the emulator handles none. It ends a waiting system call with EINTR unless
   * the program's action for it has SA_RESTART, the default action too.
   */
  get interruptSignal() {
    return this.#interrupt?.program;
  }
  /** True if the emulator handles a signal that can interrupt: 7.2 and 10.0 do. */
  get canInterrupt() {
    return this.#interrupt !== void 0;
  }
  sendInterrupt() {
    try {
      process.kill(this.processId, this.#interrupt.host);
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
  }
  isInterruptSignal(signal) {
    return signal === this.#interrupt?.reported;
  }
};
function mustBeWithoutZero(...texts) {
  if (!texts.some((text) => text.includes("\0"))) return;
  throw invalidArgument("the program or an argument has a zero byte", "leave it out");
}
var alive = /* @__PURE__ */ new Set();
function endAll() {
  for (const child of alive) child.kill("SIGKILL");
}
function endWithThisProcess(child, guard, exited) {
  if (alive.size === 0) process.on("exit", endAll);
  alive.add(child);
  void exited.then(() => {
    alive.delete(child);
    if (alive.size === 0) process.removeListener("exit", endAll);
    void guard.end();
  });
}
function start(emulator, socket, program, args, options) {
  const command = [emulator, "-g", socket];
  if (options.sysroot !== void 0) command.push("-L", resolve2(options.sysroot));
  if (options.cpu !== void 0) command.push("-cpu", options.cpu);
  const environment = {};
  for (const [name, value] of Object.entries(options.env ?? process.env)) {
    if (value === void 0) continue;
    if (options.env !== void 0 && LOADER_VARIABLE.test(name)) {
      if (value.includes(","))
        throw invalidArgument(`${name} has a comma`, "qemu-arm cannot hand it to the program; leave it out");
      command.push("-E", `${name}=${value}`);
    } else {
      environment[name] = value;
    }
  }
  command.push(options.cwd === void 0 ? program : resolve2(program), ...args);
  if (options.oneProcessor === true) {
    const taskset = findExecutable("taskset");
    if (taskset === void 0) throw spawnFailed("there is no taskset", "install util-linux, or do without oneProcessor");
    command.unshift(taskset, "-c", someProcessor());
  }
  return spawn2(command[0], command.slice(1), {
    env: environment,
    stdio: options.stdio ?? "inherit",
    ...(options.cwd === void 0 ? {} : { cwd: options.cwd }),
  });
}
function someProcessor() {
  const allowed = /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync3("/proc/self/status", "latin1"))?.[1] ?? "0";
  const numbers = allowed.split(",").flatMap((range) => {
    const [first, last] = range.split("-").map(Number);
    return Array.from({ length: (last ?? first) - first + 1 }, (_, index) => first + index);
  });
  return String(numbers[turn++ % numbers.length]);
}
var turn = process.pid;
async function connectWhenReady(child, program, socket, timeout) {
  let failure;
  child.once("error", (cause) => {
    failure = spawnFailed(
      `the emulator did not start ${program}: ${cause.message}`,
      "look whether this machine is out of processes or memory",
      cause,
    );
  });
  child.once("exit", (code, signal) => {
    failure ??= spawnFailed(
      `the emulator ended before it ran ${program} (${signal ?? `exit status ${code}`})`,
      "its message is on standard error: does it know the cpu, and is there room for the program at its addresses?",
    );
  });
  const deadline = performance.now() + timeout;
  while (failure === void 0) {
    await new Promise((wake) => setTimeout(wake, CONNECT_INTERVAL));
    if (failure !== void 0) break;
    try {
      return open3({ path: socket }, { timeout: 1e3 });
    } catch (error) {
      if (performance.now() > deadline) {
        throw spawnFailed(`the emulator did not listen within ${timeout} ms`, "give it a longer startTimeout", error);
      }
      if (!hasNativeCode(error, "not-found") && !hasNativeCode(error, "connection-refused")) throw error;
    }
  }
  throw failure;
}
function findExecutable(name) {
  const candidates = name.includes("/")
    ? [name]
    : (process.env.PATH ?? "")
        .split(delimiter2)
        .filter((folder) => folder !== "")
        .map((folder) => join3(folder, name));
  return candidates.find((path) => {
    try {
      accessSync(path, constants2.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
function spawnFailed(message, hint, cause) {
  return new GdbRemoteError({ code: "spawn-failed", message, hint, cause });
}

export {
  ARM_WITHOUT_DESCRIPTION,
  AuxiliaryEntry,
  connect,
  defaultLimits,
  describeRegisters,
  encodePacket,
  formatThreadId,
  GdbRemote,
  GdbRemoteError,
  hasCode,
  isSameThread,
  linuxSignalNumber,
  NAMELESS_THREAD,
  PacketReader,
  QemuUser,
  RegisterValues,
  RemoteFiles,
  signalName,
  signalNumber,
  signalNumberOfLinux,
  unescapeBinary,
};
