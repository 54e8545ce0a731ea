import { Decoder } from "./decoder.js";
import { a32Tables } from "./decoding/a32-tables.js";
import { t32Tables } from "./decoding/t32-tables.js";
import { a32Rows, t32Rows } from "./row-lists.js";
import { once } from "./table.js";

export { a32FullTable, a32Table, t32FullTable, t32Table } from "./row-lists.js";

/** The decoder of A32. */
export const a32Decoder: () => Decoder = /* @__PURE__ */ once(() => new Decoder(a32Tables(), a32Rows()));

/** The decoder of T32. */
export const t32Decoder: () => Decoder = /* @__PURE__ */ once(() => new Decoder(t32Tables(), t32Rows()));
