import {
  AL,
  type Decoder,
  type Instruction,
  type ItState,
  isWideThumb,
  Link,
  NO_IT,
  Operation,
  PC,
  SP,
  Transfer,
} from "@armstalker/isa";
import { fallsThrough, Step } from "@armstalker/relocator";

import { countOf, lowestOf } from "./register-mask.js";
import type { StepTable } from "./step-table.js";

/**
 * Adds the steps of code that a transformer has put by itself, as far as they tell where the program's registers are.
 *
 * @param bytes - generated code of the block
 * @param begin - offset of the code in it
 * @param end - offset of what follows it
 */
export function noteInsertedCode(
  steps: StepTable,
  decoder: Decoder,
  bytes: Uint8Array,
  begin: number,
  end: number,
): void {
  let it: ItState = NO_IT;
  for (let at = begin; at < end; ) {
    const isWide = decoder.set === "a32" || isWideThumb(bytes[at]! | (bytes[at + 1]! << 8));
    // Data of the transformer's own may end anywhere.
    if (at + (isWide ? 4 : 2) > end) return;
    const instruction = decoder.decode(bytes, at, at, it);
    const next = at + instruction.size;
    note(steps, instruction, at, next);
    it = instruction.nextIt;
    at = overPool(instruction, next, end);
  }
}

/** Where the code goes on behind an instruction: a branch over a literal pool is taken. */
function overPool(instruction: Instruction, next: number, end: number): number {
  const { facts, number, conditionNumber } = instruction;
  if (facts.transfer[number] !== Transfer.direct || facts.link[number] !== Link.none) return next;
  if (fallsThrough(facts, number, conditionNumber)) return next;
  const target = instruction.relativeAddress;
  return target > next && target <= end ? target : next;
}

function note(steps: StepTable, instruction: Instruction, begin: number, end: number): void {
  const { row, facts, number, conditionNumber } = instruction;
  const put = (step: Step, a = 0, b = 0, value = 0): void => steps.step(step, begin, end, AL, a, b, value);
  if (conditionNumber !== AL || instruction.validity === "undefined") {
    put(Step.other);
    return;
  }
  const written = instruction.writtenMask;
  const read = instruction.readMask;
  const rd = written === 0 ? -1 : lowestOf(written);
  if (row.memoryAccess === "none") {
    if (facts.operation[number] === Operation.readStatus && rd >= 0) put(Step.keepFlags, rd);
    else if (facts.operation[number] === Operation.writeStatus && read !== 0) put(Step.restoreFlags, lowestOf(read));
    else if (rd >= 0 && isSum(instruction) && countOf(written) === 1)
      put(Step.add, rd, lowestOf(read), sumOf(instruction));
    else put(Step.other);
    return;
  }
  const [access] = instruction.memoryAccesses;
  const isLoad = row.memoryAccess === "read";
  const registers = (isLoad ? written : read) & ~(1 << SP);
  if (access === undefined || access.base.number !== SP || row.memorySize !== 4 || access.index !== null) {
    put(Step.other);
  } else if (!access.writeBack) {
    const single = countOf(registers) === 1 && (registers & (1 << PC)) === 0;
    put(single ? (isLoad ? Step.load : Step.store) : Step.other, lowestOf(registers), SP, access.displacement);
  } else if (row.class === "load-multiple" || row.class === "store-multiple") {
    put(isLoad ? Step.pop : Step.push, 0, 0, registers);
  } else {
    put(isLoad ? Step.popFar : Step.pushFar, lowestOf(registers), 0, Math.abs(access.displacement));
  }
}

/** True for ADD and SUB of a constant that set no flags. */
const isSum = ({ facts, number, setsFlags, readMask, writtenMask }: Instruction): boolean =>
  (facts.operation[number] === Operation.addConstant || facts.operation[number] === Operation.subtractConstant) &&
  !setsFlags &&
  countOf(readMask) === 1 &&
  ((readMask | writtenMask) & (1 << PC)) === 0;

function sumOf({ facts, number, operands }: Instruction): number {
  const last = operands.at(-1)!;
  const constant = last.kind === "immediate" ? Number(last.value) : 0;
  return facts.operation[number] === Operation.addConstant ? constant : -constant;
}
