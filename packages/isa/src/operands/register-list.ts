import type { Bits } from "../bits.js";
import { coreRegisters, registersOfMask } from "../registers.js";
import type { OperandCodec } from "./codec.js";
import { coreRegisterOf } from "./core-register.js";
import type { Access, OperandInput, RegisterListOperand } from "./operand.js";

/**
 * @internal The registers of a load or store multiple as a mask.
 *
 * @param extra - in 16-bit encodings, the bit above the list: LR of PUSH, PC of POP; with that register's number
 */
export function registerListCodec(
  list: Bits,
  access: Access,
  extra: { bit: Bits; number: number } | null,
  suffix: string,
): OperandCodec {
  const name = "register_list";
  const allowed =
    extra === null && list.mask === 0xffff
      ? "r0 to pc"
      : `r0 to r${list.width - 1}${extra === null ? "" : ` and ${coreRegisters[extra.number]!.name}`}`;
  const maskOf = (word: number): number =>
    list.get(word) | (extra !== null && extra.bit.get(word) === 1 ? 1 << extra.number : 0);
  const registers = (word: number) => registersOfMask(maskOf(word));
  return {
    name,
    access,
    uses: [
      { bits: list, list: true, offset: 0, access, when: null },
      ...(extra === null ? [] : [{ bits: extra.bit, list: true, offset: extra.number, access, when: null }]),
    ],
    bits: extra === null ? [list] : [list, extra.bit],
    inputType: "readonly CoreRegisterLike[]",
    accepts: (input: OperandInput) => Array.isArray(input) && input.every((each) => coreRegisterOf(each) !== null),
    encode(input, context) {
      let mask = 0;
      for (const each of input as readonly OperandInput[]) mask |= 1 << coreRegisterOf(each)!.number;
      if (mask === 0) return context.fail("out-of-range", name, "{}", `at least one of ${allowed}`);
      const top = extra !== null && mask & (1 << extra.number) ? extra.bit.put(1) : 0;
      if (top !== 0) mask &= ~(1 << extra!.number);
      if (mask > list.mask) return context.fail("out-of-range", name, `{${registersOfMask(mask).join(", ")}}`, allowed);
      return list.put(mask) | top;
    },
    decode({ word }): RegisterListOperand {
      const found = registers(word);
      return { kind: "register-list", registers: found, access, input: found };
    },
    format: ({ word }) => `{${registers(word).join(", ")}}${suffix}`,
  };
}

/** @internal The one register of a PUSH or POP of a single register, in braces. */
export function singleRegisterListCodec(bits: Bits, access: Access): OperandCodec {
  const name = "register_list";
  return {
    name,
    access,
    uses: [{ bits, list: false, offset: 0, access, when: null }],
    bits: [bits],
    inputType: "readonly CoreRegisterLike[]",
    accepts: (input: OperandInput) => Array.isArray(input) && input.length === 1 && coreRegisterOf(input[0]) !== null,
    encode: (input) => bits.put(coreRegisterOf((input as readonly OperandInput[])[0])!.number),
    decode({ word }): RegisterListOperand {
      const found = [coreRegisters[bits.get(word)]!];
      return { kind: "register-list", registers: found, access, input: found };
    },
    format: ({ word }) => `{${coreRegisters[bits.get(word)]!.name}}`,
  };
}
