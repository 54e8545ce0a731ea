import { type GdbRemote, hasCode, QemuUser } from "@armstalker/gdb-remote";
import type { Protection } from "@armstalker/slab-allocator";
import { TargetError } from "../errors.js";
import { ADDRESS_SPACE } from "../target.js";
import { EmulatorMemory, hasZeroPage } from "./emulator-memory.js";

interface Allocation {
  readonly size: number;
  readonly protection: Protection;
  /** The same memory as this process has it mapped. Undefined where it is not shared. */
  readonly shared: Uint8Array | undefined;
}

/** The target's memory: by packets, or past the stub if this process has started the emulator. */
export class GdbMemory {
  readonly #remote: GdbRemote;
  readonly #pageSize: number;
  /** Makes pages of our own what they are already: see {@link write}. */
  readonly #protect: (base: number, size: number, protection: Protection) => void;
  readonly #emulator: EmulatorMemory | undefined;
  /** Memory of our own in the target, by base. */
  readonly #allocated: Map<number, Allocation> = new Map();

  constructor(
    remote: GdbRemote,
    pageSize: number,
    protect: (base: number, size: number, protection: Protection) => void,
  ) {
    this.#remote = remote;
    this.#pageSize = pageSize;
    this.#protect = protect;
    if (remote instanceof QemuUser) this.#emulator = EmulatorMemory.find(remote);
  }

  read(address: number, size: number): Uint8Array {
    mustBeWithin(address, size);
    return (
      this.#sharedBytes(address, size)?.slice() ??
      this.#readDirectly(address, size) ??
      this.#remote.readMemory(address, size)
    );
  }

  /** Reads bytes: as many as can be read. */
  readSome(address: number, size: number): Uint8Array {
    const wanted = Math.max(0, Math.min(size, ADDRESS_SPACE - address));
    const whole = this.#tryRead(address, wanted);
    if (whole !== undefined) return whole;
    const pieces: Uint8Array[] = [];
    for (let at = address; at < address + wanted; ) {
      const next = Math.min((Math.floor(at / this.#pageSize) + 1) * this.#pageSize, address + wanted);
      const piece = this.#tryRead(at, next - at);
      if (piece === undefined) break;
      pieces.push(piece);
      at = next;
    }
    return Buffer.concat(pieces);
  }

  /** Reads memory of our own while the target runs; null where only packets could. */
  peek(address: number, size: number): Uint8Array | null {
    if (this.#allocationOf(address, size) === undefined) return null;
    return this.#sharedBytes(address, size)?.slice() ?? this.#emulator?.read(address, size) ?? null;
  }

  /** Reads memory while the target runs; undefined where only packets can tell. */
  readRunning(address: number, size: number): Uint8Array | undefined {
    mustBeWithin(address, size);
    const own = this.peek(address, size);
    if (own !== null) return own;
    const bytes = this.#emulator?.read(address, size);
    if (bytes === undefined || !hasZeroPage(address, bytes, this.#pageSize)) return bytes;
    return this.#emulator!.isReadable(address, size) ? bytes : undefined;
  }

  /** Reads bytes while the target runs: as many as can be read. */
  readSomeRunning(address: number, size: number): Uint8Array | undefined {
    if (this.#emulator === undefined) return undefined;
    const wanted = Math.max(0, Math.min(size, ADDRESS_SPACE - address));
    if (wanted === 0) return new Uint8Array(0);
    const own = this.peek(address, wanted);
    if (own !== null) return own;
    const bytes = this.#emulator.read(address, wanted);
    if (bytes !== undefined && !hasZeroPage(address, bytes, this.#pageSize)) return bytes;
    const end = this.#emulator.readableTo(address, wanted);
    return bytes?.subarray(0, end - address) ?? this.#emulator.read(address, end - address);
  }

  /** Writes to memory while the target runs. False where only packets can: the program may not write there, or has executed code there. */
  writeRunning(address: number, bytes: Uint8Array): boolean {
    mustBeWithin(address, bytes.length);
    if (this.#writeShared(address, bytes)) return true;
    const emulator = this.#emulator;
    if (emulator === undefined) return false;
    // Memory of our own may hold code that has run, too: then its pages are not writable.
    const isOwnData = this.#allocationOf(address, bytes.length)?.protection.endsWith("-") === true;
    return (isOwnData || emulator.isWritable(address, bytes.length)) && emulator.write(address, bytes);
  }

  write(address: number, bytes: Uint8Array): void {
    mustBeWithin(address, bytes.length);
    if (this.#writeShared(address, bytes)) return;
    const remote = this.#remote;
    const allocation = this.#allocationOf(address, bytes.length);
    if (allocation !== undefined && remote.state === "stopped" && this.#emulator?.write(address, bytes) === true)
      return;
    try {
      remote.writeMemory(address, bytes);
    } catch (error) {
      if (allocation?.protection !== "rwx" || !hasCode(error, "memory-fault")) throw error;
      // The stub of qemu-arm 7.2 takes pages whose code has run for read-only, until they get their protection anew.
      const base = address - (address % this.#pageSize);
      const pages = Math.ceil((address + bytes.length - base) / this.#pageSize);
      this.#protect(base, pages * this.#pageSize, allocation.protection);
      remote.writeMemory(address, bytes);
    }
  }

  /** Remembers memory that was mapped for us. */
  add(base: number, size: number, protection: Protection, shared?: Uint8Array): void {
    this.#allocated.set(base, { size, protection, shared });
  }

  remove(base: number): void {
    this.#allocated.delete(base);
  }

  close(): void {
    this.#emulator?.close();
  }

  #tryRead(address: number, size: number): Uint8Array | undefined {
    if (size === 0) return new Uint8Array(0);
    try {
      return this.read(address, size);
    } catch (error) {
      if (hasCode(error, "memory-fault")) return undefined;
      throw error;
    }
  }

  #readDirectly(address: number, size: number): Uint8Array | undefined {
    if (this.#emulator === undefined || this.#remote.state !== "stopped") return undefined;
    const bytes = this.#emulator.read(address, size);
    if (bytes === undefined || this.#allocationOf(address, size) !== undefined) return bytes;
    return hasZeroPage(address, bytes, this.#pageSize) ? undefined : bytes;
  }

  /** Bytes of memory that is shared; undefined for other memory. */
  #sharedBytes(address: number, size: number): Uint8Array | undefined {
    for (const [base, { size: whole, shared }] of this.#allocated) {
      if (shared === undefined || address < base || address + size > base + whole) continue;
      return shared.subarray(address - base, address - base + size);
    }
    return undefined;
  }

  #writeShared(address: number, bytes: Uint8Array): boolean {
    const into = this.#sharedBytes(address, bytes.length);
    into?.set(bytes);
    return into !== undefined;
  }

  #allocationOf(address: number, size: number): Allocation | undefined {
    for (const [base, allocation] of this.#allocated) {
      if (address >= base && address + size <= base + allocation.size) return allocation;
    }
    return undefined;
  }
}

function mustBeWithin(address: number, size: number): void {
  if (address >= 0 && address + size <= ADDRESS_SPACE) return;
  throw new TargetError({
    code: "memory-fault",
    message: `${size} bytes at 0x${address.toString(16)} go beyond the address space`,
    hint: "addresses are 0 to 2^32 - 1; a negative n is n >>> 0",
    address,
  });
}
