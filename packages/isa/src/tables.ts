import { Decoder } from "./decoder.js";
import { a32 } from "./rows/a32.js";
import { a32Reserved } from "./rows/a32-reserved.js";
import { t16 } from "./rows/t16.js";
import { t32Control } from "./rows/t32-control.js";
import { t32Coprocessor } from "./rows/t32-coprocessor.js";
import { t32DataProcessing } from "./rows/t32-data-processing.js";
import { t32LoadStore } from "./rows/t32-load-store.js";
import { t32Media } from "./rows/t32-media.js";
import { t32Multiple } from "./rows/t32-multiple.js";
import { t32Multiply } from "./rows/t32-multiply.js";
import { t32Reserved } from "./rows/t32-reserved.js";
import { vectorTransfers } from "./rows/vector.js";
import { vectorArithmetic } from "./rows/vector-arithmetic.js";
import { InstructionTable, once } from "./table.js";

/** The encodings of A32 whose operands are known: all but VFP and Advanced SIMD arithmetic. */
export const a32Table: () => InstructionTable = /* @__PURE__ */ once(
  () => new InstructionTable("a32", [...a32(), ...vectorTransfers("a32")]),
);

/** What only the decoder of A32 knows. */
const a32Recognised: () => InstructionTable = /* @__PURE__ */ once(
  () => new InstructionTable("a32", [...a32Reserved(), ...vectorArithmetic("a32")]),
);

/** The decoder of A32. */
export const a32Decoder: () => Decoder = /* @__PURE__ */ once(() => new Decoder([a32Table(), a32Recognised()]));

/** The encodings of T32, 16-bit and 32-bit, whose operands are known. */
export const t32Table: () => InstructionTable = /* @__PURE__ */ once(
  () =>
    new InstructionTable("t32", [
      ...t16,
      ...t32DataProcessing,
      ...t32Media,
      ...t32Multiply,
      ...t32LoadStore,
      ...t32Multiple,
      ...t32Control,
      ...t32Coprocessor(),
      ...vectorTransfers("t32"),
    ]),
);

/** What only the decoder of T32 knows. */
const t32Recognised: () => InstructionTable = /* @__PURE__ */ once(
  () => new InstructionTable("t32", [...t32Reserved, ...vectorArithmetic("t32")]),
);

/** The decoder of T32. */
export const t32Decoder: () => Decoder = /* @__PURE__ */ once(() => new Decoder([t32Table(), t32Recognised()]));
