import { type Protection, protectionBits } from "./memory.js";
import { systemCallAbi } from "./system-call.js";
import type { TracedThread } from "./thread.js";

const MAP_PRIVATE_ANONYMOUS = 0x22;
const MAP_FIXED_NOREPLACE = 0x100000;

/** Makes a stopped thread manage the memory of its process. */
export class RemoteMemory {
  readonly #thread: TracedThread;

  constructor(thread: TracedThread) {
    this.#thread = thread;
  }

  /** Maps `size` bytes of fresh memory, at a free `address` if one is given. Result: its address. */
  allocate(size: number, protection: Protection = "rw-", address = 0): number {
    const { abi } = systemCallAbi(this.#thread);
    const flags = MAP_PRIVATE_ANONYMOUS | (address === 0 ? 0 : MAP_FIXED_NOREPLACE);
    const bits = protectionBits(protection, "mmap");
    return this.#thread.systemCall(abi.numbers.mmap, [address, size, bits, flags, -1, 0]);
  }

  protect(address: number, size: number, protection: Protection): void {
    const { abi } = systemCallAbi(this.#thread);
    this.#thread.systemCall(abi.numbers.mprotect, [address, size, protectionBits(protection, "mprotect")]);
  }

  free(address: number, size: number): void {
    const { abi } = systemCallAbi(this.#thread);
    this.#thread.systemCall(abi.numbers.munmap, [address, size]);
  }

  /** Makes code that was written visible to the instruction fetch of the process. Nothing to do on x86-64. */
  clearInstructionCache(address: number, size: number): void {
    const { abi } = systemCallAbi(this.#thread);
    if (abi.numbers.clearCache === undefined) return;
    this.#thread.systemCall(abi.numbers.clearCache, [address, address + size, 0]);
  }
}
