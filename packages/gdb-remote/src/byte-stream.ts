import { readSync, writeSync } from "node:fs";
import { Socket } from "node:net";
import { waitReadable } from "@armstalker/native-os";
import { pause } from "./pause.js";

/** An event for a listener: bytes, or the end of the stream, with the reason where it is known. */
export type StreamEvent = { kind: "bytes"; bytes: Uint8Array } | { kind: "end"; cause?: unknown };

/** A stream to a stub that can be read both ways: blocking with a limit, or from the event loop. */
export interface ByteStream {
  /** Blocks until there are bytes or the end, at most `milliseconds`. The bytes are valid until the next call. */
  read(milliseconds: number): StreamEvent | { kind: "timeout" };
  /** Writes all, or says why not. `whenFull` is called while the peer does not take more, so that its own output can be read. */
  write(bytes: Uint8Array, milliseconds: number, whenFull: () => void): StreamEvent | { kind: "written" | "timeout" };
  /** From now on bytes go to `listener`, from the event loop, which this keeps alive, until {@link pause}. */
  listen(listener: (event: StreamEvent) => void): void;
  pause(): void;
  close(): void;
}

const READ_SIZE = 65536;
/**
 * A connected socket's descriptor. The event loop's part is a `net.Socket` of that descriptor, in the form that hands each read to a
 * callback and keeps nothing back, so that stopping it leaves every further byte in the kernel for blocking reads.
 */
export class SocketStream implements ByteStream {
  readonly #descriptor: number;
  readonly #socket: Socket;
  readonly #buffer: Uint8Array = new Uint8Array(READ_SIZE);
  /** Bytes that the event loop had read before it was told to stop. */
  readonly #early: Uint8Array[] = [];
  #listener: ((event: StreamEvent) => void) | undefined;
  #isEnded = false;
  #cause: unknown;
  #isClosed = false;

  /** @param descriptor is owned by the stream from now on. */
  constructor(descriptor: number) {
    this.#descriptor = descriptor;
    const own = new Uint8Array(READ_SIZE);
    const onread = {
      buffer: own,
      callback: (size: number): boolean => {
        if (this.#listener === undefined) this.#early.push(own.slice(0, size));
        else this.#listener({ kind: "bytes", bytes: own.subarray(0, size) });
        return true;
      },
    };
    const options = { fd: descriptor, allowHalfOpen: true, readable: true, writable: true, onread };
    this.#socket = new Socket(options);
    this.#socket.pause();
    this.#socket.on("end", () => this.#end(undefined));
    this.#socket.on("error", (error) => this.#end(error));
    this.#socket.on("close", () => this.#end(undefined));
  }

  read(milliseconds: number): StreamEvent | { kind: "timeout" } {
    const deadline = performance.now() + milliseconds;
    for (;;) {
      const early = this.#early.shift();
      if (early !== undefined) return { kind: "bytes", bytes: early };
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

  write(bytes: Uint8Array, milliseconds: number, whenFull: () => void): StreamEvent | { kind: "written" | "timeout" } {
    const deadline = performance.now() + milliseconds;
    for (let at = 0; at < bytes.length; ) {
      if (this.#isClosed) return this.#ended();
      try {
        at += writeSync(this.#descriptor, bytes, at);
      } catch (error) {
        if (!isTransient(error)) {
          // Bytes that the peer sent before it hung up can still be read.
          return { kind: "end", cause: error };
        }
        if (performance.now() >= deadline) return { kind: "timeout" };
        whenFull();
        pause(1);
      }
    }
    return { kind: "written" };
  }

  listen(listener: (event: StreamEvent) => void): void {
    this.#listener = listener;
    if (this.#isEnded || this.#early.length > 0) setImmediate(() => this.#deliver());
    else this.#socket.resume();
  }

  pause(): void {
    this.#listener = undefined;
    if (!this.#isClosed) this.#socket.pause();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#isEnded = true;
    this.#listener = undefined;
    this.#socket.destroy();
  }

  /** To a listener that came when there was something already. */
  #deliver(): void {
    if (this.#listener === undefined) return;
    const early = this.#early.shift();
    if (early !== undefined) {
      this.#listener({ kind: "bytes", bytes: early });
      if (this.#listener !== undefined) this.listen(this.#listener);
    } else if (this.#isEnded) {
      this.#end(this.#cause);
    } else {
      this.#socket.resume();
    }
  }

  #end(cause: unknown): void {
    this.#isEnded = true;
    this.#cause ??= cause;
    const listener = this.#listener;
    this.#listener = undefined;
    listener?.(this.#ended());
  }

  #ended(): StreamEvent {
    return this.#cause === undefined ? { kind: "end" } : { kind: "end", cause: this.#cause };
  }
}

function isTransient(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "EAGAIN" || code === "EWOULDBLOCK" || code === "EINTR";
}
