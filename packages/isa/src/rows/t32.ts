import type { Family } from "../row.js";
import { t16 } from "./t16.js";
import { t32Control } from "./t32-control.js";
import { t32Coprocessor } from "./t32-coprocessor.js";
import { t32DataProcessing } from "./t32-data-processing.js";
import { t32LoadStore } from "./t32-load-store.js";
import { t32Media } from "./t32-media.js";
import { t32Multiple } from "./t32-multiple.js";
import { t32Multiply } from "./t32-multiply.js";
import { vfpTransfers } from "./vfp-transfers.js";

/** Thumb-2 brought all 32-bit encodings but those of BL and BLX, which were two of 16 bits each before. */
const withFeature = ({ rows, ...family }: Family): Family => ({
  ...family,
  rows: rows.map((row) => (row.startsWith("BL_i_") ? row : `${row} +thumb2`)),
});

/** The encodings of T32 but Advanced SIMD and VFP arithmetic and moves; in builds, a packed text. */
export const t32 = (): Family[] => [
  ...t16(),
  ...[
    ...t32DataProcessing(),
    ...t32Media(),
    ...t32Multiply(),
    ...t32LoadStore(),
    ...t32Multiple(),
    ...t32Control(),
    ...t32Coprocessor(),
  ].map(withFeature),
  ...vfpTransfers("t32"),
];
