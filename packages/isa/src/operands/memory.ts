import type { Bits } from "../bits.js";
import { coreRegisters, isRegisterName, type Register, register } from "../registers.js";
import { ShiftedRegister } from "../shifts.js";
import { type EncodeContext, type OperandDecoder, OperandEncoder, type RegisterUse, ruleOf, use } from "./codec.js";
import { decodeShift, encodeCoreRegister, encodeShift, formatShift, rotatesThroughCarry } from "./core-register.js";
import { type Access, type AddressingMode, Memory, type MemoryOperand } from "./operand.js";
import type { Scaled, Slot } from "./slot.js";

/** What the operands of an address have in common. */
interface Address {
  /** A field, or the number of a register that the encoding fixes. */
  readonly base: Bits | number;
  /** The bits of the addressing mode; null where the encoding fixes them. */
  readonly P: Bits | null;
  readonly U: Bits | null;
  readonly W: Bits | null;
  /** The mode of an encoding without P and W. */
  readonly fixed: AddressingMode;
  /** The W bit of post-indexed forms: 0 in A32 (1 means the unprivileged forms), 1 in T32 and the dual and VFP forms. */
  readonly postW: number;
}

function addressOf(slot: Slot): Address {
  const { kind, row } = slot;
  const [base = ""] = slot.args;
  const bit = (name: string): Bits | null => (kind === "base" ? null : slot.field(name));
  return {
    base: isRegisterName(base) ? register(base).number : slot.bits(0),
    P: bit("P"),
    U: bit("U"),
    W: bit("W"),
    fixed: kind.endsWith("post") ? "post-indexed" : kind === "mempre" ? "pre-indexed" : "offset",
    postW: row.set === "t32" || kind === "memw" ? 1 : 0,
  };
}

const allowsMode = ({ P, W, fixed }: Address, mode: AddressingMode): boolean => {
  if (P === null) return W === null ? mode === fixed : mode !== "post-indexed";
  return W !== null || mode !== "pre-indexed";
};

/** The bits of the base register and of the mode. */
const encodeAddress = ({ base, P, U, W, postW }: Address, memory: Memory, context: EncodeContext): number => {
  const { mode } = memory;
  let word = 0;
  if (typeof base !== "number") word = encodeCoreRegister(base, "Rn", memory.base, context);
  else if (memory.base.number !== base) context.fail("operand-kind", "Rn", memory.base.name, coreRegisters[base]!.name);
  if (P !== null && mode !== "post-indexed") word |= P.put(1);
  if (W !== null && mode !== "offset") word |= W.put(mode === "pre-indexed" ? 1 : postW);
  if (U !== null && !memory.subtract) word |= U.put(1);
  return word;
};

const modeIn = ({ P, W, fixed }: Address, word: number): AddressingMode => {
  if (P === null && W === null) return fixed;
  if (P !== null && P.get(word) === 0) return "post-indexed";
  return W !== null && W.get(word) === 1 ? "pre-indexed" : "offset";
};

const baseIn = ({ base }: Address, word: number): Register<"r"> =>
  coreRegisters[typeof base === "number" ? base : base.get(word)]!;

const baseUses = (slot: Slot, { base, P, W, fixed }: Address): RegisterUse[] => {
  const [bits, offset] = typeof base === "number" ? [null, base] : [base, 0];
  const uses = [use(bits, "read", offset)];
  // Forms with `memw` have W = 1 where they are post-indexed: without it they do not write back, whatever P is.
  const isPost = P === null || slot.kind === "memw" ? "" : "P=0";
  const writesBack = [isPost, W === null ? "" : "W=1"].filter(Boolean).join(",");
  if (fixed !== "offset" || writesBack !== "") uses.push(use(bits, "write", offset, ruleOf(slot, writesBack)));
  return uses;
};

const formatMemory = ({ base, mode }: Memory, offset: string): string => {
  if (mode === "post-indexed") return `[${base.name}], ${offset === "" ? "#0" : offset}`;
  return `[${base.name}${offset === "" ? "" : `, ${offset}`}]${mode === "pre-indexed" ? "!" : ""}`;
};

/** @internal An address as an operand. */
export const memoryOperand = (memory: Memory, access: Access): MemoryOperand => ({
  kind: "memory",
  memory,
  access,
  input: memory,
});

/** @internal What a row does with memory. */
export const memoryAccess = ({ row }: Slot): Access => (row.memoryAccess === "none" ? "read" : row.memoryAccess);

/** The decoder of an address that is worked out from a word. */
const memoryDecoder = (
  slot: Slot,
  uses: readonly RegisterUse[],
  memoryIn: (word: number) => Memory,
  offsetText: (memory: Memory) => string,
): OperandDecoder => {
  const access = memoryAccess(slot);
  return {
    uses,
    inputType: "Memory",
    decode: ({ word }) => memoryOperand(memoryIn(word), access),
    format({ word }) {
      const memory = memoryIn(word);
      return formatMemory(memory, offsetText(memory));
    },
  };
};

/** The constant offset of `mem(Rn,imm8*4)`; null for `mem(Rn)`. */
const offsetOf = (slot: Slot): Scaled | null => (slot.args.length < 2 ? null : slot.scaled(1));

/** @internal `mem(Rn,imm8*4)`, `mem(Rn)` and so on: `[Rn, #imm]` in its addressing modes. */
export function memoryImmediateEncoder(slot: Slot): OperandEncoder {
  const address = addressOf(slot);
  const { base, P, U, W } = address;
  const offset = offsetOf(slot);
  const bits = offset?.bits ?? null;
  const factor = offset?.factor ?? 1;
  const subtracts = offset?.subtracts ?? false;
  const most = bits === null ? 0 : bits.mask * factor;
  const least = U !== null || subtracts ? -most : 0;
  const greatest = subtracts && U === null ? 0 : most;
  const allowed = `${least} to ${greatest}${factor === 1 ? "" : `, a multiple of ${factor}`}`;
  return new OperandEncoder(
    "offset",
    [typeof base === "number" ? null : base, bits, P, U, W],
    (input) =>
      input instanceof Memory && input.index === null && input.alignment === 0 && allowsMode(address, input.mode),
    (input, context) => {
      const memory = input as Memory;
      const { displacement } = memory;
      if (!(displacement >= least && displacement <= greatest))
        return context.outOfRange("offset", displacement, allowed);
      // A 0 that is subtracted is another one.
      if (displacement === 0 && memory.subtract && U === null && !subtracts)
        return context.outOfRange("offset", -0, allowed);
      const field = Math.abs(displacement) / factor;
      if (!Number.isInteger(field)) return context.fail("misaligned", "offset", displacement, allowed);
      return encodeAddress(address, memory, context) | (bits?.put(field) ?? 0);
    },
  );
}

/** @internal */
export function memoryImmediateDecoder(slot: Slot): OperandDecoder {
  const address = addressOf(slot);
  const offset = offsetOf(slot);
  const { row } = slot;
  const { U } = address;
  const factor = offset?.factor ?? 1;
  // Of an offset of 0, 16-bit encodings show all, 32-bit T32 encodings with an 8-bit offset in bytes nothing.
  const hidden = row.set === "t32" && row.size === 4 && factor === 1;
  return memoryDecoder(
    slot,
    baseUses(slot, address),
    (word) => {
      const subtract = U === null ? (offset?.subtracts ?? false) : U.get(word) === 0;
      const magnitude = (offset?.bits?.get(word) ?? 0) * factor;
      return new Memory({
        base: baseIn(address, word),
        displacement: subtract ? -magnitude : magnitude,
        subtract,
        mode: modeIn(address, word),
      });
    },
    ({ displacement, subtract, mode }) => {
      const visible =
        displacement !== 0 ||
        (!hidden && (subtract || (offset !== null && (mode === "pre-indexed" || row.size === 2))));
      return visible ? `#${subtract ? "-" : ""}${Math.abs(displacement)}` : "";
    },
  );
}

/** The shift of `memr(Rn,Rm,stype,imm5)`; null for `memr(Rn,Rm)`. */
const shiftOf = (slot: Slot): { type: Scaled; amount: Bits } | null =>
  slot.args.length < 4 ? null : { type: slot.scaled(2), amount: slot.bits(3) };

/** @internal `memr(Rn,Rm)`, `memr(Rn,Rm,stype,imm5)`, `memrpost(…)`: `[Rn, Rm {, shift}]` in its addressing modes. */
export function memoryRegisterEncoder(slot: Slot): OperandEncoder {
  const address = addressOf(slot);
  const { base, P, U, W } = address;
  const index = slot.bits(1);
  const shift = shiftOf(slot);
  return new OperandEncoder(
    "offset",
    [base as Bits, index, shift?.type.bits ?? null, shift?.amount ?? null, P, U, W],
    (input) =>
      input instanceof Memory &&
      input.index !== null &&
      input.displacement === 0 &&
      (shift !== null || input.shift === null) &&
      (U !== null || !input.subtract) &&
      allowsMode(address, input.mode),
    (input, context) => {
      const memory = input as Memory;
      return (
        encodeAddress(address, memory, context) |
        encodeCoreRegister(index, "Rm", memory.index!, context) |
        (memory.shift === null || shift === null ? 0 : encodeShift(memory.shift, shift.type, shift.amount, context))
      );
    },
  );
}

/** @internal */
export function memoryRegisterDecoder(slot: Slot): OperandDecoder {
  const address = addressOf(slot);
  const index = slot.bits(1);
  const shift = shiftOf(slot);
  return {
    ...memoryDecoder(
      slot,
      [...baseUses(slot, address), use(index, "read")],
      (word) => {
        const found = coreRegisters[index.get(word)]!;
        return new Memory({
          base: baseIn(address, word),
          index: found,
          shift: shift === null ? null : decodeShift(found, shift.type, shift.amount, word),
          subtract: address.U !== null && address.U.get(word) === 0,
          mode: modeIn(address, word),
        });
      },
      (memory) => `${memory.subtract ? "-" : ""}${memory.index!.name}${formatShift(memory.shift)}`,
    ),
    readsCarry: shift === null ? null : rotatesThroughCarry(slot, 2),
  };
}

/** The shift of the index that TBH has and TBB has not. */
const tableShift = ({ kind }: Slot): 0 | 1 => (kind === "tbh" ? 1 : 0);

/** @internal `tbb(Rn,Rm)`, `tbh(Rn,Rm)`: `[Rn, Rm]` and `[Rn, Rm, lsl #1]`. */
export function tableEncoder(slot: Slot): OperandEncoder {
  const base = slot.bits(0);
  const index = slot.bits(1);
  const amount = tableShift(slot);
  return new OperandEncoder(
    "table",
    [base, index],
    (input) =>
      input instanceof Memory &&
      input.index !== null &&
      input.mode === "offset" &&
      !input.subtract &&
      (amount === 0 ? input.shift === null : input.shift?.type === "lsl" && input.shift.amount === amount),
    (input, context) =>
      encodeCoreRegister(base, "Rn", (input as Memory).base, context) |
      encodeCoreRegister(index, "Rm", (input as Memory).index!, context),
  );
}

/** @internal */
export function tableDecoder(slot: Slot): OperandDecoder {
  const base = slot.bits(0);
  const index = slot.bits(1);
  const amount = tableShift(slot);
  return memoryDecoder(
    slot,
    [use(base, "read"), use(index, "read")],
    (word) => {
      const found = coreRegisters[index.get(word)]!;
      return new Memory({
        base: coreRegisters[base.get(word)]!,
        index: found,
        shift: amount === 0 ? null : new ShiftedRegister(found, "lsl", amount),
      });
    },
    ({ index: found, shift }) => found!.name + formatShift(shift),
  );
}
