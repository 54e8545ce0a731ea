import type { Family } from "../row.js";
import { each } from "./each.js";

/** Which half of the first and of the second factor: N and M as they stand in the encoding. */
const halves = ["bb 00", "bt 01", "tb 10", "tt 11"];
const accumulates = "W:Rd, Rn, Rm, Ra";
const multiplies = "W:Rd, Rn, Rm";
const noPc = "pc:Rd,Rn,Rm";
const long = "X:RdLo, X:RdHi, Rn, Rm";
const longRules = "pc:RdLo,RdHi,Rn,Rm unp:RdHi=RdLo";

// biome-ignore format: one encoding a line, in the manual's columns
/** A6.3.16 multiplication, A6.3.17 long multiplication and division. With PC as what is added, nothing is. */
export const t32Multiply = (): Family[] => [
  { class: "multiply", rows: [
    `MUL_T2 | 111110110000 Rn 1111 Rd 0000 Rm | mul{c}.w ${multiplies} | ${noPc}`,
    `MLA_T1 | 111110110000 Rn Ra Rd 0000 Rm | mla{c} ${accumulates} | where:Ra!=15 ${noPc}`,
    `MLS_T1 | 111110110000 Rn Ra Rd 0001 Rm | mls{c} ${accumulates} | pc:Rd,Rn,Rm,Ra`,
    ...each(halves,
      `SMLA$0_T1 | 111110110001 Rn Ra Rd 00$1 Rm | smla$0{c} ${accumulates} | f:q where:Ra!=15 ${noPc}`,
      `SMUL$0_T1 | 111110110001 Rn 1111 Rd 00$1 Rm | smul$0{c} ${multiplies} | ${noPc}`,
      `SMLAL$0_T1 | 111110111100 Rn RdLo RdHi 10$1 Rm | smlal$0{c} ${long} | ${longRules}`,
    ),
    ...each(["smlad smuad 010 0 f:q f:q", "smladx smuadx 010 1 f:q f:q", "smlawb smulwb 011 0 f:q", "smlawt smulwt 011 1 f:q",
      "smlsd smusd 100 0 f:q", "smlsdx smusdx 100 1 f:q", "smmla smmul 101 0", "smmlar smmulr 101 1"],
      `$0_T1 | 111110110$2 Rn Ra Rd 000$3 Rm | $0{c} ${accumulates} | $4 where:Ra!=15 ${noPc}`,
      `$1_T1 | 111110110$2 Rn 1111 Rd 000$3 Rm | $1{c} ${multiplies} | $5 ${noPc}`,
    ),
    ...each(["smmls 0", "smmlsr 1"],
      `$0_T1 | 111110110110 Rn Ra Rd 000$1 Rm | $0{c} ${accumulates} | pc:Rd,Rn,Rm,Ra`,
    ),
    ...each(["smull 000 0000 W", "umull 010 0000 W", "smlal 100 0000 X", "umlal 110 0000 X", "umaal 110 0110 X",
      "smlald 100 1100 X", "smlaldx 100 1101 X", "smlsld 101 1100 X", "smlsldx 101 1101 X"],
      `$0_T1 | 111110111$1 Rn RdLo RdHi $2 Rm | $0{c} $3:RdLo, $3:RdHi, Rn, Rm | ${longRules}`,
    ),
  ] },
  { class: "divide", rows: each(["s 0", "u 1"],
    `$0DIV_T1 | 1111101110$11 Rn (1)(1)(1)(1) Rd 1111 Rm | $0div{c} ${multiplies} | +idiv ${noPc}`,
  ) },
];
