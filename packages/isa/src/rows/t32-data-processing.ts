import type { Family } from "../row.js";
import { each } from "./each.js";

/** A modified immediate that repeats a byte of 0 is UNPREDICTABLE (A6.3.2, ThumbExpandImm_C). */
const zero = "i:imm3<4&i:imm3>0&imm8=0";
const constant = "t32const(i:imm3:imm8)";
const plain = "#i:imm3:imm8";
const shifted = "shift(Rm,stype,imm3:imm2)";
/** With S and PC as the destination, it is a comparison; with SP as the operand, it has encodings of its own. */
const noComparison = "where:S=0,Rd!=15";
const noSp = "where:Rn!=13&S=0,Rn!=13&Rd!=15";

/** Mnemonic, encodings with a constant and with a register, opcode, flags set, width shown, rules. */
const operations = [
  `and T1 T2 0000 nzc .w ${noComparison}`,
  "bic T1 T2 0001 nzc .w",
  "orr T1 T2 0010 nzc .w where:Rn!=15",
  "orn T1 T1 0011 nzc  where:Rn!=15",
  `eor T1 T2 0100 nzc .w ${noComparison}`,
  `add T3 T3 1000 nzcv .w ${noSp}`,
  "adc T1 T2 1010 nzcv .w u:c",
  "sbc T1 T2 1011 nzcv .w u:c",
  `sub T3 T2 1101 nzcv .w ${noSp}`,
  "rsb T2 T1 1110 nzcv",
];
const comparisons = ["tst T1 T2 0000 nzc .w", "teq T1 T1 0100 nzc", "cmn T1 T2 1000 nzcv .w", "cmp T2 T3 1101 nzcv .w"];

/** MOV of a shifted register by its other names. */
const shiftNames = [
  ...each(
    [
      "lsl 0 #imm3:imm2 &imm3:imm2!=0",
      "lsr 1 amount(imm3:imm2)",
      "asr 2 amount(imm3:imm2)",
      "ror 3 #imm3:imm2 &imm3:imm2!=0",
    ],
    ">$0{s}{c} W:Rd, Rm, $2 if stype=$1$3",
  ),
  ">rrx{s}{c} W:Rd, Rm if stype=3&imm3:imm2=0",
].join(" / ");

// biome-ignore format: one encoding a line, in the manual's columns
/** A6.3.1 modified immediates, A6.3.3 plain constants, A6.3.11 registers shifted by a constant, A6.3.12 by a register. */
export const t32DataProcessing = (): Family[] => [
  { class: "data-processing", rows: [
    ...each(operations,
      `$0_i_$1 | 11110 i 0$3 S Rn 0 imm3 Rd imm8 | $0{s}{c}$5 W:Rd, Rn, ${constant} | s:$4 $6 unp:Rd=15,Rn=15,${zero}`,
      `$0_r_$2 | 1110101$3 S Rn (0) imm3 Rd imm2 stype:2 Rm | $0{s}{c}$5 W:Rd, Rn, ${shifted} | s:$4 $6 pc:Rd,Rn,Rm`,
    ),
    ...each(["add T3 T3 1000", "sub T2 T1 1101"],
      `$0_SP_i_$1 | 11110 i 0$3 S 1101 0 imm3 Rd imm8 | $0{s}{c}.w W:Rd, sp, ${constant} | s:nzcv ${noComparison} unp:Rd=15,${zero}`,
      `$0_SP_r_$2 | 1110101$3 S 1101 (0) imm3 Rd imm2 stype:2 Rm | $0{s}{c}.w W:Rd, sp, ${shifted} | s:nzcv ${noComparison} pc:Rd,Rm`,
    ),
    ...each(comparisons,
      `$0_i_$1 | 11110 i 0$31 Rn 0 imm3 1111 imm8 | $0{c}$5 Rn, ${constant} | f:$4 unp:Rn=15,${zero}`,
      `$0_r_$2 | 1110101$31 Rn (0) imm3 1111 imm2 stype:2 Rm | $0{c}$5 Rn, ${shifted} | f:$4 pc:Rn,Rm`,
    ),
    ...each(["mov T2 0010", "mvn T1 0011"],
      `$0_i_$1 | 11110 i 0$2 S 1111 0 imm3 Rd imm8 | $0{s}{c}.w W:Rd, ${constant} | s:nzc unp:Rd=15,${zero}`,
    ),
    `MOV_r_T3 | 11101010010 S 1111 (0) imm3 Rd imm2 stype:2 Rm | ${shiftNames} / mov{s}{c}.w W:Rd, ${shifted} | s:nzc pc:Rd,Rm`,
    `MVN_r_T2 | 11101010011 S 1111 (0) imm3 Rd imm2 stype:2 Rm | mvn{s}{c}.w W:Rd, ${shifted} | s:nzc pc:Rd,Rm`,
    ...each(["bt 0 0", "tb 2 1"],
      "PKH$0_T1 | 111010101100 Rn (0) imm3 Rd imm2 $20 Rm | pkh$0{c} W:Rd, Rn, shift(Rm,=$1,imm3:imm2) | pc:Rd,Rn,Rm",
    ),
    ...each(["lsl 00", "lsr 01", "asr 10", "ror 11"],
      "$0_r_T2 | 111110100$1 S Rn 1111 Rd 0000 Rm | $0{s}{c}.w W:Rd, Rn, Rm | s:nzc pc:Rd,Rn,Rm",
    ),
    ...each(["add 0000 T4 T3 ", "sub 0101 T3 T2 -"],
      `$0_i_T4 | 11110 i 1$10 Rn 0 imm3 Rd imm8 | $0w{c} W:Rd, Rn, ${plain} / >$0{c} W:Rd, Rn, ${plain} | where:Rn!=13&Rn!=15 pc:Rd`,
      `$0_SP_i_$2 | 11110 i 1$10 1101 0 imm3 Rd imm8 | $0w{c} W:Rd, sp, ${plain} / >$0{c} W:Rd, sp, ${plain} | pc:Rd`,
    ),
    ...each(["add 0000 T3 ", "sub 0101 T2 -"],
      `ADR_$2 | 11110 i 1$10 1111 0 imm3 Rd imm8 | $0w{c} W:Rd, pc, ${plain} / >$0{c} W:Rd, pc, ${plain} / >adr{c} W:Rd, adr($3i:imm3:imm8) | pc:Rd`,
    ),
    "MOV_i_T3 | 11110 i 100100 imm4 0 imm3 Rd imm8 | movw{c} W:Rd, #imm4:i:imm3:imm8 / >mov{c} W:Rd, #imm4:i:imm3:imm8 | pc:Rd",
    "MOVT_T1 | 11110 i 101100 imm4 0 imm3 Rd imm8 | movt{c} X:Rd, #imm4:i:imm3:imm8 | pc:Rd",
  ] },
  { class: "saturating", rows: each(["s 0 +1", "u 1"],
    "$0SAT_T1 | 11110(0)11$10 sh 0 Rn 0 imm3 Rd imm2 (0) sat_imm:5 | $0sat{c} W:Rd, #sat_imm$2, shift(Rn,sh*2,imm3:imm2) | f:q where:sh=0,imm3:imm2!=0 pc:Rd,Rn",
    "$0SAT16_T1 | 11110(0)11$1010 Rn 0000 Rd 00(0)(0) sat_imm:4 | $0sat16{c} W:Rd, #sat_imm$2, Rn | f:q pc:Rd,Rn",
  ) },
  { class: "bit-field", rows: [
    ...each(["s 0", "u 1"],
      "$0BFX_T1 | 11110(0)11$1100 Rn 0 imm3 Rd imm2 (0) widthm1:5 | $0bfx{c} W:Rd, Rn, #imm3:imm2, #widthm1+1 | unp:Rd=15,Rn=15,imm3:imm2+widthm1>31",
    ),
    "BFI_T1 | 11110(0)110110 Rn 0 imm3 Rd imm2 (0) msb:5 | bfi{c} X:Rd, Rn, #imm3:imm2, width(msb,imm3:imm2) | where:Rn!=15 unp:Rd=15,msb<imm3:imm2",
    "BFC_T1 | 11110(0)11011011110 imm3 Rd imm2 (0) msb:5 | bfc{c} X:Rd, #imm3:imm2, width(msb,imm3:imm2) | unp:Rd=15,msb<imm3:imm2",
  ] },
];
