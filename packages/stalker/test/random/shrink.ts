import type { Piece, RandomProgram } from "./program.js";
import { countPieces } from "./program.js";

/** A place of a piece in a sequence. */
interface Place {
  readonly sequence: Piece[];
  readonly at: number;
}

/**
 * Leaves out of a program, as long as it still fails, what it can: halves of sequences first, then single pieces, then the
 * parts around inner pieces. What it returns is the same program, changed.
 *
 * @param fails - whether what is left of the program still fails; a program that does not assemble does not
 * @param most - how often it may be asked
 */
export async function shrink(
  program: RandomProgram,
  fails: (program: RandomProgram) => Promise<boolean>,
  most: number,
): Promise<RandomProgram> {
  let asked = 0;
  const stillFails = async () => asked++ < most && (await fails(withoutUnused(program)));
  for (let before = Number.POSITIVE_INFINITY; size(program) < before && asked < most; ) {
    before = size(program);
    for (const { body } of program.functions) await shrinkSequence(body, stillFails);
  }
  return withoutUnused(program);
}

const size = ({ functions }: RandomProgram): number => functions.reduce((sum, { body }) => sum + countPieces(body), 0);

async function shrinkSequence(sequence: Piece[], stillFails: () => Promise<boolean>): Promise<void> {
  for (let count = sequence.length; count >= 1; count = count > 1 ? Math.ceil(count / 2) : 0) {
    for (let at = 0; at < sequence.length; ) {
      const removed = sequence.splice(at, count);
      if (await stillFails()) continue;
      sequence.splice(at, 0, ...removed);
      at += count;
    }
  }
  for (let at = 0; at < sequence.length; at++) {
    const { parts } = sequence[at]!;
    for (const part of parts) if (typeof part !== "string") await shrinkSequence(part, stillFails);
    await unwrap({ sequence, at }, stillFails);
  }
}

/** Puts what is within a piece in its place. */
async function unwrap({ sequence, at }: Place, stillFails: () => Promise<boolean>): Promise<void> {
  const whole = sequence[at]!;
  for (const part of whole.parts) {
    if (typeof part === "string" || part.length === 0) continue;
    sequence.splice(at, 1, ...part);
    if (await stillFails()) return;
    sequence.splice(at, part.length, whole);
  }
}

/** Without the functions that nothing refers to any more. */
function withoutUnused({ index, functions }: RandomProgram): RandomProgram {
  const used = [functions[0]!];
  for (const one of used) {
    const text = JSON.stringify([one.before, one.body, one.after]);
    for (const other of functions) {
      if (!used.includes(other) && new RegExp(`\\b${other.name}\\b`).test(text)) used.push(other);
    }
  }
  return { index, functions: functions.filter((one) => used.includes(one)) };
}
