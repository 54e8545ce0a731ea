const FIRST_SLOTS = 512;
/** What marks a slot without an entry; no value is negative. */
const NONE = -1;
/** 2^32 divided by the golden ratio: neighbours are spread over all slots. */
const SPREAD = 0x9e3779b1;

/** The slot that an address's entry is looked for from. */
function slotOf(address: number, mask: number): number {
  const mixed = Math.imul(address, SPREAD);
  return (mixed ^ (mixed >>> 15)) & mask;
}

/** A map from addresses, 0 to 2^32 - 1, to numbers from 0 to 2^31 - 1: two typed arrays, looked through from the address's own slot on. */
export class AddressMap {
  #keys: Uint32Array = new Uint32Array(FIRST_SLOTS);
  #values: Int32Array = new Int32Array(FIRST_SLOTS).fill(NONE);
  #mask = FIRST_SLOTS - 1;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number for an address, -1 if there is none. */
  get(address: number): number {
    const keys = this.#keys;
    const values = this.#values;
    const mask = this.#mask;
    // As `slotOf`: this is the innermost loop of compiling.
    const mixed = Math.imul(address, SPREAD);
    for (let slot = (mixed ^ (mixed >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const value = values[slot]!;
      if (value < 0 || keys[slot] === address) return value;
    }
  }

  /** Sets the number for an address. Returns the one that it had, -1 if there was none. */
  set(address: number, value: number): number {
    if (2 * (this.#size + 1) > this.#mask) this.#grow();
    const keys = this.#keys;
    const values = this.#values;
    const mask = this.#mask;
    const mixed = Math.imul(address, SPREAD);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    while (values[slot]! >= 0 && keys[slot] !== address) slot = (slot + 1) & mask;
    const before = values[slot]!;
    if (before < 0) this.#size++;
    keys[slot] = address;
    values[slot] = value;
    return before;
  }

  #grow(): void {
    const keys = this.#keys;
    const values = this.#values;
    const slots = keys.length * 2;
    this.#keys = new Uint32Array(slots);
    this.#values = new Int32Array(slots).fill(NONE);
    this.#mask = slots - 1;
    this.#size = 0;
    for (let slot = 0; slot < keys.length; slot++) if (values[slot]! >= 0) this.set(keys[slot]!, values[slot]!);
  }

  delete(address: number): void {
    const keys = this.#keys;
    const values = this.#values;
    const mask = this.#mask;
    let slot = slotOf(address, mask);
    while (values[slot]! >= 0 && keys[slot] !== address) slot = (slot + 1) & mask;
    if (values[slot]! < 0) return;
    this.#size--;
    // An entry behind the gap moves into it, unless its own slot lies behind the gap too.
    for (let next = (slot + 1) & mask; values[next]! >= 0; next = (next + 1) & mask) {
      const own = slotOf(keys[next]!, mask);
      if (((next - own) & mask) < ((next - slot) & mask)) continue;
      keys[slot] = keys[next]!;
      values[slot] = values[next]!;
      slot = next;
    }
    values[slot] = NONE;
  }

  clear(): void {
    this.#values.fill(NONE);
    this.#size = 0;
  }

  /** Calls a function for each entry. */
  forEach(visit: (address: number, value: number) => void): void {
    const keys = this.#keys;
    const values = this.#values;
    for (let slot = 0; slot < keys.length; slot++) if (values[slot]! >= 0) visit(keys[slot]!, values[slot]!);
  }
}
