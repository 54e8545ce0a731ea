import { newModel, Packed } from "../src/rows/unpack.js";

/** A decision: the probability that it is made by, and which way it goes. */
type Decision = readonly [index: number, bit: number];

/** What a reader does next: take a character, or repeat `length` characters from `distance` further back. */
interface Step {
  readonly length: number;
  /** 0 for a character. */
  readonly distance: number;
}

const LONGEST = 257;
const FARTHEST = 2 ** 16 - 1;
/** How many places with the same two characters are looked at. */
const MOST_PLACES = 400;

const numberDecisions = (value: number, bits: number, model: number): Decision[] => {
  const decisions: Decision[] = [];
  for (let prefix = 1, rest = bits - 1; rest >= 0; rest--) {
    const bit = (value >> rest) & 1;
    decisions.push([model + prefix, bit]);
    prefix = prefix * 2 + bit;
  }
  return decisions;
};

const characterDecisions = (code: number, context: number): Decision[] =>
  numberDecisions(code, 7, Packed.character + 128 * context);

const lengthDecisions = (length: number, same: 0 | 1): Decision[] =>
  numberDecisions(length - 2, 8, Packed.length + 256 * same);

function distanceDecisions(distance: number): Decision[] {
  const bits = 31 - Math.clz32(distance);
  const decisions = numberDecisions(bits, 4, Packed.distanceBits);
  for (let rest = bits; rest > 0; rest--)
    decisions.push([Packed.distance + 16 * bits + rest, (distance >> (rest - 1)) & 1]);
  return decisions;
}

const before = (text: string, at: number): number => (at === 0 ? 0 : text.charCodeAt(at - 1));

/** What a character is expected from: after a repetition from `distance` further back the character there, else the one before. */
const contextOf = (text: string, at: number, repeated: number, distance: number): number =>
  repeated === 1 ? 128 + text.charCodeAt(at - distance) : before(text, at);

const isRepeat = (text: string, at: number, repeated: number): number =>
  Packed.isRepeat + 128 * repeated + before(text, at);

const isSame = (repeated: number): number => Packed.isSameDistance + 16 * repeated;

/** The decisions of all steps, and at last of the character 0, which ends the text. */
function decisionsOf(text: string, steps: readonly Step[]): Decision[] {
  const decisions: Decision[] = [];
  let at = 0;
  let repeated = 0;
  let last = 0;
  const add = (more: readonly Decision[]): void => {
    for (const each of more) decisions.push(each);
  };
  const takeCharacter = (code: number): void => {
    add([[isRepeat(text, at, repeated), 0]]);
    add(characterDecisions(code, contextOf(text, at, repeated, last)));
    repeated = 0;
  };
  for (const { length, distance } of steps) {
    if (distance === 0) takeCharacter(text.charCodeAt(at));
    else {
      const same = distance === last ? 1 : 0;
      add([
        [isRepeat(text, at, repeated), 1],
        [isSame(repeated), same],
      ]);
      if (same === 0) add(distanceDecisions(distance));
      add(lengthDecisions(length, same));
      last = distance;
      repeated = 1;
    }
    at += length;
  }
  takeCharacter(0);
  return decisions;
}

/** Moves a probability towards what is seen, the less the more was seen before; never so far that 0 or 1 is certain. */
function learn([zero, seen]: ReturnType<typeof newModel>, index: number, bit: number): void {
  const times = seen[index]!;
  zero[index]! += Math.trunc(((1 - bit) * Packed.certain - zero[index]!) / (times + 2));
  if (times < Packed.mostSeen) seen[index] = times + 1;
}

/** The text as the digits of the number that leads a reader to these decisions. */
function write(decisions: readonly Decision[]): string {
  const model = newModel();
  let low = 0n;
  let range = 1;
  let digits = 0;
  for (const [index, bit] of decisions) {
    for (; range < Packed.leastRange; range *= Packed.digits) {
      low *= BigInt(Packed.digits);
      digits++;
    }
    const part = Math.floor(range / Packed.certain) * model[0][index]!;
    learn(model, index, bit);
    if (bit === 0) range = part;
    else {
      low += BigInt(part);
      range -= part;
    }
  }
  // Of the numbers of the last range, that which ends with the most zeros: a reader takes what is missing for zeros.
  const end = low + BigInt(range);
  let rest = low;
  for (let unit = 1n, zeros = 0; zeros < digits; unit *= BigInt(Packed.digits), zeros++) {
    const next = ((low + unit - 1n) / unit) * unit;
    if (next >= end) break;
    rest = next;
  }
  let packed = "";
  for (let digit = 0; digit < digits; digit++, rest /= BigInt(Packed.digits)) {
    const value = Number(rest % BigInt(Packed.digits));
    packed = String.fromCharCode(value + (value > 56 ? 36 : 35)) + packed;
  }
  return packed.replace(/#+$/, "");
}

/** What decisions cost in bits, from how often each was made in an earlier attempt. */
class Costs {
  readonly #counts: Float64Array = new Float64Array(2 * Packed.probabilities).fill(0.4);

  constructor(decisions: readonly Decision[]) {
    for (const [index, bit] of decisions) this.#counts[2 * index + bit]!++;
  }

  of(decisions: readonly Decision[]): number {
    let bits = 0;
    for (const [index, bit] of decisions) {
      const zero = this.#counts[2 * index]!;
      const one = this.#counts[2 * index + 1]!;
      bits -= Math.log2((bit === 0 ? zero : one) / (zero + one));
    }
    return bits;
  }
}

/** For each place the last one before it with the same two characters, -1 if there is none. */
function placesBefore(text: string): Int32Array {
  const known = new Map<string, number>();
  const places = new Int32Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const pair = text.slice(at, at + 2);
    places[at] = known.get(pair) ?? -1;
    known.set(pair, at);
  }
  return places;
}

function commonLength(text: string, at: number, earlier: number): number {
  let length = 0;
  while (length < LONGEST && at + length < text.length && text[at + length] === text[earlier + length]) length++;
  return length;
}

/** The steps that cost the least, as far as they can be known one by one. */
function bestSteps(text: string, placeBefore: Int32Array, costs: Costs): Step[] {
  const cost = new Float64Array(text.length + 1).fill(Number.POSITIVE_INFINITY);
  const last = new Int32Array(text.length + 1);
  const steps: Step[] = new Array<Step>(text.length + 1);
  const lengthCosts = ([0, 1] as const).map((same) =>
    Array.from({ length: LONGEST + 1 }, (_, length) => (length < 2 ? 0 : costs.of(lengthDecisions(length, same)))),
  );
  const distanceCosts = new Map<number, number>();
  cost[0] = 0;
  const reach = (from: number, total: number, step: Step, distance: number): void => {
    const to = from + step.length;
    if (total >= cost[to]!) return;
    cost[to] = total;
    steps[to] = step;
    last[to] = distance;
  };
  for (let at = 0; at < text.length; at++) {
    const base = cost[at]!;
    const repeated = at > 0 && steps[at]!.distance > 0 ? 1 : 0;
    const decision = isRepeat(text, at, repeated);
    const context = contextOf(text, at, repeated, last[at]!);
    const character = costs.of([[decision, 0]]) + costs.of(characterDecisions(text.charCodeAt(at), context));
    const repeats = base + costs.of([[decision, 1]]);
    const same = repeats + costs.of([[isSame(repeated), 1]]);
    const other = repeats + costs.of([[isSame(repeated), 0]]);
    reach(at, base + character, { length: 1, distance: 0 }, last[at]!);
    const repeat = (distance: number, start: number, isSame: 0 | 1, from: number): number => {
      const longest = commonLength(text, at, at - distance);
      for (let length = from; length <= longest; length++)
        reach(at, start + lengthCosts[isSame]![length]!, { length, distance }, distance);
      return longest;
    };
    if (last[at]! > 0 && last[at]! <= at) repeat(last[at]!, same, 1, 2);
    let longest = 1;
    let earlier = placeBefore[at]!;
    for (let tried = 0; earlier >= 0 && tried < MOST_PLACES; tried++, earlier = placeBefore[earlier]!) {
      const distance = at - earlier;
      if (longest === LONGEST || distance > FARTHEST) break;
      let distanceCost = distanceCosts.get(distance);
      if (distanceCost === undefined) {
        distanceCost = costs.of(distanceDecisions(distance));
        distanceCosts.set(distance, distanceCost);
      }
      // What is nearer reaches shorter lengths for less.
      longest = Math.max(longest, repeat(distance, other + distanceCost, 0, longest > 4 ? longest - 2 : 2));
    }
  }
  const path: Step[] = [];
  for (let at = text.length; at > 0; at -= steps[at]!.length) path.push(steps[at]!);
  return path.reverse();
}

/** A text of ASCII characters other than 0 as fewer printable ones: no quotation marks and no backslash, so that source code can hold it. */
export function pack(text: string): string {
  const placeBefore = placesBefore(text);
  let packed = "";
  let decisions: Decision[] = [];
  for (let attempt = 0; attempt < 10; attempt++) {
    decisions = decisionsOf(text, bestSteps(text, placeBefore, new Costs(decisions)));
    const next = write(decisions);
    if (packed === "" || next.length < packed.length) packed = next;
  }
  return packed;
}
