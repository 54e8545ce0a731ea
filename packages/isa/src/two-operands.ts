import { coreRegisterOf } from "./operands/core-register.js";
import type { OperandInput } from "./operands/operand.js";

/** The mnemonics whose destination may be left out; the first group is of those whose operands may be exchanged. */
const omitting = /^(?:(ad[cd]|and|eor|mul|orr)|asr|bic|ls[lr]|orn|ror|rs[bc]|sbc|sub)s?$|^(?:addw|subw|[su]div)$/;

/** True if UAL lets a mnemonic's destination be left out where it is the first operand as well: `adds r0, r1`. */
export const mayOmitDestination = (mnemonic: string): boolean => omitting.test(mnemonic);

/**
 * @internal The other way to write an instruction whose destination is one of its operands: `adds r0, r1` is `adds r0, r0, r1`, and the
 * reverse, also for `ands r0, r1, r0`. Null if there is none.
 */
export function otherForm(mnemonic: string, operands: readonly OperandInput[]): readonly OperandInput[] | null {
  const { length } = operands;
  const [destination, first, second] = operands as [OperandInput, OperandInput, OperandInput];
  const match = length === 2 || length === 3 ? omitting.exec(mnemonic) : null;
  const found = coreRegisterOf(destination);
  if (match === null || found === null) return null;
  // Of MUL the last operand is left out (A8.8.114).
  if (length === 2) return mnemonic[0] === "m" ? [destination, first, destination] : [destination, destination, first];
  const left = coreRegisterOf(first);
  if (left === found) return [destination, second];
  return left && match[1] && coreRegisterOf(second) === found ? [destination, first] : null;
}
