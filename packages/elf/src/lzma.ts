/**
 * The LZMA decoder of LZMA2 chunks. A model of binary decisions predicts each bit; the range decoder reads the bits that differ from what the model predicts. Decisions
 * form literals (bytes) and matches (a length and a distance back).
 */

const STATES = 12;
const MOST_POSITION_STATES = 16;
const MATCH_LENGTH_MINIMUM = 2;
const PROBABILITY_BITS = 11;
const EVEN = 1 << (PROBABILITY_BITS - 1);
const MOVE_BITS = 5;
const TOP = 2 ** 24;
const LENGTH_STATES = 4;
const ALIGN_BITS = 4;
/** Distances below 128 have modelled bits alone. */
const FULL_DISTANCES = 128;
const FIRST_SLOT_WITH_DIRECT_BITS = 14;

/** The reason why data cannot be decoded. */
export class LzmaDamage extends Error {
  override readonly name = "LzmaDamage";
}

const evens = (count: number): Uint16Array => new Uint16Array(count).fill(EVEN);

/** A model of lengths: below 8, below 16, or the rest up to 271. */
class LengthModel {
  readonly choice = evens(2);
  readonly low = evens(MOST_POSITION_STATES << 3);
  readonly middle = evens(MOST_POSITION_STATES << 3);
  readonly high = evens(1 << 8);
}

/** Decodes chunks one after the other: the output so far is the dictionary. */
export class LzmaDecoder {
  /** All output. */
  readonly output: Uint8Array;
  /** Bytes of output so far. */
  position = 0;
  readonly #most: number;
  #input: Uint8Array = new Uint8Array(0);
  #at = 0;
  #end = 0;
  #range = 0;
  #code = 0;

  #literalBits = 0;
  #literalPositionMask = 0;
  #positionMask = 0;
  #state = 0;
  #distances: [number, number, number, number] = [0, 0, 0, 0];
  #dictionaryStart = 0;

  #isMatch = evens(0);
  #isRepeat = evens(0);
  #isRepeat0 = evens(0);
  #isRepeat1 = evens(0);
  #isRepeat2 = evens(0);
  #isRepeat0Long = evens(0);
  #slots = evens(0);
  #special = evens(0);
  #align = evens(0);
  #literals = evens(0);
  #matchLength = new LengthModel();
  #repeatLength = new LengthModel();

  /** @param size - bytes of all output */
  constructor(size: number) {
    this.output = new Uint8Array(size);
    this.#most = size;
  }

  /** Forgets the output so far: no match reaches back into it. */
  resetDictionary(): void {
    this.#dictionaryStart = this.position;
  }

  /** Sets the properties byte, `(pb * 5 + lp) * 9 + lc`. @throws {LzmaDamage} */
  setProperties(byte: number): void {
    if (byte >= 9 * 5 * 5) throw new LzmaDamage("properties out of range");
    const literalBits = byte % 9;
    const literalPositionBits = Math.floor(byte / 9) % 5;
    if (literalBits + literalPositionBits > 4) throw new LzmaDamage("properties out of range");
    this.#literalBits = literalBits;
    this.#literalPositionMask = (1 << literalPositionBits) - 1;
    this.#positionMask = (1 << Math.floor(byte / 45)) - 1;
    this.#literals = evens(0x300 << (literalBits + literalPositionBits));
  }

  /** Begins a new model. */
  resetState(): void {
    this.#state = 0;
    this.#distances = [0, 0, 0, 0];
    this.#isMatch = evens(STATES * MOST_POSITION_STATES);
    this.#isRepeat = evens(STATES);
    this.#isRepeat0 = evens(STATES);
    this.#isRepeat1 = evens(STATES);
    this.#isRepeat2 = evens(STATES);
    this.#isRepeat0Long = evens(STATES * MOST_POSITION_STATES);
    this.#slots = evens(LENGTH_STATES << 6);
    this.#special = evens(1 + FULL_DISTANCES - FIRST_SLOT_WITH_DIRECT_BITS);
    this.#align = evens(1 << ALIGN_BITS);
    this.#literals.fill(EVEN);
    this.#matchLength = new LengthModel();
    this.#repeatLength = new LengthModel();
  }

  /** Copies bytes that are not compressed. @throws {LzmaDamage} */
  copy(bytes: Uint8Array): void {
    if (this.position + bytes.length > this.#most) throw new LzmaDamage("more data than its size says");
    this.output.set(bytes, this.position);
    this.position += bytes.length;
  }

  /** Decodes a chunk. @param size - bytes of its output @throws {LzmaDamage} */
  decode(chunk: Uint8Array, size: number): void {
    const end = this.position + size;
    if (end > this.#most) throw new LzmaDamage("more data than its size says");
    if (chunk.length < 5 || this.#isMatch.length === 0) throw new LzmaDamage("a chunk without a beginning");
    this.#input = chunk;
    this.#end = chunk.length;
    this.#range = 0xffffffff;
    this.#code = ((chunk[1]! << 24) | (chunk[2]! << 16) | (chunk[3]! << 8) | chunk[4]!) >>> 0;
    this.#at = 5;
    while (this.position < end) this.#step(end);
  }

  #step(end: number): void {
    const positionState = (this.position - this.#dictionaryStart) & this.#positionMask;
    const state = this.#state;
    const place = (state << 4) + positionState;
    if (this.#bit(this.#isMatch, place) === 0) {
      this.#literal();
      return;
    }
    const distances = this.#distances;
    let length: number;
    if (this.#bit(this.#isRepeat, state) === 0) {
      length = MATCH_LENGTH_MINIMUM + this.#length(this.#matchLength, positionState);
      this.#state = state < 7 ? 7 : 10;
      this.#distances = [this.#distance(length), distances[0], distances[1], distances[2]];
    } else if (this.#bit(this.#isRepeat0, state) === 0) {
      if (this.#bit(this.#isRepeat0Long, place) === 0) {
        this.#state = state < 7 ? 9 : 11;
        this.#repeat(1, end);
        return;
      }
      length = this.#repeatedLength(positionState);
    } else {
      if (this.#bit(this.#isRepeat1, state) === 0) {
        this.#distances = [distances[1], distances[0], distances[2], distances[3]];
      } else if (this.#bit(this.#isRepeat2, state) === 0) {
        this.#distances = [distances[2], distances[0], distances[1], distances[3]];
      } else {
        this.#distances = [distances[3], distances[0], distances[1], distances[2]];
      }
      length = this.#repeatedLength(positionState);
    }
    this.#repeat(length, end);
  }

  #repeatedLength(positionState: number): number {
    this.#state = this.#state < 7 ? 8 : 11;
    return MATCH_LENGTH_MINIMUM + this.#length(this.#repeatLength, positionState);
  }

  #repeat(length: number, end: number): void {
    const { output } = this;
    const distance = this.#distances[0] + 1;
    let to = this.position;
    if (distance > to - this.#dictionaryStart) throw new LzmaDamage("a distance to before the data");
    if (to + length > end) throw new LzmaDamage("a match across the end of a chunk");
    for (let left = length; left > 0; left--, to++) output[to] = output[to - distance]!;
    this.position = to;
  }

  #literal(): void {
    const { output, position } = this;
    const before = position > this.#dictionaryStart ? output[position - 1]! : 0;
    const from = ((position - this.#dictionaryStart) & this.#literalPositionMask) << this.#literalBits;
    const base = 0x300 * (from + (before >>> (8 - this.#literalBits)));
    let symbol = 1;
    if (this.#state >= 7) {
      const distance = this.#distances[0] + 1;
      if (distance > position - this.#dictionaryStart) throw new LzmaDamage("a distance to before the data");
      let matched = output[position - distance]!;
      while (symbol < 0x100) {
        const predicted = (matched >>> 7) & 1;
        matched <<= 1;
        const bit = this.#bit(this.#literals, base + ((1 + predicted) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (bit !== predicted) break;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.#bit(this.#literals, base + symbol);
    output[this.position++] = symbol & 0xff;
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
  }

  #length(model: LengthModel, positionState: number): number {
    if (this.#bit(model.choice, 0) === 0) return this.#tree(model.low, positionState << 3, 3);
    if (this.#bit(model.choice, 1) === 0) return 8 + this.#tree(model.middle, positionState << 3, 3);
    return 16 + this.#tree(model.high, 0, 8);
  }

  #distance(length: number): number {
    const lengthState = Math.min(length - MATCH_LENGTH_MINIMUM, LENGTH_STATES - 1);
    const slot = this.#tree(this.#slots, lengthState << 6, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const high = (2 | (slot & 1)) * 2 ** bits;
    if (slot < FIRST_SLOT_WITH_DIRECT_BITS) return high + this.#reverseTree(this.#special, high - slot, bits);
    const direct = this.#direct(bits - ALIGN_BITS);
    const distance = high + direct * (1 << ALIGN_BITS) + this.#reverseTree(this.#align, 0, ALIGN_BITS);
    if (distance === 0xffffffff) throw new LzmaDamage("an end within a chunk");
    return distance;
  }

  #tree(probabilities: Uint16Array, base: number, bits: number): number {
    let symbol = 1;
    for (let left = bits; left > 0; left--) symbol = (symbol << 1) | this.#bit(probabilities, base + symbol);
    return symbol - (1 << bits);
  }

  /** The bits of a number from the lowest on. */
  #reverseTree(probabilities: Uint16Array, base: number, bits: number): number {
    let symbol = 1;
    let value = 0;
    for (let at = 0; at < bits; at++) {
      const bit = this.#bit(probabilities, base + symbol);
      symbol = (symbol << 1) | bit;
      value |= bit << at;
    }
    return value;
  }

  /** Bits that are not modelled. */
  #direct(bits: number): number {
    let value = 0;
    for (let left = bits; left > 0; left--) {
      this.#range = this.#range >>> 1;
      const isOne = this.#code >= this.#range;
      if (isOne) this.#code -= this.#range;
      value = value * 2 + (isOne ? 1 : 0);
      this.#normalize();
    }
    return value;
  }

  #bit(probabilities: Uint16Array, index: number): 0 | 1 {
    const probability = probabilities[index]!;
    const bound = (this.#range >>> PROBABILITY_BITS) * probability;
    if (this.#code < bound) {
      this.#range = bound;
      probabilities[index] = probability + (((1 << PROBABILITY_BITS) - probability) >> MOVE_BITS);
      this.#normalize();
      return 0;
    }
    this.#range -= bound;
    this.#code -= bound;
    probabilities[index] = probability - (probability >> MOVE_BITS);
    this.#normalize();
    return 1;
  }

  #normalize(): void {
    if (this.#range >= TOP) return;
    if (this.#at >= this.#end) throw new LzmaDamage("a chunk that ends too early");
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | this.#input[this.#at++]!) >>> 0;
  }
}
