import { isWithin } from "../range.js";
import { type OperandDecoder, OperandEncoder } from "./codec.js";
import { Lane } from "./lane.js";
import type { OperandInput, ScalarOperand } from "./operand.js";
import type { Slot } from "./slot.js";
import { checkUpperRegister, registersOfFile } from "./vector-register.js";

const fileOf = ({ kind }: Slot): "s" | "d" => (kind === "slane" ? "s" : "d");

/** @internal `slane(w3:M,v)`: an element of an S register. `lane0(M:Vm)`: the element 0 of a D register, the only one that the encoding has. */
export function scalarEncoder(slot: Slot): OperandEncoder {
  const file = fileOf(slot);
  const bits = slot.bits(0);
  const index = slot.args.length > 1 ? slot.bits(1) : null;
  const most = index?.mask ?? 0;
  return new OperandEncoder(
    "lane",
    [bits, index],
    (input: OperandInput) => input instanceof Lane && input.index !== null && input.register.kind === file,
    (input, context) => {
      const { register: found, index: number } = input as Lane;
      checkUpperRegister(found, "lane", context);
      if (found.number > bits.mask) return context.outOfRange("lane", found.name, `${file}0 to ${file}${bits.mask}`);
      return isWithin(number, 0, most)
        ? bits.put(found.number) | (index?.put(number) ?? 0)
        : context.outOfRange(
            "lane",
            number,
            most === 0 ? `${found.name}[0]` : `${found.name}[0] to ${found.name}[${most}]`,
          );
    },
  );
}

/** @internal */
export function scalarDecoder(slot: Slot): OperandDecoder {
  const registers = registersOfFile(fileOf(slot)) as readonly Lane["register"][];
  const bits = slot.bits(0);
  const index = slot.args.length > 1 ? slot.bits(1) : null;
  const laneIn = (word: number): Lane => new Lane(registers[bits.get(word)]!, index?.get(word) ?? 0);
  return {
    uses: [],
    inputType: "Lane",
    decode({ word }): ScalarOperand {
      const found = laneIn(word);
      return { kind: "scalar", lane: found, access: slot.access, input: found };
    },
    format: ({ word }) => laneIn(word).toString(),
  };
}
