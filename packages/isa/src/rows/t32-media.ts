import type { Family } from "../row.js";
import { each } from "./each.js";

/** A6.3.13 and A6.3.14, parallel addition and subtraction: each of the kinds with each of the operations. */
const parallelKinds = ["s 0000 f:g", "q 0001", "sh 0010", "u 0100 f:g", "uq 0101", "uh 0110"];
const parallelOperations = ["add16 001", "asx 010", "sax 110", "sub16 101", "add8 000", "sub8 100"];
const registers = "W:Rd, Rn, Rm";
const noPc = "pc:Rd,Rn,Rm";

// biome-ignore format: one encoding a line, in the manual's columns
/** A6.3.12 extension, A6.3.13 and A6.3.14 parallel operations, A6.3.15 miscellaneous ones; DDI 0487 F5.1.39 CRC32. */
export const t32Media = (): Family[] => [
  { class: "extend", rows: each(["s h 000 T2 .w", "u h 001 T2 .w", "s b16 010 T1", "u b16 011 T1", "s b 100 T2 .w", "u b 101 T2 .w"],
    "$0XTA$1_T1 | 111110100$2 Rn 1111 Rd 1 (0) rotate:2 Rm | $0xta$1{c} W:Rd, Rn, rotate(Rm,rotate) | where:Rn!=15 pc:Rd,Rm",
    "$0XT$1_$3 | 111110100$2 1111 1111 Rd 1 (0) rotate:2 Rm | $0xt$1{c}$4 W:Rd, rotate(Rm,rotate) | pc:Rd,Rm",
  ) },
  { class: "parallel", rows: [
    ...parallelKinds.flatMap((kind) => each(parallelOperations.map((operation) => `${operation} ${kind}`),
      `$2$0_T1 | 111110101$1 Rn 1111 Rd $3 Rm | $2$0{c} ${registers} | ${noPc} $4`,
    )),
    `SEL_T1 | 111110101010 Rn 1111 Rd 1000 Rm | sel{c} ${registers} | u:g ${noPc}`,
    `USAD8_T1 | 111110110111 Rn 1111 Rd 0000 Rm | usad8{c} ${registers} | ${noPc}`,
    `USADA8_T1 | 111110110111 Rn Ra Rd 0000 Rm | usada8{c} ${registers}, Ra | where:Ra!=15 ${noPc}`,
  ] },
  { class: "saturating", rows: each(["qadd 00", "qdadd 01", "qsub 10", "qdsub 11"],
    `$0_T1 | 111110101000 Rn 1111 Rd 10$1 Rm | $0{c} W:Rd, Rm, Rn | f:q ${noPc}`,
  ) },
  { class: "data-processing", rows: each(["rev T2 01 00 .w", "rev16 T2 01 01 .w", "rbit T1 01 10", "revsh T2 01 11 .w", "clz T1 11 00"],
    "$0_$1 | 1111101010$2 Rn 1111 Rd 10$3 Rm | $0{c}$4 W:Rd, twice(Rm,Rn) | unp:Rd=15,Rm=15,Rn!=Rm",
  ) },
  { class: "crc", rows: [
    `CRC32_T1 | 11111010110 C Rn 1111 Rd 10 sz:2 Rm | ${each(["b 0 0", "h 1 0", "w 2 0", "cb 0 1", "ch 1 1", "cw 2 1"],
      `crc32$0 ${registers} if sz=$1&C=$2`).join(" / ")} | ${noPc} unp:sz=3 it:outside +crc`,
  ] },
];
