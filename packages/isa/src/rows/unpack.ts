import type { Family, InstructionClass } from "../row.js";

// A packed text is a number in digits of 91 printable characters. It holds the decisions of a reader that either takes the next character,
// or repeats characters from further back, each decision in as many bits as it is surprising (a range coder whose
// probabilities follow what was read: the same as in LZMA, but for the digits). packing/pack.ts is the other side.

/** @internal */
export const DIGITS = 91;
/** @internal The range is kept at least this wide, so that probabilities divide it well. */
export const LEAST_RANGE: number = 2 ** 32;
/** @internal A probability of 1. */
export const CERTAIN = 65536;
/** How often a probability is moved until it moves no more slowly. */
const MOST_SEEN = 25;

// Where the probabilities of each kind of decision begin. Those of a number of n bits take 2^n: one for each bit after those before it.

/** @internal Whether characters are repeated, by the one before; another 128 if that was repeated, too. */
export const IS_REPEAT = 0;
/** @internal How many bits the distance has after its first one, 0 to 15. */
export const DISTANCE_BITS = 256;
/** @internal Each of these bits; 16 for each number of them. */
export const DISTANCE = 272;
/** @internal Whether the distance is the same as before; 16 further on if characters were repeated just now. No number uses the two. */
export const IS_SAME_DISTANCE = 256;
/** @internal How many more than 2 characters, 0 to 255; another 256 for a distance that is the same. */
export const LENGTH = 528;
/**
 * @internal The next character; 128 for each that can be before it, and 128 for each that would have continued a repetition that just
 * ended: rows of a family differ from each other in few places, and there in few ways.
 */
export const CHARACTER = 1040;
/** @internal How many there are. */
export const PROBABILITIES: number = CHARACTER + 128 * 256;

/** @internal For each decision how likely it is to be 0, in parts of `CERTAIN`, and how often it was seen. */
export const probabilities = (): [Uint16Array, Uint8Array] => [
  new Uint16Array(PROBABILITIES).fill(CERTAIN / 2),
  new Uint8Array(PROBABILITIES),
];

/** @internal Moves a probability towards what is seen, the less the more was seen before; never so far that 0 or 1 is certain. */
export function learn([zero, seen]: [Uint16Array, Uint8Array], index: number, bit: number): void {
  zero[index]! += Math.trunc(((1 - bit) * CERTAIN - zero[index]!) / (seen[index]! + 2));
  if (seen[index]! < MOST_SEEN) seen[index]!++;
}

/** @internal The text that was packed. */
export function unpack(packed: string): string {
  const model = probabilities();
  let position = 0;
  let range = 1;
  let value = 0;
  const bit = (index: number): number => {
    for (; range < LEAST_RANGE; range *= DIGITS) {
      const code = packed.charCodeAt(position++) || 35;
      // From # to ~ without the backslash.
      value = value * DIGITS + code - (code > 92 ? 36 : 35);
    }
    const part = Math.floor(range / CERTAIN) * model[0][index]!;
    const found = value < part ? 0 : 1;
    learn(model, index, found);
    range = found === 0 ? part : range - part;
    value -= found * part;
    return found;
  };
  const number = (bits: number, first: number): number => {
    let prefix = 1;
    while (prefix < 2 ** bits) prefix = prefix * 2 + bit(first + prefix);
    return prefix - 2 ** bits;
  };
  const text: string[] = [];
  let before = 0;
  let distance = 0;
  let repeated = 0;
  for (;;) {
    if (bit(IS_REPEAT + 128 * repeated + before) === 0) {
      before = number(7, CHARACTER + 128 * (repeated ? 128 + text[text.length - distance]!.charCodeAt(0) : before));
      repeated = 0;
      if (before === 0) return text.join("");
      text.push(String.fromCharCode(before));
      continue;
    }
    const same = bit(IS_SAME_DISTANCE + 16 * repeated);
    repeated = 1;
    if (same === 0) {
      const bits = number(4, DISTANCE_BITS);
      distance = 1;
      for (let rest = bits; rest > 0; rest--) distance = distance * 2 + bit(DISTANCE + 16 * bits + rest);
    }
    for (let count = 2 + number(8, LENGTH + 256 * same); count > 0; count--) text.push(text[text.length - distance]!);
    before = text.at(-1)!.charCodeAt(0);
  }
}

/** The mnemonic's root of a row's general syntax in capitals, with which most ids begin. */
const rootOf = (row: string): string => /\w+/.exec(row.split("|")[2]!.split(" / ").at(-1)!)![0].toUpperCase();

/** @internal Families as one text: each its class and its rows in lines, an empty line between them; ids without the root. */
export const textOfFamilies = (families: readonly Family[]): string =>
  families
    .map(({ class: name, rows }) =>
      [name, ...rows.map((row) => (row.startsWith(`${rootOf(row)}_`) ? row.slice(rootOf(row).length) : row))].join(
        "\n",
      ),
    )
    .join("\n\n");

/** @internal The families of a packed text. */
export const unpackFamilies = (packed: string): Family[] =>
  unpack(packed)
    .split("\n\n")
    .map((block) => {
      const [name, ...rows] = block.split("\n");
      return { class: name as InstructionClass, rows: rows.map((row) => (row[0] === "_" ? rootOf(row) + row : row)) };
    });
