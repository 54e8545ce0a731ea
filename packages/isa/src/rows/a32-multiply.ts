import type { Family } from "../row.js";
import { each } from "./each.js";

/** Which half of the first and of the second factor: M and N as they stand in the encoding. */
const halves = ["bb 00", "tb 01", "bt 10", "tt 11"];
const half = ["b 0", "t 1"];
const exchanged = [" 0", "x 1"];
const rounded = [" 0", "r 1"];
const long = "pc:RdHi,RdLo,Rn,Rm unp:RdHi=RdLo";

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.2.5 multiplies, A5.2.7 those of halfwords, A5.4.4 signed ones and divisions. */
export const a32Multiply = (): Family[] => [
  { class: "multiply", rows: [
    "MUL_A1 | cond 0000000 S Rd (0)(0)(0)(0) Rm 1001 Rn | mul{s}{c} W:Rd, Rn, Rm | s:nz pc:Rd,Rn,Rm",
    "MLA_A1 | cond 0000001 S Rd Ra Rm 1001 Rn | mla{s}{c} W:Rd, Rn, Rm, Ra | s:nz pc:Rd,Rn,Rm,Ra",
    `UMAAL_A1 | cond 00000100 RdHi RdLo Rm 1001 Rn | umaal{c} X:RdLo, X:RdHi, Rn, Rm | +v6 ${long}`,
    "MLS_A1 | cond 00000110 Rd Ra Rm 1001 Rn | mls{c} W:Rd, Rn, Rm, Ra | +thumb2 pc:Rd,Rn,Rm,Ra",
    ...each(["umull 00 W", "umlal 01 X", "smull 10 W", "smlal 11 X"],
      `$0_A1 | cond 00001$1 S RdHi RdLo Rm 1001 Rn | $0{s}{c} $2:RdLo, $2:RdHi, Rn, Rm | s:nz ${long}`,
    ),
    ...each(halves,
      "SMLA$0_A1 | cond 00010000 Rd Ra Rm 1$10 Rn | smla$0{c} W:Rd, Rn, Rm, Ra | +v5 f:q pc:Rd,Rn,Rm,Ra",
      `SMLAL$0_A1 | cond 00010100 RdHi RdLo Rm 1$10 Rn | smlal$0{c} X:RdLo, X:RdHi, Rn, Rm | +v5 ${long}`,
      "SMUL$0_A1 | cond 00010110 Rd (0)(0)(0)(0) Rm 1$10 Rn | smul$0{c} W:Rd, Rn, Rm | +v5 pc:Rd,Rn,Rm",
    ),
    ...each(half,
      "SMLAW$0_A1 | cond 00010010 Rd Ra Rm 1$100 Rn | smlaw$0{c} W:Rd, Rn, Rm, Ra | +v5 f:q pc:Rd,Rn,Rm,Ra",
      "SMULW$0_A1 | cond 00010010 Rd (0)(0)(0)(0) Rm 1$110 Rn | smulw$0{c} W:Rd, Rn, Rm | +v5 pc:Rd,Rn,Rm",
    ),
    ...each(exchanged,
      "SMLAD$0_A1 | cond 01110000 Rd Ra Rm 00$11 Rn | smlad$0{c} W:Rd, Rn, Rm, Ra | +v6 f:q where:Ra!=15 pc:Rd,Rn,Rm",
      "SMUAD$0_A1 | cond 01110000 Rd 1111 Rm 00$11 Rn | smuad$0{c} W:Rd, Rn, Rm | +v6 f:q pc:Rd,Rn,Rm",
      "SMLSD$0_A1 | cond 01110000 Rd Ra Rm 01$11 Rn | smlsd$0{c} W:Rd, Rn, Rm, Ra | +v6 f:q where:Ra!=15 pc:Rd,Rn,Rm",
      "SMUSD$0_A1 | cond 01110000 Rd 1111 Rm 01$11 Rn | smusd$0{c} W:Rd, Rn, Rm | +v6 pc:Rd,Rn,Rm",
      `SMLALD$0_A1 | cond 01110100 RdHi RdLo Rm 00$11 Rn | smlald$0{c} X:RdLo, X:RdHi, Rn, Rm | +v6 ${long}`,
      `SMLSLD$0_A1 | cond 01110100 RdHi RdLo Rm 01$11 Rn | smlsld$0{c} X:RdLo, X:RdHi, Rn, Rm | +v6 ${long}`,
    ),
    ...each(rounded,
      "SMMLA$0_A1 | cond 01110101 Rd Ra Rm 00$11 Rn | smmla$0{c} W:Rd, Rn, Rm, Ra | +v6 where:Ra!=15 pc:Rd,Rn,Rm",
      "SMMUL$0_A1 | cond 01110101 Rd 1111 Rm 00$11 Rn | smmul$0{c} W:Rd, Rn, Rm | +v6 pc:Rd,Rn,Rm",
      "SMMLS$0_A1 | cond 01110101 Rd Ra Rm 11$11 Rn | smmls$0{c} W:Rd, Rn, Rm, Ra | +v6 pc:Rd,Rn,Rm,Ra",
    ),
  ] },
  { class: "divide", rows: each(["s 0", "u 1"],
    "$0DIV_A1 | cond 011100$11 Rd (1)(1)(1)(1) Rm 0001 Rn | $0div{c} W:Rd, Rn, Rm | +idiv pc:Rd,Rn,Rm",
  ) },
];
