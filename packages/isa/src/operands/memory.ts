import type { Bits } from "../bits.js";
import { coreRegisters, type Register } from "../registers.js";
import { ShiftedRegister } from "../shifts.js";
import type { DecodeContext, EncodeContext, OperandCodec, RegisterUse } from "./codec.js";
import {
  decodeShift,
  encodeCoreRegister,
  encodeShift,
  formatShift,
  rotatesThroughCarry,
  type Scaled,
  use,
} from "./core-register.js";
import { type Access, type AddressingMode, Memory, type MemoryOperand } from "./operand.js";

/** @internal The bits P, U and W of an addressing mode; null where the encoding fixes them. */
export interface ModeBits {
  readonly P: Bits | null;
  readonly U: Bits | null;
  readonly W: Bits | null;
  /** The mode of an encoding without P and W. */
  readonly fixed: AddressingMode;
  /** Whether an encoding without U subtracts. */
  readonly subtracts: boolean;
}

const modeOf = (mode: ModeBits, word: number): AddressingMode => {
  if (mode.P === null) return mode.W === null ? mode.fixed : mode.W.get(word) === 1 ? "pre-indexed" : "offset";
  if (mode.P.get(word) === 0) return "post-indexed";
  return mode.W !== null && mode.W.get(word) === 1 ? "pre-indexed" : "offset";
};

const allowsMode = (bits: ModeBits, mode: AddressingMode): boolean => {
  if (bits.P === null) return bits.W === null ? mode === bits.fixed : mode !== "post-indexed";
  return bits.W !== null || mode !== "pre-indexed";
};

// The W bit of post-indexed forms: 0 in A32 (1 means the unprivileged forms), 1 in T32 and the dual and VFP forms.
const encodeMode = (bits: ModeBits, mode: AddressingMode, postW: 0 | 1): number => {
  let word = 0;
  if (bits.P !== null && mode !== "post-indexed") word |= bits.P.put(1);
  if (bits.W !== null && (mode === "pre-indexed" || (mode === "post-indexed" && postW === 1))) word |= bits.W.put(1);
  return word;
};

const formatMemory = (base: Register, offset: string, mode: AddressingMode): string => {
  if (mode === "post-indexed") return `[${base.name}], ${offset === "" ? "#0" : offset}`;
  return `[${base.name}${offset === "" ? "" : `, ${offset}`}]${mode === "pre-indexed" ? "!" : ""}`;
};

const modeFields = ({ P, U, W }: ModeBits): Bits[] => [P, U, W].filter((bits) => bits !== null);

const baseUses = (base: Bits | number, mode: ModeBits): RegisterUse[] => {
  const [bits, offset] = typeof base === "number" ? [null, base] : [base, 0];
  const writes = (word: number): boolean => modeOf(mode, word) !== "offset";
  const uses = [use(bits, "read", offset)];
  if (mode.fixed !== "offset" || mode.W !== null || mode.P !== null) uses.push(use(bits, "write", offset, writes));
  return uses;
};

const baseOf = (base: Bits | number, word: number): Register<"r"> =>
  coreRegisters[typeof base === "number" ? base : base.get(word)]!;

const encodeBase = (base: Bits | number, memory: Memory, context: EncodeContext): number => {
  if (typeof base !== "number") return encodeCoreRegister(base, "Rn", memory.base, context);
  if (memory.base.number === base) return 0;
  return context.fail("operand-kind", "Rn", memory.base.name, coreRegisters[base]!.name);
};

/** @internal `[Rn, #imm]` in its addressing modes. The base is a field, or a fixed register's number. */
export function memoryImmediateCodec(
  base: Bits | number,
  offset: Bits | null,
  factor: number,
  mode: ModeBits,
  access: Access,
  postW: 0 | 1,
): OperandCodec {
  const most = offset === null ? 0 : offset.mask * factor;
  const least = mode.U !== null || mode.subtracts ? -most : 0;
  const greatest = mode.subtracts && mode.U === null ? 0 : most;
  const allowed = `${least} to ${greatest}${factor === 1 ? "" : `, a multiple of ${factor}`}`;
  const decodeIt = ({ word }: DecodeContext): Memory => {
    const subtract = mode.U === null ? mode.subtracts : mode.U.get(word) === 0;
    const magnitude = offset === null ? 0 : offset.get(word) * factor;
    return new Memory({
      base: baseOf(base, word),
      displacement: subtract ? -magnitude : magnitude,
      subtract,
      mode: modeOf(mode, word),
    });
  };
  return {
    name: "offset",
    access,
    uses: baseUses(base, mode),
    bits: [...(typeof base === "number" ? [] : [base]), ...(offset === null ? [] : [offset]), ...modeFields(mode)],
    inputType: "Memory",
    accepts: (input) =>
      input instanceof Memory && input.index === null && input.alignment === 0 && allowsMode(mode, input.mode),
    encode(input, context) {
      const memory = input as Memory;
      const { displacement } = memory;
      if (!(displacement >= least && displacement <= greatest))
        return context.fail("out-of-range", "offset", displacement, allowed);
      const field = Math.abs(displacement) / factor;
      if (!Number.isInteger(field)) return context.fail("misaligned", "offset", displacement, allowed);
      if (memory.subtract && displacement === 0 && mode.U === null && !mode.subtracts) {
        return context.fail("out-of-range", "offset", -0, allowed);
      }
      return (
        encodeBase(base, memory, context) |
        (offset === null ? 0 : offset.put(field)) |
        encodeMode(mode, memory.mode, postW) |
        (mode.U !== null && !memory.subtract ? mode.U.put(1) : 0)
      );
    },
    decode(context): MemoryOperand {
      const memory = decodeIt(context);
      return { kind: "memory", memory, access, input: memory };
    },
    format(context) {
      const memory = decodeIt(context);
      const { row } = context;
      // Of an offset of 0, 16-bit encodings show all, 32-bit T32 encodings with an 8-bit offset in bytes nothing.
      const hidden = row.set === "t32" && row.size === 4 && factor === 1;
      const visible =
        memory.displacement !== 0 ||
        (!hidden && (memory.subtract || (offset !== null && (memory.mode === "pre-indexed" || row.size === 2))));
      const sign = memory.subtract && visible ? "-" : "";
      return formatMemory(memory.base, visible ? `#${sign}${Math.abs(memory.displacement)}` : "", memory.mode);
    },
  };
}

/** @internal `[Rn, Rm {, shift}]` in its addressing modes. */
export function memoryRegisterCodec(
  base: Bits,
  index: Bits,
  shift: { readonly type: Scaled; readonly amount: Bits } | null,
  mode: ModeBits,
  access: Access,
): OperandCodec {
  const decodeIt = ({ word }: DecodeContext): Memory => {
    const register = coreRegisters[index.get(word)]!;
    return new Memory({
      base: baseOf(base, word),
      index: register,
      shift: shift === null ? null : decodeShift(register, shift.type, shift.amount, word),
      subtract: mode.U === null ? mode.subtracts : mode.U.get(word) === 0,
      mode: modeOf(mode, word),
    });
  };
  const readsCarry = shift === null ? null : rotatesThroughCarry(shift.type, shift.amount);
  return {
    ...(readsCarry === null ? {} : { readsCarry }),
    name: "offset",
    access,
    uses: [...baseUses(base, mode), use(index, "read")],
    bits: [
      base,
      index,
      ...(shift === null ? [] : [...(shift.type.bits === null ? [] : [shift.type.bits]), shift.amount]),
      ...modeFields(mode),
    ],
    inputType: "Memory",
    accepts: (input) =>
      input instanceof Memory &&
      input.index !== null &&
      input.displacement === 0 &&
      (shift !== null || input.shift === null) &&
      (mode.U !== null || input.subtract === mode.subtracts) &&
      allowsMode(mode, input.mode),
    encode(input, context) {
      const memory = input as Memory;
      return (
        encodeBase(base, memory, context) |
        encodeCoreRegister(index, "Rm", memory.index!, context) |
        (memory.shift === null || shift === null
          ? 0
          : encodeShift(memory.shift, shift.type, shift.amount, "shift", context)) |
        encodeMode(mode, memory.mode, 0) |
        (mode.U !== null && !memory.subtract ? mode.U.put(1) : 0)
      );
    },
    decode(context): MemoryOperand {
      const memory = decodeIt(context);
      return { kind: "memory", memory, access, input: memory };
    },
    format(context) {
      const memory = decodeIt(context);
      return formatMemory(
        memory.base,
        `${memory.subtract ? "-" : ""}${memory.index!.name}${formatShift(memory.shift)}`,
        memory.mode,
      );
    },
  };
}

/** @internal `[Rn, Rm, lsl #1]` with the shift that the encoding fixes: TBH. */
export function tableCodec(base: Bits, index: Bits, amount: 0 | 1): OperandCodec {
  const decodeIt = ({ word }: DecodeContext): Memory => {
    const register = coreRegisters[index.get(word)]!;
    return new Memory({
      base: baseOf(base, word),
      index: register,
      shift: amount === 0 ? null : new ShiftedRegister(register, "lsl", amount),
    });
  };
  return {
    name: "table",
    access: "read",
    uses: [use(base, "read"), use(index, "read")],
    bits: [base, index],
    inputType: "Memory",
    accepts: (input) =>
      input instanceof Memory &&
      input.index !== null &&
      input.mode === "offset" &&
      !input.subtract &&
      (amount === 0 ? input.shift === null : input.shift?.type === "lsl" && input.shift.amount === amount),
    encode: (input, context) =>
      encodeBase(base, input as Memory, context) | encodeCoreRegister(index, "Rm", (input as Memory).index!, context),
    decode(context): MemoryOperand {
      const memory = decodeIt(context);
      return { kind: "memory", memory, access: "read", input: memory };
    },
    format(context) {
      const memory = decodeIt(context);
      return formatMemory(memory.base, memory.index!.name + formatShift(memory.shift), "offset");
    },
  };
}
