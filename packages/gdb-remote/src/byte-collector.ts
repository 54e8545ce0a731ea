/** Puts pieces of bytes together, in memory that grows with their sum and not with their count. */
export class ByteCollector {
  #bytes: Uint8Array = new Uint8Array(1024);
  #size = 0;

  /** The number of bytes. */
  get size(): number {
    return this.#size;
  }

  push(piece: Uint8Array): void {
    const size = this.#size + piece.length;
    if (size > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(size, 2 * this.#bytes.length));
      larger.set(this.#bytes.subarray(0, this.#size));
      this.#bytes = larger;
    }
    this.#bytes.set(piece, this.#size);
    this.#size = size;
  }

  /** A copy of all bytes. */
  toBytes(): Uint8Array {
    return this.#bytes.slice(0, this.#size);
  }
}
