export interface CountedAddress {
  readonly address: number;
  readonly end: number;
  readonly count: number;
}

/**
 * Counts how often each address occurs. It takes millions a second: a hash table with open addressing in typed arrays.
 */
export class AddressCounter {
  #keys: Uint32Array;
  #ends: Uint32Array;
  /** 0: the slot is free. Doubles, as programs run more than 2^32 blocks. */
  #counts: Float64Array;
  #shift: number;
  #size = 0;
  #total = 0;

  constructor() {
    this.#shift = 32 - 12;
    this.#keys = new Uint32Array(1 << 12);
    this.#ends = new Uint32Array(1 << 12);
    this.#counts = new Float64Array(1 << 12);
  }

  /** How many different addresses there are. */
  get size(): number {
    return this.#size;
  }

  /** How often addresses occurred, all together. */
  get total(): number {
    return this.#total;
  }

  /**
   * Counts an address.
   *
   * @param end - kept with the address when it is new
   * @param times - how often the address occurred
   * @returns whether it is new
   */
  add(address: number, end = 0, times = 1): boolean {
    this.#total += times;
    const slot = this.#slot(address);
    if (this.#counts[slot]! > 0) {
      this.#counts[slot]! += times;
      return false;
    }
    this.#put(slot, address, end, times);
    if (this.#size * 2 > this.#keys.length) this.#resize(this.#keys.length * 2, [...this.entries()]);
    return true;
  }

  count(address: number): number {
    return this.#counts[this.#slot(address)]!;
  }

  /** Removes the addresses from `start` to the one before `end`, and returns them. They still count for {@link total}. */
  take(start: number, end: number): CountedAddress[] {
    const kept: CountedAddress[] = [];
    const taken: CountedAddress[] = [];
    for (const entry of this.entries()) (start <= entry.address && entry.address < end ? taken : kept).push(entry);
    if (taken.length > 0) this.#resize(this.#keys.length, kept);
    return taken;
  }

  /** All addresses with their ends and counts, in no order. */
  *entries(): Generator<CountedAddress> {
    for (let slot = 0; slot < this.#keys.length; slot++) {
      const count = this.#counts[slot]!;
      if (count > 0) yield { address: this.#keys[slot]!, end: this.#ends[slot]!, count };
    }
  }

  /** The address's slot, or the free one where it belongs. */
  #slot(address: number): number {
    const mask = this.#keys.length - 1;
    let slot = Math.imul(address, 0x9e3779b1) >>> this.#shift;
    while (this.#counts[slot]! > 0 && this.#keys[slot] !== address) slot = (slot + 1) & mask;
    return slot;
  }

  #put(slot: number, address: number, end: number, count: number): void {
    this.#keys[slot] = address;
    this.#ends[slot] = end;
    this.#counts[slot] = count;
    this.#size++;
  }

  /** @param length - slots, a power of two */
  #resize(length: number, entries: readonly CountedAddress[]): void {
    this.#shift = Math.clz32(length) + 1;
    this.#keys = new Uint32Array(length);
    this.#ends = new Uint32Array(length);
    this.#counts = new Float64Array(length);
    this.#size = 0;
    for (const { address, end, count } of entries) this.#put(this.#slot(address), address, end, count);
  }
}
