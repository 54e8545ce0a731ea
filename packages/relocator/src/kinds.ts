import { type Instruction, inItBlock, Operation } from "@armstalker/isa";
import type { RelocationErrorCode } from "./errors.js";
import { fieldOf } from "./fields.js";
import { type ControlTransfer, transferOf } from "./transfer.js";

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
  const transfer = writesPc ? transferOf(instruction) : null;
  if (!readsPc && transfer !== null && !dependsOnPlace(transfer)) return "kept";
  if (instruction.validity !== "valid" && !isShiftedByRegister(instruction)) {
    return refuse("unpredictable", `${instruction.mnemonic} is UNPREDICTABLE here, and depends on its address`);
  }
  if (row.privileged) {
    return refuse("unsupported-instruction", `${instruction.mnemonic} with PC as an operand is not for User mode`);
  }
  if (transfer !== null) return rewritingOf(transfer);
  if (isAdr(instruction) || movesPc(instruction)) return "address";
  if (storesPc(instruction)) return "stored";
  const accesses = row.memoryAccess !== "none" || row.class === "preload";
  return accesses && !row.fields.has("Rm") ? "literal" : "operand";
}

/** True if a transfer that does not read PC depends on where it stands. Tables hold distances from PC whatever their base is. */
const dependsOnPlace = ({ kind, link }: ControlTransfer): boolean =>
  link !== null || kind === "direct" || kind === "compare-and-branch" || kind === "table";

function rewritingOf(transfer: ControlTransfer): RewritingKind | Refusal {
  if (transfer.kind === "misaligned") return refuse("unpredictable", transfer.reason);
  if (transfer.link !== null) return "call";
  switch (transfer.kind) {
    case "direct":
    case "compare-and-branch":
      return "branch";
    case "table":
      return "table";
    default:
      return "jump";
  }
}

// UNPREDICTABLE by the manual, but the processors that are known take PC for a register with the value that it has elsewhere.
function isShiftedByRegister(instruction: Instruction): boolean {
  const { row } = instruction;
  return (
    row.set === "a32" && row.class === "data-processing" && row.fields.has("Rs") && fieldOf(instruction, "Rd") !== 15
  );
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
