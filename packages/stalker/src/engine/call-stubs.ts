import type { Address } from "@armstalker/isa";
import type { Recompiler, SystemCallSite } from "@armstalker/recompiler";

/** Code outside of blocks that makes a system call of the program. It leads to what follows the call in the program. */
export interface CallStub {
  /** Of the system call. */
  readonly address: Address;
  /** In bytes. */
  readonly size: number;
  readonly site: SystemCallSite;
}

/** The stubs of a context that make system calls. */
export class CallStubs {
  readonly #recompiler: Recompiler;
  #stubs: CallStub[] = [];

  constructor(recompiler: Recompiler) {
    this.#recompiler = recompiler;
  }

  /** Puts code that makes the system call of a site. @param codeAt - makes the code for an address; called once or twice */
  put(site: SystemCallSite, codeAt: (address: number) => Uint8Array): Address {
    const { address, size } = this.#recompiler.putStub(codeAt);
    this.#stubs.push({ address, size, site });
    return address;
  }

  /** The stub that an address lies in. */
  at(pc: number): CallStub | undefined {
    return this.#stubs.find(({ address, size }) => pc >= address && pc < address + size);
  }

  /** True for the address of a stub's system call. */
  isCall(pc: number): boolean {
    return this.#stubs.some(({ address }) => address === pc);
  }

  /** The oldest code gives way. */
  forget(): void {
    this.#stubs = [];
  }
}
