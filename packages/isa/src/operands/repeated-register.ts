import type { Bits } from "../bits.js";
import { type CoreRegister, coreRegisters } from "../registers.js";
import type { OperandCodec } from "./codec.js";
import { coreRegisterCodec, coreRegisterOf, encodeCoreRegister, use } from "./core-register.js";
import type { Access, RegisterOperand } from "./operand.js";

/** @internal A register that stands for the second time in a syntax: `same(Rd)` after `X:Rd`. It has to be that one. */
export function sameRegisterCodec(name: string, bits: Bits): OperandCodec {
  return {
    ...coreRegisterCodec(name, bits, "read"),
    encode(input, context) {
      const { number, name: given } = coreRegisterOf(input)!;
      const first = coreRegisters[bits.get(context.word)]!;
      return number === first.number
        ? 0
        : context.fail("not-encodable", name, given, `${first.name}, as the operand before`);
    },
  };
}

/** @internal A register that an encoding holds twice, as REV does in T32. */
export function twiceRegisterCodec(name: string, bits: Bits, other: Bits): OperandCodec {
  return {
    ...coreRegisterCodec(name, bits, "read"),
    bits: [bits, other],
    encode(input, context) {
      const found = coreRegisterOf(input)!;
      return encodeCoreRegister(bits, name, found, context) | other.put(found.number);
    },
  };
}

/** @internal The second register of a pair, of which the encoding only holds the first: `Rt2` of LDRD in A32. */
export function nextRegisterCodec(field: string, bits: Bits, access: Access): OperandCodec {
  const name = `${field}2`;
  const found = (word: number): CoreRegister => coreRegisters[(bits.get(word) + 1) & 15]!;
  return {
    name,
    access,
    uses: [use(bits, access, 1)],
    bits: [bits],
    inputType: "CoreRegisterLike",
    accepts: (input) => coreRegisterOf(input) !== null,
    encode(input, context) {
      const { number, name: given } = coreRegisterOf(input)!;
      const wanted = found(context.word);
      return number === wanted.number
        ? 0
        : context.fail("not-encodable", name, given, `${wanted.name}, next to ${field}`);
    },
    decode({ word }): RegisterOperand {
      const register = found(word);
      return { kind: "register", register, shift: null, writeBack: false, access, input: register };
    },
    format: ({ word }) => found(word).name,
  };
}
