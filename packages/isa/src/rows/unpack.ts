import type { Family, InstructionClass } from "../row.js";

// A packed text is a number in digits of 91 printable characters. It holds the decisions of a reader that either takes the next character,
// or repeats characters from further back, each decision in as many bits as it is surprising (a range coder whose
// probabilities follow what was read: the same as in LZMA, but for the digits). packing/pack.ts is the other side.

/** @internal The numbers of a packed text. An enumeration, as its values take the places of their names in builds: this is read before it is compiled to machine code. */
export enum Packed {
  digits = 91,
  /** The range is kept at least this wide, so that probabilities divide it well, and so small that all numbers here are small integers. */
  leastRange = 0x1000000,
  /** A probability of 1. */
  certain = 65536,
  /** How often a probability is moved until it moves no more slowly. */
  mostSeen = 18,

  // Where the probabilities of each kind of decision begin. Those of a number of n bits take 2^n: one for each bit after those before it.

  /** Whether characters are repeated, by the one before; another 128 if that was repeated, too. */
  isRepeat = 0,
  /** How many bits the distance has after its first one, 0 to 15. */
  distanceBits = 256,
  /** Each of these bits; 16 for each number of them. */
  distance = 272,
  /** Whether the distance is the same as before; 16 further on if characters were repeated just now. No number uses the two. */
  // biome-ignore lint/suspicious/noDuplicateEnumValues: of the probabilities of a number, the first one is not used
  isSameDistance = 256,
  /** How many more than 2 characters, 0 to 255; another 256 for a distance that is the same. */
  length = 528,
  /**
   * The next character; 128 for each that can be before it, and 128 for each that would have continued a repetition that just
   * ended: rows of a family differ from each other in few places, and there in few ways.
   */
  character = 1040,
  /** How many there are. */
  probabilities = 1040 + 128 * 256,
}

/** @internal For each decision how likely it is to be 0, in parts of `Packed.certain`, and how often it was seen. */
export const newModel = (): readonly [zero: Uint16Array, seen: Uint8Array] => [
  new Uint16Array(Packed.probabilities).fill(Packed.certain / 2),
  new Uint8Array(Packed.probabilities),
];

/**
 * @internal The text that was packed.
 *
 * Programs wait for it when they start, before anything of it is compiled to machine code: so it calls nothing, and none of its numbers is too large to be kept
 * without an allocation.
 */
export function unpack(packed: string): string {
  const [zero, seen] = newModel();
  const codes: number[] = [];
  let position = 0;
  let range = 1;
  let value = 0;
  let before = 0;
  let distance = 0;
  let repeated = 0;
  let rest = 0;
  // The next number says 0: whether characters are repeated, 1: whether the distance is the same, 2: how many bits it has, 3: one of these, 4: the next
  // character, 5: how many characters are repeated.
  let asked = 0;
  // It has so many bits, and their probabilities are behind an index.
  let bits = 1;
  let first = Packed.isRepeat - 1;
  for (;;) {
    let found = 1;
    for (let left = bits; left > 0; left--) {
      for (; range < Packed.leastRange; range *= Packed.digits) {
        // What is missing is zeros. From # to ~ without the backslash.
        const code = position < packed.length ? packed.charCodeAt(position++) : 35;
        value = value * Packed.digits + code - (code > 92 ? 36 : 35);
      }
      const index = first + found;
      const probability = zero[index]!;
      const times = seen[index]!;
      const part = (range >>> 16) * probability;
      // The same as `learn` of packing/pack.ts.
      if (times < Packed.mostSeen) seen[index] = times + 1;
      found *= 2;
      if (value < part) {
        zero[index] = probability + (((Packed.certain - probability) / (times + 2)) | 0);
        range = part;
      } else {
        zero[index] = probability - ((probability / (times + 2)) | 0);
        range -= part;
        value -= part;
        found++;
      }
    }
    found -= 1 << bits;
    bits = 1;
    if (asked === 0) {
      if (found === 0) {
        asked = 4;
        bits = 7;
        first = Packed.character + 128 * (repeated ? 128 + codes[codes.length - distance]! : before);
      } else {
        asked = 1;
        first = Packed.isSameDistance + 16 * repeated - 1;
      }
    } else if (asked > 3) {
      repeated = asked - 4;
      if (repeated) for (found += 2; found > 0; found--) codes.push(codes[codes.length - distance]!);
      else if (found) codes.push(found);
      else break;
      before = codes[codes.length - 1]!;
      asked = 0;
      first = Packed.isRepeat + 128 * repeated + before - 1;
    } else if (asked === 1 && found === 0) {
      asked = 2;
      bits = 4;
      first = Packed.distanceBits;
    } else {
      if (asked === 2) {
        asked = 3;
        distance = 1;
        rest = found;
        first = Packed.distance + 17 * found;
      } else if (asked === 3) {
        distance = distance * 2 + found;
        rest--;
      }
      first--;
      if (rest === 0) {
        first = asked === 1 ? Packed.length + 256 : Packed.length;
        asked = 5;
        bits = 8;
      }
    }
  }
  let text = "";
  // A call does not take any number of arguments.
  for (let at = 0; at < codes.length; at += 8192) text += String.fromCharCode(...codes.slice(at, at + 8192));
  return text;
}

/** The mnemonic's root of a row's general syntax in capitals, with which most ids begin. */
const rootOf = (row: string): string => /^(?:[^|]*\|){2}(?:[^|]* \/ )?\W*(\w+)/.exec(row)![1]!.toUpperCase();

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
