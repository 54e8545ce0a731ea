import type { CodeAddress } from "@armstalker/isa";
import { dropFirst, FIRST_ENTRIES, grown, Numbering } from "./columns.js";

/** Why code at an address is expected to run. */
export const LeadKind = {
  /** A call returns there. */
  return: 0,
  /** An indirect branch probably goes there. */
  prediction: 1,
} as const;

export type LeadKind = (typeof LeadKind)[keyof typeof LeadKind];

/** Addresses that blocks lead to other than by direct branches. */
export class LeadTable extends Numbering {
  #address: Uint32Array = new Uint32Array(FIRST_ENTRIES);
  #kind: Uint8Array = new Uint8Array(FIRST_ENTRIES);

  add(kind: LeadKind, address: CodeAddress): void {
    const at = this.end - this.first;
    if (at === this.#address.length) {
      this.#address = grown(this.#address);
      this.#kind = grown(this.#kind);
    }
    this.#address[at] = address;
    this.#kind[at] = kind;
    this.end++;
  }

  addressOf(lead: number): CodeAddress {
    return this.#address[lead - this.first] as CodeAddress;
  }

  kindOf(lead: number): LeadKind {
    return this.#kind[lead - this.first] as LeadKind;
  }

  truncate(end: number): void {
    this.end = end;
  }

  dropBefore(lead: number): void {
    const count = lead - this.first;
    if (count <= 0) return;
    dropFirst(this.#address, count, this.size);
    dropFirst(this.#kind, count, this.size);
    this.first = lead;
  }
}
