import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { cannotWrite } from "../output.js";

/** Bytes that are kept before they are written. */
const BUFFER = 1 << 16;

/** A file that is written as its text or bytes come: memory stays bounded. */
export class FileSink {
  readonly path: string;
  readonly #file: number;
  readonly #buffer: Buffer = Buffer.allocUnsafe(BUFFER);
  #used = 0;

  /** @throws {CliError} `cannot-write` */
  constructor(path: string) {
    this.path = path;
    this.#file = this.#checked(() => openSync(path, "w"));
  }

  /** @throws {CliError} `cannot-write` */
  write(part: string | Uint8Array): void {
    const bytes = typeof part === "string" ? Buffer.from(part) : part;
    if (this.#used + bytes.length > BUFFER) this.flush();
    if (bytes.length > BUFFER) {
      this.#writeAll(bytes);
      return;
    }
    this.#buffer.set(bytes, this.#used);
    this.#used += bytes.length;
  }

  flush(): void {
    this.#writeAll(this.#buffer.subarray(0, this.#used));
    this.#used = 0;
  }

  close(): void {
    this.flush();
    this.#checked(() => closeSync(this.#file));
  }

  /** Closes and removes the file. */
  remove(): void {
    closeSync(this.#file);
    rmSync(this.path, { force: true });
  }

  #writeAll(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) {
      done += this.#checked(() => writeSync(this.#file, bytes, done, bytes.length - done));
    }
  }

  #checked<Result>(call: () => Result): Result {
    try {
      return call();
    } catch (error) {
      throw cannotWrite(this.path, error);
    }
  }
}
