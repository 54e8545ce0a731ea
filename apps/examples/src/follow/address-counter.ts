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

  /** How many times `add` was called. */
  get total(): number {
    return this.#total;
  }

  /**
   * Counts an address once more.
   *
   * @param end - kept with the address when it is new
   * @returns whether it is new
   */
  add(address: number, end = 0): boolean {
    this.#total++;
    const slot = this.#slot(address);
    if (this.#counts[slot]! > 0) {
      this.#counts[slot]! += 1;
      return false;
    }
    this.#put(slot, address, end, 1);
    if (this.#size * 2 > this.#keys.length) this.#grow();
    return true;
  }

  count(address: number): number {
    return this.#counts[this.#slot(address)]!;
  }

  /** All addresses with their ends and counts, in no order. */
  *entries(): Generator<{ address: number; end: number; count: number }> {
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

  #grow(): void {
    const all = [...this.entries()];
    const length = this.#keys.length * 2;
    this.#shift--;
    this.#keys = new Uint32Array(length);
    this.#ends = new Uint32Array(length);
    this.#counts = new Float64Array(length);
    this.#size = 0;
    for (const { address, end, count } of all) this.#put(this.#slot(address), address, end, count);
  }
}
