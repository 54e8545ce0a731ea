/** Pieces of several instructions that belong together, without branches but for those of loops on exclusive monitors. */
import { flagSetter, instruction } from "./instructions.js";
import { EXCLUSIVE_END, EXCLUSIVE_LOAD, type Piece, piece } from "./program.js";
import {
  AREA_SIZE,
  BASE,
  CONDITIONS,
  type Condition,
  constant,
  inverseOf,
  registerList,
  registers,
  type Scope,
} from "./scope.js";

const COMPARE_AND_EXCHANGE = 0xffff0fc0;
const MEMORY_BARRIER = 0xffff0fa0;
const SCHED_YIELD = 158;
const GETUID = 199;
const NO_SUCH_CALL = 511;

/** A load or store whose address is not a plain offset from the base. */
export function indirectAccess(scope: Scope): Piece {
  const { random, instructionSet } = scope;
  const [base, value, index] = registers(scope, 3) as [string, string, string];
  const start = 4 * random.between(8, AREA_SIZE / 4 - 16);
  const pointer = `add ${base}, ${BASE}, #${start}`;
  const offset = random.between(-31, 31);
  const plain = random.pick(["ldr", "str", "ldrb", "strb", "ldrh", "strh", "ldrsb", "ldrsh"]);
  switch (random.below(9)) {
    case 0:
      return piece(pointer, `${plain} ${value}, [${base}, #${offset}]!`);
    case 1:
      return piece(pointer, `${plain} ${value}, [${base}], #${offset}`);
    case 2:
      return piece(pointer, `${plain} ${value}, [${base}, #-${random.below(32)}]`);
    case 3: {
      const shift = plain.length === 3 && random.chance(0.5) ? ", lsl #1" : "";
      return piece(`and ${index}, ${index}, #0x3c`, `${plain} ${value}, [${BASE}, ${index}${shift}]`);
    }
    case 4: {
      if (instructionSet === "t32")
        return piece(
          pointer,
          `${random.pick(["ldrd", "strd"])} ${value}, ${index}, [${base}], #${4 * random.between(-8, 8)}`,
        );
      const form = random.pick([`[${base}, -${index}]`, `[${base}, ${index}]!`, `[${base}], -${index}, lsr #2`]);
      return piece(
        pointer,
        `and ${index}, ${index}, #0x1c`,
        `${random.pick(["ldr", "str", "ldrb", "strb"])} ${value}, ${form}`,
      );
    }
    case 5:
    case 6: {
      const names = instructionSet === "a32" ? ["ia", "ib", "da", "db"] : ["ia", "db"];
      const list = registerList(scope, 2, 7, [base]).join(", ");
      const back = random.chance(0.6) ? "!" : "";
      return piece(pointer, `${random.pick(["ldm", "stm"])}${random.pick(names)} ${base}${back}, {${list}}`);
    }
    case 7: {
      const list = `{d${random.below(4)}-d${random.between(4, 7)}}`;
      return piece(pointer, random.chance(0.5) ? `vldmia ${base}!, ${list}` : `vstmdb ${base}!, {d16-d19}`);
    }
    default:
      return piece(pointer, `${random.pick(["vld1.8", "vst1.8"])} {d${random.below(8)}}, [${base}]!`);
  }
}

/** Constants in the code, with a branch over them. */
export function dataInCode(scope: Scope): Piece {
  const { random } = scope;
  const [data, over] = [scope.label(), scope.label()];
  const [t] = registers(scope, 1) as [string];
  const load = random.pick([
    `ldr ${t}, ${data}`,
    `ldrb ${t}, ${data} + 1`,
    `ldrsh ${t}, ${data} + 2`,
    `ldrd r2, r3, ${data}`,
    `vldr d${random.below(32)}, ${data}`,
    `vldr s${random.below(32)}, ${data}`,
    `adr ${t}, ${data}`,
  ]);
  return piece(load, `b ${over}`, ".p2align 2", `${data}: .word ${constant(scope)}, ${constant(scope)}`, `${over}:`);
}

/** A loop that updates memory by load and store exclusive. */
export function exclusiveLoop(scope: Scope): Piece {
  const { random, instructionSet } = scope;
  const [again, out] = [scope.label(), scope.label()];
  const number = again.replace(/\W/g, "");
  const [address, value, addend, failed] = registers(scope, 4) as [string, string, string, string];
  const size = random.pick(["", "b", "h"]);
  const pointer = `add ${address}, ${BASE}, #${8 * random.below(AREA_SIZE / 8)}`;
  const load = `${EXCLUSIVE_LOAD}${number}: ldrex${size} ${value}, [${address}]`;
  const store = (from: string) => `${EXCLUSIVE_END}${number}: strex${size} ${failed}, ${from}, [${address}]`;
  const change = `${random.pick(["add", "eor", "orr", "sub"])} ${value}, ${value}, ${addend}`;
  const barrier = random.chance(0.3) ? ["dmb ish"] : [];
  switch (random.below(4)) {
    case 0:
      // Compare and swap: leaves without a store where the values differ.
      return piece(
        pointer,
        `${again}:`,
        load,
        `cmp ${value}, ${addend}`,
        `bne ${out}`,
        store(addend),
        `cmp ${failed}, #0`,
        `bne ${again}`,
        `${out}:`,
        `${EXCLUSIVE_END}${number}_out: clrex`,
        ...barrier,
      );
    case 1: {
      if (instructionSet === "a32") {
        return piece(
          pointer,
          `${again}:`,
          load,
          `${change.replace(" ", "s ")}`,
          "nop",
          store(value),
          `teq ${failed}, #0`,
          `bne ${again}`,
        );
      }
      return piece(
        pointer,
        `${again}:`,
        load,
        `cmp ${value}, #7`,
        "it lt",
        `addlt ${value}, ${value}, #1`,
        store(value),
        `cmp ${failed}, #0`,
        `bne ${again}`,
      );
    }
    case 2:
      return piece(
        pointer,
        `${again}:`,
        `${EXCLUSIVE_LOAD}${number}: ldrexd r2, r3, [${BASE}]`,
        "adds r2, r2, #1",
        "adc r3, r3, #0",
        `${EXCLUSIVE_END}${number}: strexd ${random.pick(["r4", "r9", "r12"])}, r2, r3, [${BASE}]`,
      );
    default:
      return piece(pointer, ...barrier, `${again}:`, load, change, store(value), `cmp ${failed}, #0`, `bne ${again}`);
  }
}

/** A call of a routine that the kernel provides, which is not code that could be read. */
export function kernelHelper(scope: Scope): Piece {
  const { random, instructionSet } = scope;
  const load = (address: number) => `ldr r9, =0x${address.toString(16)}`;
  const condition = random.pick(CONDITIONS);
  const calls = [
    ["blx r9"],
    instructionSet === "a32" ? [`blx${condition} r9`] : [`it ${condition}`, `blx${condition} r9`],
  ];
  if (instructionSet === "a32") calls.push(["mov lr, pc", "bx r9"], ["mov lr, pc", "mov pc, r9"]);
  const call = random.pick(calls);
  switch (random.below(3)) {
    case 0:
      return piece(load(MEMORY_BARRIER), ...call);
    case 1:
      return piece(`add r2, ${BASE}, #16`, `ldr r0, [${BASE}, #16]`, load(COMPARE_AND_EXCHANGE), ...call);
    default:
      return piece(`add r2, ${BASE}, #24`, load(COMPARE_AND_EXCHANGE), ...call);
  }
}

/** A system call that changes nothing. */
export function systemCall(scope: Scope): Piece {
  const { random, instructionSet } = scope;
  const number = random.pick([SCHED_YIELD, GETUID, NO_SUCH_CALL]);
  const condition = random.pick(CONDITIONS);
  const conditional = instructionSet === "a32" ? [`svc${condition} #0`] : [`it ${condition}`, `svc${condition} #0`];
  const numbered = random.chance(0.7) ? [`mov ${BASE}, #${number}`] : [`mov r9, #${number}`, `mov ${BASE}, r9`];
  return piece(`push {${BASE}}`, ...numbered, ...(random.chance(0.6) ? ["svc #0"] : conditional), `pop {${BASE}}`);
}

/** The conditions of an IT block's members, and the IT instruction. */
export function itBlock(scope: Scope, least = 1): { it: string; conditions: Condition[] } {
  const { random } = scope;
  const first = random.pick(CONDITIONS);
  const conditions: Condition[] = [first];
  let letters = "";
  for (let left = random.between(Math.max(0, least - 1), 3); left > 0; left--) {
    const isThen = random.chance(0.5);
    conditions.push(isThen ? first : inverseOf(first));
    letters += isThen ? "t" : "e";
  }
  return { it: `it${letters} ${first}`, conditions };
}

/** An IT block of instructions that do not branch. */
export function conditionalInstructions(scope: Scope): Piece {
  const { it, conditions } = itBlock(scope);
  const members = conditions.map((condition) =>
    scope.random.chance(0.15) ? flagSetter(scope, condition) : instruction(scope, condition),
  );
  return piece(...(scope.random.chance(0.5) ? [flagSetter(scope)] : []), it, ...members);
}

/** Instructions in a row; in A32 code many have a condition. */
export function straight(scope: Scope): Piece {
  const { random, instructionSet } = scope;
  const condition = instructionSet === "a32" && random.chance(0.4) ? random.pick(CONDITIONS) : "";
  return piece(instruction(scope, condition));
}
