import type { Bits } from "../bits.js";
import type { OperandCodec } from "./codec.js";
import { coreRegisterCodec, coreRegisterOf, encodeCoreRegister } from "./core-register.js";

/** @internal A register that stands for the second time in a syntax: `same(Rd)` after `X:Rd`. It has to be that one. */
export function sameRegisterCodec(name: string, bits: Bits): OperandCodec {
  return {
    ...coreRegisterCodec(name, bits, "read"),
    encode(input, context) {
      const { number, name: given } = coreRegisterOf(input)!;
      return number === bits.get(context.word) ? 0 : context.fail("not-encodable", name, given, "the first operand");
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
