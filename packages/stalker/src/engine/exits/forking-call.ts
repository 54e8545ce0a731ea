import { type CodeAddress, codeAddress } from "@armstalker/isa";
import type { SystemCallSite } from "@armstalker/recompiler";
import { forkingCall, forkingCallUnblocking, numberedFork } from "../../codegen/thunks.js";
import type { CallStubs } from "../call-stubs.js";
import { isNumbered } from "../numbered-calls.js";
import { afterCall } from "../system-calls.js";

/** Stubs for system calls that return twice: the child goes on in the program's own code, and the caller in generated code. */
export class ForkingCalls {
  readonly #stubs: CallStubs;
  /** Stubs that block no signals, by the number of the call's site. */
  readonly #known = new Map<number, CodeAddress>();

  constructor(stubs: CallStubs) {
    this.#stubs = stubs;
  }

  /** Code that makes the call of a site. @param held - signals to unblock in the child: the first word of a signal set */
  codeFor(site: SystemCallSite, held: number): CodeAddress {
    const known = this.#known.get(site.site);
    if (known !== undefined && held === 0) return known;
    const child = codeAddress(site.next, site.set);
    const caller = afterCall(site);
    const inT32 = held === 0 ? forkingCall(child, caller) : forkingCallUnblocking(child, caller, held);
    const inA32First = isNumbered(site.set, site.immediate);
    const address = this.#stubs.put(site, (at) => (inA32First ? numberedFork(site.immediate, at, inT32) : inT32));
    const code = codeAddress(address, inA32First ? "a32" : "t32");
    if (held === 0) this.#known.set(site.site, code);
    return code;
  }

  /** The oldest code gives way. */
  forget(): void {
    this.#known.clear();
  }
}
