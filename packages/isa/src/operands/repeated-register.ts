import { type CoreRegister, coreRegisters } from "../registers.js";
import { type EncoderOf, type OperandDecoder, OperandEncoder, use } from "./codec.js";
import { coreRegisterOf, encodeCoreRegister, isCoreRegister, registerOperand } from "./core-register.js";
import type { Slot } from "./slot.js";

/** A register of which the number is known: that in the field of another one, plus a distance. */
const known =
  (distance: number, suffix: string, where: string): EncoderOf =>
  (slot) => {
    const name = slot.name + suffix;
    const bits = slot.bits(0);
    return new OperandEncoder(name, [bits], isCoreRegister, (input, context) => {
      const found = coreRegisterOf(input)!;
      const wanted = coreRegisters[(bits.get(context.word) + distance) & 15]!;
      return found === wanted ? 0 : context.fail("not-encodable", name, found.name, wanted.name + where);
    });
  };

/** @internal `same(Rd)` after `X:Rd`: a register that stands for the second time in a syntax. It has to be that one. */
export const sameRegisterEncoder: EncoderOf = /* @__PURE__ */ known(0, "", ", as the operand before");

/** @internal `next(Rt)`: the second register of a pair, of which the encoding only holds the first: `Rt2` of LDRD in A32. */
export const nextRegisterEncoder: EncoderOf = /* @__PURE__ */ known(1, "2", ", next to Rt");

/** @internal */
export function nextRegisterDecoder(slot: Slot): OperandDecoder {
  const { access } = slot;
  const bits = slot.bits(0);
  const found = (word: number): CoreRegister => coreRegisters[(bits.get(word) + 1) & 15]!;
  return {
    uses: [use(bits, access, 1)],
    inputType: "CoreRegisterLike",
    decode: ({ word }) => registerOperand(found(word), access),
    format: ({ word }) => found(word).name,
  };
}

/** @internal `twice(Rm,Rm2)`: a register that an encoding holds twice, as REV does in T32. */
export function twiceRegisterEncoder(slot: Slot): OperandEncoder {
  const { name } = slot;
  const bits = slot.bits(0);
  const other = slot.bits(1);
  return new OperandEncoder(name, [bits, other], isCoreRegister, (input, context) => {
    const found = coreRegisterOf(input)!;
    return encodeCoreRegister(bits, name, found, context) | other.put(found.number);
  });
}
