import type { Bits } from "../bits.js";
import { coreRegisters } from "../registers.js";
import { type OperandDecoder, OperandEncoder, ruleOf, use } from "./codec.js";
import { encodeCoreRegister } from "./core-register.js";
import { memoryAccess, memoryOperand } from "./memory.js";
import { Memory, WriteBack } from "./operand.js";
import type { Slot } from "./slot.js";

/** What Rm says if it is no index (A7.7.1): the base stays as it is, or the bytes transferred are added. */
const NO_UPDATE = 15;
const UPDATE_BY_SIZE = 13;

/** The address of elements or structures. */
interface ElementAddress {
  readonly base: Bits;
  readonly index: Bits;
  /** The bytes that `!` adds. */
  readonly size: number;
  /** Null if the encoding has only the first alignment. */
  readonly field: Bits | null;
  /** The alignment in bits that a field value stands for, NaN where that is no encoding. */
  readonly alignments: readonly number[];
}

function addressOf(slot: Slot): ElementAddress {
  const [, , size, field = "=", alignments = "0"] = slot.args;
  return {
    base: slot.bits(0),
    index: slot.bits(1),
    size: Number(size),
    field: field === "=" ? null : slot.bits(3),
    alignments: alignments.split("/").map((each) => (each === "" ? Number.NaN : Number(each))),
  };
}

/** @internal `elements(Rn,Rm,16,align,0/64/128)`: `[Rn :align]`, `[Rn :align]!`, `[Rn :align], Rm`. */
export function elementMemoryEncoder(slot: Slot): OperandEncoder {
  const { base, index, size, field, alignments } = addressOf(slot);
  return new OperandEncoder(
    "address",
    [base, index, field],
    (input) =>
      input instanceof WriteBack ||
      (input instanceof Memory && input.mode !== "pre-indexed" && input.shift === null && !input.subtract),
    (input, context) => {
      const memory =
        input instanceof WriteBack
          ? new Memory({ base: input.register, displacement: size, mode: "post-indexed" })
          : (input as Memory);
      const { displacement, mode, alignment } = memory;
      const found = alignments.indexOf(alignment);
      if (found < 0) {
        const allowed = alignments.filter((bits) => !Number.isNaN(bits)).join(", ");
        return context.outOfRange("alignment", alignment, `one of ${allowed}`);
      }
      const by = memory.index?.number ?? UPDATE_BY_SIZE;
      let update = NO_UPDATE;
      if (mode === "post-indexed") {
        if (memory.index === null && displacement !== size)
          return context.outOfRange("offset", displacement, `${size}, the bytes transferred`);
        if (memory.index !== null && (by === NO_UPDATE || by === UPDATE_BY_SIZE))
          return context.outOfRange("Rm", memory.index.name, "r0 to r12 or lr");
        update = by;
      } else if (memory.index !== null || displacement !== 0)
        return context.fail("not-encodable", "offset", memory.index?.name ?? displacement, "none, or post-indexed");
      return encodeCoreRegister(base, "Rn", memory.base, context) | index.put(update) | (field?.put(found) ?? 0);
    },
  );
}

/** @internal */
export function elementMemoryDecoder(slot: Slot): OperandDecoder {
  const { base, index, size, field, alignments } = addressOf(slot);
  const access = memoryAccess(slot);
  const by = slot.args[1];
  const memoryIn = (word: number): Memory => {
    const update = index.get(word);
    return new Memory({
      base: coreRegisters[base.get(word)]!,
      index: update === NO_UPDATE || update === UPDATE_BY_SIZE ? null : coreRegisters[update]!,
      displacement: update === UPDATE_BY_SIZE ? size : 0,
      mode: update === NO_UPDATE ? "offset" : "post-indexed",
      alignment: alignments[field === null ? 0 : field.get(word)] ?? 0,
    });
  };
  return {
    uses: [
      use(base, "read"),
      use(base, "write", 0, ruleOf(slot, `${by}!=${NO_UPDATE}`)),
      use(index, "read", 0, ruleOf(slot, `${by}!=${NO_UPDATE}&${by}!=${UPDATE_BY_SIZE}`)),
    ],
    inputType: "Memory | WriteBack",
    decode: ({ word }) => memoryOperand(memoryIn(word), access),
    format({ word }) {
      const { base: register, index: update, mode, alignment } = memoryIn(word);
      const address = `[${register.name}${alignment > 0 ? ` :${alignment}` : ""}]`;
      if (mode === "offset") return address;
      return update === null ? `${address}!` : `${address}, ${update.name}`;
    },
  };
}
