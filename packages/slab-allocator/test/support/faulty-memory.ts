import { type Address, type MemoryCall, type Protection, SimulatedMemory } from "../../src/index.js";

/** What a {@link FaultyMemory} throws. */
export class TargetGone extends Error {}

/** Simulated memory that fails on demand, and keeps a log of what was asked of it. */
export class FaultyMemory extends SimulatedMemory {
  /** `call base size [protection]`, in order. */
  readonly log: string[] = [];
  /** Calls left before the one that throws; each later one works again. */
  failAfter: number = Number.POSITIVE_INFINITY;
  /** Only calls of these kinds count towards `failAfter`. */
  failing: readonly MemoryCall[] = ["allocate", "free", "protect", "write", "flush", "memoryMap"];

  override memoryMap(): ReturnType<SimulatedMemory["memoryMap"]> {
    this.#step("memoryMap");
    return super.memoryMap();
  }

  override allocate(size: number, protection: Protection, at?: Address): Address {
    this.#step("allocate", size, protection);
    return super.allocate(size, protection, at);
  }

  override free(base: Address, size: number): void {
    this.#step("free", base, size);
    super.free(base, size);
  }

  override protect(base: Address, size: number, protection: Protection): void {
    this.#step("protect", base, size, protection);
    super.protect(base, size, protection);
  }

  override write(address: Address, bytes: Uint8Array): void {
    this.#step("write", address, bytes.length);
    super.write(address, bytes);
  }

  override flush(address: Address, size: number): void {
    this.#step("flush", address, size);
    super.flush(address, size);
  }

  #step(call: MemoryCall, ...values: (number | string)[]): void {
    this.log.push([call, ...values.map((value) => (typeof value === "number" ? value.toString(16) : value))].join(" "));
    if (this.failing.includes(call) && this.failAfter-- === 0) throw new TargetGone(`${call} failed on demand`);
  }
}
