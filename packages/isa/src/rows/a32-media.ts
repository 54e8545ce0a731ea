import type { Family } from "../row.js";
import { each } from "./each.js";

/** A5.4.1 and A5.4.2, parallel addition and subtraction: each of the kinds with each of the operations. */
const parallelKinds = ["s 001 f:g", "q 010", "sh 011", "u 101 f:g", "uq 110", "uh 111"];
const parallelOperations = ["add16 000", "asx 001", "sax 010", "sub16 011", "add8 100", "sub8 111"];

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.4 media instructions, A5.2.6 saturating addition and subtraction, A8.8.33 CLZ, DDI 0487 F5.1.39 CRC32. */
export const a32Media = (): Family[] => [
  { class: "saturating", rows: [
    ...each(["qadd 00", "qsub 01", "qdadd 10", "qdsub 11"],
      "$0_A1 | cond 00010$10 Rn Rd (0)(0)(0)(0) 0101 Rm | $0{c} W:Rd, Rm, Rn | +v5 f:q pc:Rd,Rn,Rm",
    ),
    ...each(["s 0 +1", "u 1"],
      "$0SAT_A1 | cond 01101$11 sat_imm:5 Rd imm5 sh:1 01 Rn | $0sat{c} W:Rd, #sat_imm$2, shift(Rn,sh*2,imm5) | +v6 f:q pc:Rd,Rn",
      "$0SAT16_A1 | cond 01101$110 sat_imm:4 Rd (1)(1)(1)(1) 0011 Rn | $0sat16{c} W:Rd, #sat_imm$2, Rn | +v6 f:q pc:Rd,Rn",
    ),
  ] },
  { class: "parallel", rows: [
    ...parallelKinds.flatMap((kind) => each(parallelOperations.map((operation) => `${operation} ${kind}`),
      "$2$0_A1 | cond 01100$3 Rn Rd (1)(1)(1)(1) $11 Rm | $2$0{c} W:Rd, Rn, Rm | +v6 pc:Rd,Rn,Rm $4",
    )),
    "SEL_A1 | cond 01101000 Rn Rd (1)(1)(1)(1) 1011 Rm | sel{c} W:Rd, Rn, Rm | +v6 u:g pc:Rd,Rn,Rm",
    "USAD8_A1 | cond 01111000 Rd 1111 Rm 0001 Rn | usad8{c} W:Rd, Rn, Rm | +v6 pc:Rd,Rn,Rm",
    "USADA8_A1 | cond 01111000 Rd Ra Rm 0001 Rn | usada8{c} W:Rd, Rn, Rm, Ra | +v6 where:Ra!=15 pc:Rd,Rn,Rm",
  ] },
  { class: "data-processing", rows: [
    "PKHBT_A1 | cond 01101000 Rn Rd imm5 001 Rm | pkhbt{c} W:Rd, Rn, shift(Rm,=0,imm5) | +v6 pc:Rd,Rn,Rm",
    "PKHTB_A1 | cond 01101000 Rn Rd imm5 101 Rm | pkhtb{c} W:Rd, Rn, shift(Rm,=2,imm5) | +v6 pc:Rd,Rn,Rm",
    ...each(["rev 0 0 v6", "rev16 0 1 v6", "rbit 1 0 thumb2", "revsh 1 1 v6"],
      "$0_A1 | cond 01101$111 (1)(1)(1)(1) Rd (1)(1)(1)(1) $2011 Rm | $0{c} W:Rd, Rm | +$3 pc:Rd,Rm",
    ),
    "CLZ_A1 | cond 00010110 (1)(1)(1)(1) Rd (1)(1)(1)(1) 0001 Rm | clz{c} W:Rd, Rm | +v5 pc:Rd,Rm",
  ] },
  { class: "extend", rows: each(["s b16 000", "s b 010", "s h 011", "u b16 100", "u b 110", "u h 111"],
    "$0XTA$1_A1 | cond 01101$2 Rn Rd rotate:2 (0)(0) 0111 Rm | $0xta$1{c} W:Rd, Rn, rotate(Rm,rotate) | +v6 where:Rn!=15 pc:Rd,Rm",
    "$0XT$1_A1 | cond 01101$2 1111 Rd rotate:2 (0)(0) 0111 Rm | $0xt$1{c} W:Rd, rotate(Rm,rotate) | +v6 pc:Rd,Rm",
  ) },
  { class: "bit-field", rows: [
    "BFC_A1 | cond 0111110 msb:5 Rd lsb:5 0011111 | bfc{c} X:Rd, #lsb, width(msb,lsb) | +thumb2 pc:Rd unp:msb<lsb",
    "BFI_A1 | cond 0111110 msb:5 Rd lsb:5 001 Rn | bfi{c} X:Rd, Rn, #lsb, width(msb,lsb) | +thumb2 where:Rn!=15 pc:Rd unp:msb<lsb",
    ...each(["s 0", "u 1"],
      "$0BFX_A1 | cond 01111$11 widthm1:5 Rd lsb:5 101 Rn | $0bfx{c} W:Rd, Rn, #lsb, #widthm1+1 | +thumb2 pc:Rd,Rn unp:lsb+widthm1>31",
    ),
  ] },
  { class: "crc", rows: [
    `CRC32_A1 | cond 00010 sz:2 0 Rn Rd (0)(0) C (0) 0100 Rm | ${each(["b 0 0", "h 1 0", "w 2 0", "cb 0 1", "ch 1 1", "cw 2 1"],
      "crc32$0{c} W:Rd, Rn, Rm if sz=$1&C=$2").join(" / ")} | +crc pc:Rd,Rn,Rm unp:cond!=14,sz=3`,
  ] },
];
