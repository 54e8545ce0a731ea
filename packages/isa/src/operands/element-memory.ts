import type { Bits } from "../bits.js";
import { coreRegisters } from "../registers.js";
import type { DecodeContext, OperandCodec } from "./codec.js";
import { encodeCoreRegister, use } from "./core-register.js";
import { type Access, Memory, type MemoryOperand, WriteBack } from "./operand.js";

/** What Rm says if it is no index (A7.7.1): the base stays as it is, or the bytes transferred are added. */
const NO_UPDATE = 15;
const UPDATE_BY_SIZE = 13;

/** @internal The alignment of an element or structure access: field value n stands for `bits[n]`, NaN where that is no encoding. */
export interface Alignment {
  /** Null if the encoding has only the first alignment. */
  readonly field: Bits | null;
  readonly bits: readonly number[];
}

/** @internal `[Rn :align]`, `[Rn :align]!`, `[Rn :align], Rm`. `size` is what `!` adds, in bytes. */
export function elementMemoryCodec(
  base: Bits,
  index: Bits,
  size: number,
  { field, bits: alignments }: Alignment,
  access: Access,
): OperandCodec {
  const decodeIt = ({ word }: DecodeContext): Memory => {
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
    name: "address",
    access,
    uses: [
      use(base, "read"),
      use(base, "write", 0, (word) => index.get(word) !== NO_UPDATE),
      use(index, "read", 0, (word) => index.get(word) !== NO_UPDATE && index.get(word) !== UPDATE_BY_SIZE),
    ],
    bits: field === null ? [base, index] : [base, index, field],
    inputType: "Memory | WriteBack",
    accepts: (input) =>
      input instanceof WriteBack ||
      (input instanceof Memory && input.mode !== "pre-indexed" && input.shift === null && !input.subtract),
    encode(input, context) {
      const memory =
        input instanceof WriteBack
          ? new Memory({ base: input.register, displacement: size, mode: "post-indexed" })
          : (input as Memory);
      const alignment = alignments.indexOf(memory.alignment);
      if (alignment < 0) {
        const allowed = alignments.filter((bits) => !Number.isNaN(bits)).join(", ");
        return context.fail("out-of-range", "alignment", memory.alignment, `one of ${allowed}`);
      }
      let update = NO_UPDATE;
      if (memory.mode === "post-indexed") {
        if (memory.index === null && memory.displacement !== size) {
          return context.fail("out-of-range", "offset", memory.displacement, `${size}, the bytes transferred`);
        }
        update = memory.index === null ? UPDATE_BY_SIZE : memory.index.number;
        if (memory.index !== null && (update === NO_UPDATE || update === UPDATE_BY_SIZE)) {
          return context.fail("out-of-range", "Rm", memory.index.name, "r0 to r12 or lr");
        }
      } else if (memory.index !== null || memory.displacement !== 0) {
        return context.fail(
          "not-encodable",
          "offset",
          memory.index?.name ?? memory.displacement,
          "none, or post-indexed",
        );
      }
      return (
        encodeCoreRegister(base, "Rn", memory.base, context) |
        index.put(update) |
        (field === null ? 0 : field.put(alignment))
      );
    },
    decode(context): MemoryOperand {
      const memory = decodeIt(context);
      return { kind: "memory", memory, access, input: memory };
    },
    format(context) {
      const { base: register, index: by, mode, alignment } = decodeIt(context);
      const address = `[${register.name}${alignment > 0 ? ` :${alignment}` : ""}]`;
      if (mode === "offset") return address;
      return by === null ? `${address}!` : `${address}, ${by.name}`;
    },
  };
}
