import { Decoder } from "./decoder.js";
import { a32 } from "./rows/a32.js";
import { a32Reserved } from "./rows/a32-reserved.js";
import { t32 } from "./rows/t32.js";
import { t32Reserved } from "./rows/t32-reserved.js";
import { vectorArithmetic } from "./rows/vector-arithmetic.js";
import { InstructionTable, once } from "./table.js";

/** The encodings of A32 whose operands are known: all but VFP and Advanced SIMD arithmetic. */
export const a32Table: () => InstructionTable = /* @__PURE__ */ once(() => new InstructionTable("a32", a32()));

/** What only the decoder of A32 knows. */
const a32Recognised: () => InstructionTable = /* @__PURE__ */ once(
  () => new InstructionTable("a32", [...a32Reserved(), ...vectorArithmetic("a32")]),
);

/** The decoder of A32. */
export const a32Decoder: () => Decoder = /* @__PURE__ */ once(() => new Decoder([a32Table(), a32Recognised()]));

/** The encodings of T32, 16-bit and 32-bit, whose operands are known. */
export const t32Table: () => InstructionTable = /* @__PURE__ */ once(() => new InstructionTable("t32", t32()));

/** What only the decoder of T32 knows. */
const t32Recognised: () => InstructionTable = /* @__PURE__ */ once(
  () => new InstructionTable("t32", [...t32Reserved(), ...vectorArithmetic("t32")]),
);

/** The decoder of T32. */
export const t32Decoder: () => Decoder = /* @__PURE__ */ once(() => new Decoder([t32Table(), t32Recognised()]));
