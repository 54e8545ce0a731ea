import { type CoreRegister, coreRegisters } from "../registers.js";
import { type OperandDecoder, OperandEncoder, use } from "./codec.js";
import { coreRegisterOf, encodeCoreRegister, isCoreRegister, registerOperand } from "./core-register.js";
import type { Slot } from "./slot.js";

/** @internal `next(Rt)`: the second register of a pair, of which the encoding only holds the first: `Rt2` of LDRD in A32. */
export function nextRegisterEncoder(slot: Slot): OperandEncoder {
  const name = `${slot.name}2`;
  const bits = slot.bits(0);
  return new OperandEncoder(name, [bits], isCoreRegister, (input, context) => {
    const found = coreRegisterOf(input)!;
    const wanted = coreRegisters[(bits.get(context.word) + 1) & 15]!;
    return found === wanted ? 0 : context.fail("not-encodable", name, found.name, `${wanted.name}, next to Rt`);
  });
}

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
