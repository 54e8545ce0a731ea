import { closeSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import { AuxiliaryEntry, type QemuUser } from "@armstalker/gdb-remote";
import { parseMemoryMap } from "@armstalker/native-os";

/** Bytes that the kernel chose at random for the program, at the address in AT_RANDOM. */
const RANDOM_SIZE = 16;
/** Stands for a descriptor; the system refuses it. */
const CLOSED = -1;

/**
 * The program's memory within that of its emulator, a process of this machine. It is many times faster than packets; and it reaches
 * pages whose code has run, which the stub of qemu-arm 7.2 takes for read-only. What the emulator has made of the old code is gone by
 * then: it forgets all of it at each stop.
 */
export class EmulatorMemory {
  readonly #processId: number;
  #descriptor: number;
  /** The place of the program's address 0 in the emulator's memory. */
  readonly #base: number;

  /** Undefined where the system does not let us. */
  static find(remote: QemuUser): EmulatorMemory | undefined {
    const { processId } = remote;
    let descriptor: number | undefined;
    try {
      const place = Number(remote.readAuxiliaryVector().get(AuxiliaryEntry.RANDOM));
      const random = remote.readMemory(place, RANDOM_SIZE);
      descriptor = openSync(`/proc/${processId}/mem`, "r+");
      const found = new Uint8Array(RANDOM_SIZE);
      for (const base of baseCandidates(processId)) {
        if (tryRead(descriptor, found, base + place) && Buffer.compare(found, random) === 0) {
          return new EmulatorMemory(processId, descriptor, base);
        }
      }
    } catch {
      // Packets do as well.
    }
    if (descriptor !== undefined) closeSync(descriptor);
    return undefined;
  }

  private constructor(processId: number, descriptor: number, base: number) {
    this.#processId = processId;
    this.#descriptor = descriptor;
    this.#base = base;
  }

  /**
   * Bytes from the address on. Where the program has no memory there are zeros: see {@link hasZeroPage}. Undefined where the emulator has none
   * either.
   */
  read(address: number, size: number): Uint8Array | undefined {
    const bytes = new Uint8Array(size);
    return tryRead(this.#descriptor, bytes, this.#base + address) ? bytes : undefined;
  }

  /** Writes to pages that the program has, whatever it may do there itself; where it has none this is not noticed. False: nothing was written. */
  write(address: number, bytes: Uint8Array): boolean {
    try {
      return writeSync(this.#descriptor, bytes, 0, bytes.length, this.#base + address) === bytes.length;
    } catch {
      return false;
    }
  }

  /** True if the program can read all of the bytes, and if it can write to all of them without the emulator taking notice. */
  isReadable(address: number, size: number): boolean {
    return this.#allowedTo(address, size, "r") === address + size;
  }

  isWritable(address: number, size: number): boolean {
    return this.#allowedTo(address, size, "w") === address + size;
  }

  /** The end of the bytes from an address on that the program can read, `size` at most. */
  readableTo(address: number, size: number): number {
    return this.#allowedTo(address, size, "r");
  }

  /** The emulator protects the program's pages as the program does, and those whose code it has translated against writing. */
  #allowedTo(address: number, size: number, letter: "r" | "w"): number {
    const text = readFileSync(`/proc/${this.#processId}/maps`, "latin1");
    const end = this.#base + address + size;
    let at = this.#base + address;
    // A line begins with `START-END PROTECTION`. This is asked for often, and needs no more of it.
    for (let line = 0; line < text.length; line = text.indexOf("\n", line) + 1) {
      const dash = text.indexOf("-", line);
      const space = text.indexOf(" ", dash);
      const next = Number.parseInt(text.slice(dash + 1, space), 16);
      if (next <= at) continue;
      const start = Number.parseInt(text.slice(line, dash), 16);
      if (start > at || at >= end || text[space + (letter === "r" ? 1 : 2)] !== letter) break;
      at = next;
    }
    return Math.min(at, end) - this.#base;
  }

  /** From now on nothing is read or written. */
  close(): void {
    if (this.#descriptor !== CLOSED) closeSync(this.#descriptor);
    this.#descriptor = CLOSED;
  }
}

/** True if bytes hold only zeros in one of their pages, as those do that are read where the program has no memory. */
export function hasZeroPage(address: number, bytes: Uint8Array, pageSize: number): boolean {
  for (let at = 0; at < bytes.length; ) {
    const next = Math.min(at + pageSize - ((address + at) % pageSize), bytes.length);
    if (bytes.subarray(at, next).every((byte) => byte === 0)) return true;
    at = next;
  }
  return false;
}

/** The emulator reserves the program's address space as a whole, so it begins with a mapping; or with the emulator's own. */
function baseCandidates(processId: number): number[] {
  const maps = parseMemoryMap(readFileSync(`/proc/${processId}/maps`, "utf8"));
  return [...new Set([0, ...maps.map(({ start }) => start)])];
}

function tryRead(descriptor: number, into: Uint8Array, position: number): boolean {
  try {
    return readSync(descriptor, into, 0, into.length, position) === into.length;
  } catch {
    return false;
  }
}
