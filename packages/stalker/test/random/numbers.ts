/** A growing list of words. */
export class Numbers {
  #words: Uint32Array = new Uint32Array(1 << 16);
  #used = 0;

  push(word: number): void {
    if (this.#used === this.#words.length) {
      const more = new Uint32Array(2 * this.#used);
      more.set(this.#words);
      this.#words = more;
    }
    this.#words[this.#used++] = word;
  }

  get values(): Uint32Array {
    return this.#words.subarray(0, this.#used);
  }
}
