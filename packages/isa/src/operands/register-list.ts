import type { Bits } from "../bits.js";
import { shown } from "../errors.js";
import { type CoreRegister, coreRegisters, register, registersOfMask } from "../registers.js";
import { type OperandDecoder, OperandEncoder, type RegisterUse, use } from "./codec.js";
import { coreRegisterOf, isCoreRegister } from "./core-register.js";
import type { Access, OperandInput, RegisterListOperand } from "./operand.js";
import type { Slot } from "./slot.js";

const NAME = "register_list";

const isList = (input: OperandInput): input is readonly CoreRegister[] =>
  Array.isArray(input) && input.every(isCoreRegister);

/** In 16-bit encodings, the bit above the list: LR of PUSH, PC of POP; with that register. */
const extraOf = (slot: Slot): { bit: Bits; register: CoreRegister } | null =>
  slot.args.length < 3 ? null : { bit: slot.bits(1), register: register(slot.args[2] as "lr") as CoreRegister };

/** @internal `list(register_list)`, `list(register_list8,M,lr)`, `userlist(…)`: the registers of a load or store multiple. */
export function registerListEncoder(slot: Slot): OperandEncoder {
  const list = slot.bits(0);
  const extra = extraOf(slot);
  const top = extra === null ? 0 : 1 << extra.register.number;
  const allowed = `r0 to ${coreRegisters[list.width - 1]!.name}${extra === null ? "" : ` and ${extra.register.name}`}`;
  return new OperandEncoder(NAME, [list, extra?.bit ?? null], isList, (input, context) => {
    let mask = 0;
    for (const each of input as readonly OperandInput[]) mask |= 1 << coreRegisterOf(each)!.number;
    if (mask === 0) return context.outOfRange(NAME, "{}", `at least one of ${allowed}`);
    const rest = mask & ~top;
    if (rest > list.mask) return context.outOfRange(NAME, shown(input), allowed);
    return list.put(rest) | (rest === mask ? 0 : extra!.bit.put(1));
  });
}

/** The decoder of a list that is worked out from a word. */
const listDecoder = (
  access: Access,
  uses: readonly RegisterUse[],
  registersIn: (word: number) => CoreRegister[],
  suffix = "",
): OperandDecoder => ({
  uses,
  inputType: "readonly CoreRegisterLike[]",
  decode({ word }): RegisterListOperand {
    const found = registersIn(word);
    return { kind: "register-list", registers: found, access, input: found };
  },
  format: ({ word }) => `{${registersIn(word).join(", ")}}${suffix}`,
});

/** @internal */
export function registerListDecoder(slot: Slot): OperandDecoder {
  const { access } = slot;
  const list = slot.bits(0);
  const extra = extraOf(slot);
  const useOf = (bits: Bits, offset: number): RegisterUse => ({ bits, list: true, offset, access, when: null });
  return listDecoder(
    access,
    extra === null ? [useOf(list, 0)] : [useOf(list, 0), useOf(extra.bit, extra.register.number)],
    (word) => registersOfMask(list.get(word) | (extra === null ? 0 : extra.bit.get(word) << extra.register.number)),
    slot.kind === "userlist" ? "^" : "",
  );
}

/** @internal `one(Rt)`: the one register of a PUSH or POP of a single register, in braces. */
export function singleRegisterListEncoder(slot: Slot): OperandEncoder {
  const bits = slot.bits(0);
  return new OperandEncoder(
    NAME,
    [bits],
    (input) => isList(input) && input.length === 1,
    (input) => bits.put(coreRegisterOf((input as readonly OperandInput[])[0])!.number),
  );
}

/** @internal */
export function singleRegisterListDecoder(slot: Slot): OperandDecoder {
  const { access } = slot;
  const bits = slot.bits(0);
  return listDecoder(access, [use(bits, access)], (word) => [coreRegisters[bits.get(word)]!]);
}
