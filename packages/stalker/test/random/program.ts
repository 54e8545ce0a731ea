import type { InstructionSet } from "@armstalker/isa";

/** A part of a function that can be left out: lines of assembly, and sequences of smaller pieces between them. */
export interface Piece {
  readonly parts: readonly (string | Piece[])[];
}

export interface RandomFunction {
  readonly name: string;
  readonly instructionSet: InstructionSet;
  readonly before: readonly string[];
  readonly body: Piece[];
  /** The way back, and the constants that the function loads. */
  readonly after: readonly string[];
}

/** A function that the bed calls, the first, and those that it calls. */
export interface RandomProgram {
  /** Which of the seed's programs it is; also where in the bed's inputs its registers begin. */
  readonly index: number;
  readonly functions: readonly RandomFunction[];
}

/** Labels of exclusive loads, and of the stores and CLREX that end their claims: the linker's symbols tell where they are. */
export const EXCLUSIVE_LOAD = "exclusive_load_";
export const EXCLUSIVE_END = "exclusive_end_";

export const piece = (...parts: (string | Piece[])[]): Piece => ({ parts });

export function printProgram(program: RandomProgram): string {
  return program.functions.map(printFunction).join("\n");
}

function printFunction({ name, instructionSet, before, body, after }: RandomFunction): string {
  const lines = [".p2align 2", `.type ${name}, %function`];
  lines.push(instructionSet === "a32" ? ".arm" : ".thumb");
  if (instructionSet === "t32") lines.push(".thumb_func");
  lines.push(`${name}:`, ...before);
  printSequence(body, lines);
  lines.push(...after, ".ltorg");
  return lines.join("\n");
}

function printSequence(sequence: readonly Piece[], into: string[]): void {
  for (const { parts } of sequence) {
    for (const part of parts) {
      if (typeof part === "string") into.push(part);
      else printSequence(part, into);
    }
  }
}

/** How many pieces there are in all. */
export function countPieces(sequence: readonly Piece[]): number {
  let count = 0;
  for (const { parts } of sequence) {
    count++;
    for (const part of parts) if (typeof part !== "string") count += countPieces(part);
  }
  return count;
}
