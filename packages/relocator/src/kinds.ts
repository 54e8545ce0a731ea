import { type Instruction, inItBlock, Link, Operation, Transfer } from "@armstalker/isa";
import type { RelocationErrorCode } from "./errors.js";
import { isRelative } from "./relative.js";
import type { Site } from "./site.js";

/** The kinds of rewriting, one a file in src/rules. */
export const rewritingKinds = ["branch", "call", "literal", "address", "operand", "jump", "table", "stored"] as const;

/**
 * Why an instruction must be rewritten:
 *
 * - `branch`: it branches to an address at a constant distance;
 * - `call`: it leaves a return address in LR;
 * - `literal`: it loads, stores or preloads at a constant distance from PC;
 * - `address`: its result is the address at a constant distance from PC;
 * - `operand`: PC is one of its operands otherwise;
 * - `jump`: it branches to an address that it computes or loads by means of PC;
 * - `table`: it branches by a table (TBB, TBH);
 * - `stored`: it stores PC.
 */
export type RewritingKind = (typeof rewritingKinds)[number];

/** What becomes of an instruction: it is kept as it is, rewritten, or refused. */
export type RelocationKind = "kept" | RewritingKind | "refused";

/** Why an instruction is refused. */
export interface Refusal {
  readonly code: RelocationErrorCode;
  readonly reason: string;
}

const refuse = (code: RelocationErrorCode, reason: string): Refusal => ({ code, reason });

const PC = 0x8000;

/** The number that a field of 4 bits holds, -1 if the encoding has no such field. */
export function fieldOf({ row, word }: Instruction, name: string): number {
  const field = row.fields.get(name);
  return field === undefined ? -1 : (word >>> field.shift) & (2 ** field.width - 1);
}

/** Whether an instruction is `mov rd, pc`, whose operand is not shifted. */
const movesPc = (instruction: Instruction): boolean => {
  const { facts, number, word } = instruction;
  return (
    facts.operation[number] === Operation.moveRegister &&
    (word & facts.shiftBits[number]!) === 0 &&
    fieldOf(instruction, "Rm") === 15 &&
    !instruction.setsFlags
  );
};

const isAdr = ({ facts, number }: Instruction): boolean => facts.operation[number] === Operation.address;

/** BX and its like, without those that leave a return address. */
const isBranchToRegister = ({ facts, number }: Instruction): boolean =>
  facts.transfer[number] === Transfer.register && facts.link[number] === Link.none;

/** What becomes of an instruction, with the reason if it is refused. */
export function classify(instruction: Instruction): "kept" | RewritingKind | Refusal {
  const { row } = instruction;
  if (instruction.validity === "undefined") {
    return refuse(
      "undefined-instruction",
      "the bytes are no instruction that is known, so it may depend on its address",
    );
  }
  if (row.class === "it" && inItBlock(instruction.it)) {
    return refuse("unpredictable", "IT within an IT block is UNPREDICTABLE");
  }
  const readsPc = (instruction.readMask & PC) !== 0;
  const writesPc = (instruction.writtenMask & PC) !== 0;
  if (!readsPc && !writesPc) return "kept";
  const branches = isRelative(row) && row.branch !== "none";
  // Tables hold distances from PC whatever their base is.
  const dependsOnPlace = readsPc || branches || row.branch === "call" || row.branch === "table";
  if (!dependsOnPlace) return "kept";
  if (instruction.validity !== "valid" && !isShiftedByRegister(instruction)) {
    return refuse("unpredictable", `${instruction.mnemonic} is UNPREDICTABLE here, and depends on its address`);
  }
  if (row.privileged) {
    return refuse("unsupported-instruction", `${instruction.mnemonic} with PC as an operand is not for User mode`);
  }
  // BX PC goes to A32 code at the value of PC. Where bit 1 of that is 1, a processor may clear it or raise an alignment fault (BXWritePC).
  if (isBranchToRegister(instruction) && instruction.address % 4 !== 0) {
    return refuse("unpredictable", "bx pc at an address that is no multiple of 4 is UNPREDICTABLE");
  }
  if (row.branch === "call") return "call";
  if (branches || isBranchToRegister(instruction)) return "branch";
  if (row.branch === "table") return "table";
  if (isAdr(instruction) || movesPc(instruction)) return writesPc ? "branch" : "address";
  if (writesPc) return "jump";
  if (storesPc(instruction)) return "stored";
  const accesses = row.memoryAccess !== "none" || row.class === "preload";
  return accesses && !row.fields.has("Rm") ? "literal" : "operand";
}

// UNPREDICTABLE by the manual, but the processors that are known take PC for a register with the value that it has elsewhere.
function isShiftedByRegister(instruction: Instruction): boolean {
  const { row } = instruction;
  return (
    row.set === "a32" && row.class === "data-processing" && row.fields.has("Rs") && fieldOf(instruction, "Rd") !== 15
  );
}

/**
 * Where BX PC goes: A32 code at the value of PC, whose bit 0 is 0 (A8.8.27).
 *
 * @throws {RelocationError} `unpredictable` if PC is no multiple of 4
 */
export function targetOfBxPc(site: Site): number {
  const kind = classify(site.instruction);
  if (typeof kind !== "string") throw site.refuse(kind.code, kind.reason);
  return site.pc;
}

function storesPc(instruction: Instruction): boolean {
  const { row } = instruction;
  if (row.memoryAccess !== "write") return false;
  if (row.class === "store") return fieldOf(instruction, "Rt") === 15;
  return row.class === "store-multiple" && (instruction.word & PC) !== 0;
}

/** What becomes of an instruction when it is moved; of calls with the original return address, as is the default. */
export function kindOf(instruction: Instruction): RelocationKind {
  const kind = classify(instruction);
  return typeof kind === "string" ? kind : "refused";
}
