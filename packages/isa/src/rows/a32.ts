import type { Family } from "../row.js";
import { a32Branch } from "./a32-branch.js";
import { a32Coprocessor } from "./a32-coprocessor.js";
import { a32DataProcessing } from "./a32-data-processing.js";
import { a32LoadStore } from "./a32-load-store.js";
import { a32LoadStoreMultiple } from "./a32-load-store-multiple.js";
import { a32Media } from "./a32-media.js";
import { a32Multiply } from "./a32-multiply.js";
import { a32Synchronization } from "./a32-synchronization.js";
import { a32System } from "./a32-system.js";
import { vfpTransfers } from "./vfp-transfers.js";

/** The encodings of A32 but Advanced SIMD and VFP arithmetic and moves; in builds, a packed text. The hints come before MOV, so that NOP is one of them where there are such. */
export const a32 = (): Family[] => [
  ...a32System(),
  ...a32DataProcessing(),
  ...a32Multiply(),
  ...a32Media(),
  ...a32LoadStore(),
  ...a32LoadStoreMultiple(),
  ...a32Synchronization(),
  ...a32Branch(),
  ...a32Coprocessor(),
  ...vfpTransfers("a32"),
];
