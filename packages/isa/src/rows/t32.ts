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

/** BL and BLX were two encodings of 16 bits each before Thumb-2; the smallest cores have these few besides. */
const SMALLEST = /^(?:BL_i_|UDF_|MRS_T1|MSR_r_T1|D[SM]B_|ISB_)/;
/** What the baseline of ARMv8-M has. */
const BASELINE = /^(?:B_T4|MOV_i_T3|MOVT_|[SU]DIV_|(?:LD|ST)REX|CLREX_|LDA|STL)/;
/** The DSP extension of the M profile. */
const DSP =
  /^(?:PKH|[SU]SAT16|[SU]XT(?:A|B16)|(?:Q|[SU][QH]?)(?:(?:ADD|SUB)(?:8|16)|ASX|SAX)|SEL_|USADA?8|QD?(?:ADD|SUB)_|SML[AS]L?[BTDW]|SMLS|SMUL[BTW]|SMU[AS]D|SMM|UMAAL)/;
/** What cores of the M profile have not. */
const AR = /^(?:BL_i_T2|BXJ|SRS|RFE|SUB_i_T5|CPS_|MRS_T2|MSR_r_T2|(?:LD|ST)(?:A|L)?R?EXD|DCPS|CRC|ESB|SEVL|SB_)/;

/** Thumb-2 brought the other 32-bit encodings, which no mark says. */
function withFeatures({ rows, ...family }: Family): Family {
  const featuresOf = (id: string): string => {
    const thumb2 = SMALLEST.test(id)
      ? /^[UM]/.test(id)
        ? " small +v7"
        : " small"
      : BASELINE.test(id)
        ? " +thumb2"
        : "";
    return thumb2 + (DSP.test(id) ? " +dsp" : "") + (AR.test(id) ? " +ar" : "");
  };
  return { ...family, rows: rows.map((row) => row + featuresOf(row)) };
}

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
  ].map(withFeatures),
  ...vfpTransfers("t32"),
];
