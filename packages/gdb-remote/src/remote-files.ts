import { mustBeBytes, mustBeOneOf, mustBePath, mustBeUnsigned } from "./arguments.js";
import { ByteCollector } from "./byte-collector.js";
import { excerpt, GdbRemoteError } from "./error.js";
import { binaryPrefixLength, unescapeBinary } from "./framing.js";
import { parseHexNumber, textToHex } from "./hex.js";
import { limitExceeded } from "./limits.js";
import { latin, type Requester, unexpectedReply } from "./requester.js";

/** The ways to open a file. `create` and `truncate` go with the two that write. */
export interface OpenOptions {
  access?: "read" | "write" | "read-write";
  create?: boolean;
  truncate?: boolean;
  /** Permission bits of a file that is created; 0o600 by default. */
  mode?: number;
}

// The protocol's own numbers (GDB manual, appendix E.13.9).
const O_RDONLY = 0;
const O_WRONLY = 1;
const O_RDWR = 2;
const O_CREAT = 0x200;
const O_TRUNC = 0x400;
const accessFlags = { read: O_RDONLY, write: O_WRONLY, "read-write": O_RDWR } as const;
const accessWords = Object.keys(accessFlags) as (keyof typeof accessFlags)[];
const ERROR_NAMES: ReadonlyMap<number, string> = new Map([
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

/** Files on the target's side, where the stub gives access to them (gdbserver does, qemu-arm 7.2 does not). */
export class RemoteFiles {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  /** Whose view of the file system later calls use: the stub's own (0), or that of a process of the target. */
  useFileSystemOf(process: number): void {
    this.#call(`vFile:setfs:${mustBeUnsigned(process, "process").toString(16)}`);
  }

  /** The stub's descriptor. @throws {GdbRemoteError} `target-error` with the error's name, `unsupported`. */
  open(path: string, options: OpenOptions = {}): number {
    const { access = "read", create = false, truncate = false, mode = 0o600 } = options;
    const flags =
      accessFlags[mustBeOneOf(access, accessWords, "access")] | (create ? O_CREAT : 0) | (truncate ? O_TRUNC : 0);
    return this.#call(
      `vFile:open:${textToHex(mustBePath(path))},${flags.toString(16)},${mustBeUnsigned(mode, "mode").toString(16)}`,
    ).result;
  }

  close(descriptor: number): void {
    this.#call(`vFile:close:${mustBeUnsigned(descriptor, "descriptor").toString(16)}`);
  }

  /** Up to `size` bytes from `offset` on, as many as one packet brings; none at the end of the file. */
  read(descriptor: number, offset: number, size: number): Uint8Array {
    const most = Math.min(mustBeUnsigned(size, "size"), this.#requester.packetSize);
    const at = mustBeUnsigned(offset, "offset").toString(16);
    const packet = `vFile:pread:${mustBeUnsigned(descriptor, "descriptor").toString(16)},${most.toString(16)},${at}`;
    const { result, attachment } = this.#call(packet);
    const bytes = attachment === undefined ? undefined : unescapeBinary(attachment);
    if (bytes === undefined || bytes.length !== result || bytes.length > most) {
      throw unexpectedReply(packet, `F${result.toString(16)}`, `a count and that many bytes, at most ${most},`);
    }
    return bytes;
  }

  /** Writes all of `bytes` at `offset`. */
  write(descriptor: number, offset: number, bytes: Uint8Array): void {
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

  remove(path: string): void {
    this.#call(`vFile:unlink:${textToHex(mustBePath(path))}`);
  }

  /** The text of a symbolic link. */
  readLink(path: string): string {
    const packet = `vFile:readlink:${textToHex(mustBePath(path))}`;
    const { attachment } = this.#call(packet);
    const bytes = attachment === undefined ? undefined : unescapeBinary(attachment);
    if (bytes === undefined) throw unexpectedReply(packet, "F", "the link's text");
    return Buffer.from(bytes).toString("utf8");
  }

  /** A whole file. */
  readFile(path: string): Uint8Array {
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
  writeFile(path: string, bytes: Uint8Array, mode: number = 0o600): void {
    mustBeBytes(bytes, "bytes");
    const descriptor = this.open(path, { access: "write", create: true, truncate: true, mode });
    try {
      this.write(descriptor, 0, bytes);
    } finally {
      this.close(descriptor);
    }
  }

  #call(packet: string | Uint8Array): { result: number; attachment?: Uint8Array } {
    const reply = this.#requester.tryBytes(packet);
    if (reply === undefined) {
      throw new GdbRemoteError({
        code: "unsupported",
        message: "the stub gives no access to files",
        hint: "get the file another way",
        packet: excerpt(packet),
      });
    }
    const semicolon = reply.indexOf(0x3b);
    const head = latin(semicolon < 0 ? reply : reply.subarray(0, semicolon));
    const match = /^F(-1|[0-9a-fA-F]{1,12})(?:,([0-9a-fA-F]{1,8}))?$/.exec(head);
    if (match === null) throw unexpectedReply(packet, latin(reply), "F and a result");
    if (match[1] === "-1") {
      this.#requester.onRefusal?.();
      const number = match[2] === undefined ? 0 : Number.parseInt(match[2], 16);
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
    const result = parseHexNumber(match[1]!, excerpt(packet));
    return semicolon < 0 ? { result } : { result, attachment: reply.subarray(semicolon + 1) };
  }
}
