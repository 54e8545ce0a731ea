import { Decoder } from "./decoder.js";
import { a32DataProcessing } from "./rows/a32-data-processing.js";
import { InstructionTable, once } from "./table.js";

/** The encodings of A32 whose operands are known: all but VFP and Advanced SIMD arithmetic. */
export const a32Table: () => InstructionTable = /* @__PURE__ */ once(
  () => new InstructionTable("a32", [a32DataProcessing]),
);

/** The decoder of A32. */
export const a32Decoder: () => Decoder = /* @__PURE__ */ once(() => new Decoder([a32Table()]));
