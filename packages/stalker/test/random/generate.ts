import type { InstructionSet } from "@armstalker/isa";
import { Random } from "@armstalker/oracles";
import { call, callNext, choice, kept, leaveEarly, loop, otherSet, table } from "./branches.js";
import { type Frame, pickFrame } from "./frames.js";
import { jump } from "./jumps.js";
import type { Piece, RandomFunction, RandomProgram } from "./program.js";
import { BASE, type Callee, COUNTERS, DEPTH, type Scope } from "./scope.js";
import {
  conditionalInstructions,
  dataInCode,
  exclusiveLoop,
  indirectAccess,
  kernelHelper,
  straight,
  systemCall,
} from "./sequences.js";

/** About how many instructions a function executes at most, without those that it calls. */
const BUDGET = 150;
const DEEPEST = 3;

/** The program of a number: the same each time. All its ways end, whatever its registers and memory hold. */
export function generateProgram(seed: number, index: number): RandomProgram {
  const random = new Random(seed, index);
  let labels = 0;
  const label = () => `.L${index}_${labels++}`;
  const functions: RandomFunction[] = [];
  const callees: Callee[] = [];
  for (let number = random.below(4); number >= 0; number--) {
    const made = makeFunction(random, label, `f${index}_${number}`, callees, number === 0);
    functions.unshift(made.made);
    callees.push(made.callee);
  }
  return { index, functions };
}

function makeFunction(
  random: Random,
  label: () => string,
  name: string,
  callees: readonly Callee[],
  isEntry: boolean,
): { made: RandomFunction; callee: Callee } {
  const instructionSet: InstructionSet = random.chance(0.5) ? "a32" : "t32";
  const frame = pickFrame(random, instructionSet);
  const isRecursive = !isEntry && frame.lrIsFree && frame.counters.length > 0 && random.chance(0.2);
  const allowed = isEntry ? BUDGET : BUDGET / 3;
  const budget = { left: allowed };
  const scope: Scope = {
    random,
    instructionSet,
    label,
    lrIsFree: frame.lrIsFree,
    weight: isRecursive ? 4 : 1,
    budget,
    counters: isEntry ? COUNTERS : frame.counters,
    callees: isRecursive ? [] : [...callees],
    leave: frame.leave,
    nesting: 0,
  };
  const body = isRecursive
    ? recursion(scope, name)
    : { before: [], pieces: sequence(scope, isEntry ? 16 : 8), after: [] };
  const cost = allowed - budget.left + 5;
  const after = [...body.after, ...ending(scope, frame)];
  return {
    made: { name, instructionSet, before: [...frame.before, ...body.before], body: body.pieces, after },
    callee: { name, instructionSet, cost, isRecursive },
  };
}

/** Sometimes a branch to another function instead of the return, which that function does. */
function ending({ random, callees, instructionSet, budget }: Scope, frame: Frame): readonly string[] {
  const last = random.chance(0.3) ? callees.find((callee) => callee.instructionSet === instructionSet) : undefined;
  const isRestored = frame.after.at(-1) === "bx lr";
  if (last === undefined || last.isRecursive || !isRestored || last.cost > budget.left) return frame.after;
  budget.left -= last.cost;
  return [...frame.after.slice(0, -1), `b ${last.name}`];
}

function recursion(scope: Scope, name: string): { before: string[]; pieces: Piece[]; after: string[] } {
  const end = scope.label();
  const count = [`ldr r0, [${BASE}, #${DEPTH}]`, "subs r0, r0, #1", `bmi ${end}`, `str r0, [${BASE}, #${DEPTH}]`];
  const self: Piece = { parts: [`bl ${name}`] };
  return { before: count, pieces: [...sequence(scope, 3), self, ...sequence(scope, 3)], after: [`${end}:`] };
}

function sequence(scope: Scope, most: number): Piece[] {
  const pieces: Piece[] = [];
  for (let left = scope.random.between(Math.ceil(most / 3), most); left > 0 && scope.budget.left > 0; left--) {
    const made = anyPiece(scope);
    const lines = made.parts.filter((part) => typeof part === "string").length;
    scope.budget.left -= lines * scope.weight;
    pieces.push(made);
  }
  return pieces;
}

function anyPiece(scope: Scope): Piece {
  const { random, nesting, counters, callees, lrIsFree, weight, budget, leave } = scope;
  const at = random.below(100);
  if (at < 26) return straight(scope);
  if (at < 33) return indirectAccess(scope);
  if (at < 36) return dataInCode(scope);
  if (at < 38) return exclusiveLoop(scope);
  if (at < 39) return lrIsFree && random.chance(0.6) ? kernelHelper(scope) : systemCall(scope);
  if (at < 49 && scope.instructionSet === "t32") return conditionalInstructions(scope);
  if (nesting < DEEPEST) {
    if (at < 58) return choice(scope, sequence);
    if (at < 67 && counters.length > 0) return loop(scope, sequence);
    if (at < 71) return table(scope, sequence);
    if (at < 76) return jump(scope);
    if (at < 79) return kept(scope, sequence);
    if (at < 81) return otherSet(scope, sequence);
  }
  if (at < 97 && lrIsFree) {
    const affordable = callees.filter(({ cost }) => cost * weight <= budget.left);
    if (affordable.length > 0) {
      const callee = random.pick(affordable);
      budget.left -= callee.cost * weight;
      return call(scope, callee);
    }
    if (at < 84) return callNext(scope);
  }
  if (at >= 97 && leave !== null) return leaveEarly(scope, leave);
  return straight(scope);
}
