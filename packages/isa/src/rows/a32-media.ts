import type { Family } from "../row.js";

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.2.6 saturating addition and subtraction; A5.4.3 SSAT and USAT. */
const saturating: Family = { class: "saturating", rows: [
  "QADD_A1 | cond 00010000 Rn Rd (0)(0)(0)(0) 0101 Rm | qadd{c} W:Rd, Rm, Rn | +v5 f:q pc:Rd,Rn,Rm",
  "QSUB_A1 | cond 00010010 Rn Rd (0)(0)(0)(0) 0101 Rm | qsub{c} W:Rd, Rm, Rn | +v5 f:q pc:Rd,Rn,Rm",
  "QDADD_A1 | cond 00010100 Rn Rd (0)(0)(0)(0) 0101 Rm | qdadd{c} W:Rd, Rm, Rn | +v5 f:q pc:Rd,Rn,Rm",
  "QDSUB_A1 | cond 00010110 Rn Rd (0)(0)(0)(0) 0101 Rm | qdsub{c} W:Rd, Rm, Rn | +v5 f:q pc:Rd,Rn,Rm",
  "SSAT_A1 | cond 0110101 sat_imm:5 Rd imm5 sh:1 01 Rn | ssat{c} W:Rd, #sat_imm+1, shift(Rn,sh*2,imm5) | +v6 f:q pc:Rd,Rn",
  "SSAT16_A1 | cond 01101010 sat_imm:4 Rd (1)(1)(1)(1) 0011 Rn | ssat16{c} W:Rd, #sat_imm+1, Rn | +v6 f:q pc:Rd,Rn",
  "USAT_A1 | cond 0110111 sat_imm:5 Rd imm5 sh:1 01 Rn | usat{c} W:Rd, #sat_imm, shift(Rn,sh*2,imm5) | +v6 f:q pc:Rd,Rn",
  "USAT16_A1 | cond 01101110 sat_imm:4 Rd (1)(1)(1)(1) 0011 Rn | usat16{c} W:Rd, #sat_imm, Rn | +v6 f:q pc:Rd,Rn",
] };

/** A5.4.1 and A5.4.2, parallel addition and subtraction: each of the kinds with each of the operations. */
const parallelKinds = [
  ["s", "001", " f:g"],
  ["q", "010", ""],
  ["sh", "011", ""],
  ["u", "101", " f:g"],
  ["uq", "110", ""],
  ["uh", "111", ""],
] as const;
const parallelOperations = [
  ["add16", "000"],
  ["asx", "001"],
  ["sax", "010"],
  ["sub16", "011"],
  ["add8", "100"],
  ["sub8", "111"],
] as const;
const parallelRows: readonly string[] = /* @__PURE__ */ parallelKinds.flatMap(([kind, op1, flags]) =>
  parallelOperations.map(([operation, op2]) => {
    const name = kind + operation;
    return `${name.toUpperCase()}_A1 | cond 01100${op1} Rn Rd (1)(1)(1)(1) ${op2}1 Rm | ${name}{c} W:Rd, Rn, Rm | +v6 pc:Rd,Rn,Rm${flags}`;
  }),
);

// biome-ignore format: one encoding a line, in the manual's columns
/** Also A5.4.3 SEL, A5.4 USAD8 and USADA8. */
const parallel: Family = { class: "parallel", rows: [
  ...parallelRows,
  "SEL_A1 | cond 01101000 Rn Rd (1)(1)(1)(1) 1011 Rm | sel{c} W:Rd, Rn, Rm | +v6 u:g pc:Rd,Rn,Rm",
  "USAD8_A1 | cond 01111000 Rd 1111 Rm 0001 Rn | usad8{c} W:Rd, Rn, Rm | +v6 pc:Rd,Rn,Rm",
  "USADA8_A1 | cond 01111000 Rd Ra Rm 0001 Rn | usada8{c} W:Rd, Rn, Rm, Ra | +v6 where:Ra!=15 pc:Rd,Rn,Rm",
] };

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.4.3 packing, reversal; A8.8.33 CLZ. */
const packing: Family = { class: "data-processing", rows: [
  "PKHBT_A1 | cond 01101000 Rn Rd imm5 001 Rm | pkhbt{c} W:Rd, Rn, shift(Rm,=0,imm5) | +v6 pc:Rd,Rn,Rm",
  "PKHTB_A1 | cond 01101000 Rn Rd imm5 101 Rm | pkhtb{c} W:Rd, Rn, shift(Rm,=2,imm5) | +v6 pc:Rd,Rn,Rm",
  "REV_A1 | cond 01101011 (1)(1)(1)(1) Rd (1)(1)(1)(1) 0011 Rm | rev{c} W:Rd, Rm | +v6 pc:Rd,Rm",
  "REV16_A1 | cond 01101011 (1)(1)(1)(1) Rd (1)(1)(1)(1) 1011 Rm | rev16{c} W:Rd, Rm | +v6 pc:Rd,Rm",
  "RBIT_A1 | cond 01101111 (1)(1)(1)(1) Rd (1)(1)(1)(1) 0011 Rm | rbit{c} W:Rd, Rm | +thumb2 pc:Rd,Rm",
  "REVSH_A1 | cond 01101111 (1)(1)(1)(1) Rd (1)(1)(1)(1) 1011 Rm | revsh{c} W:Rd, Rm | +v6 pc:Rd,Rm",
  "CLZ_A1 | cond 00010110 (1)(1)(1)(1) Rd (1)(1)(1)(1) 0001 Rm | clz{c} W:Rd, Rm | +v5 pc:Rd,Rm",
] };

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.4.3: extension of bytes and halfwords, with addition or without. */
const extend: Family = { class: "extend", rows: [
  "SXTAB16_A1 | cond 01101000 Rn Rd rotate:2 (0)(0) 0111 Rm | sxtab16{c} W:Rd, Rn, rotate(Rm,rotate) | +v6 where:Rn!=15 pc:Rd,Rm",
  "SXTB16_A1 | cond 01101000 1111 Rd rotate:2 (0)(0) 0111 Rm | sxtb16{c} W:Rd, rotate(Rm,rotate) | +v6 pc:Rd,Rm",
  "SXTAB_A1 | cond 01101010 Rn Rd rotate:2 (0)(0) 0111 Rm | sxtab{c} W:Rd, Rn, rotate(Rm,rotate) | +v6 where:Rn!=15 pc:Rd,Rm",
  "SXTB_A1 | cond 01101010 1111 Rd rotate:2 (0)(0) 0111 Rm | sxtb{c} W:Rd, rotate(Rm,rotate) | +v6 pc:Rd,Rm",
  "SXTAH_A1 | cond 01101011 Rn Rd rotate:2 (0)(0) 0111 Rm | sxtah{c} W:Rd, Rn, rotate(Rm,rotate) | +v6 where:Rn!=15 pc:Rd,Rm",
  "SXTH_A1 | cond 01101011 1111 Rd rotate:2 (0)(0) 0111 Rm | sxth{c} W:Rd, rotate(Rm,rotate) | +v6 pc:Rd,Rm",
  "UXTAB16_A1 | cond 01101100 Rn Rd rotate:2 (0)(0) 0111 Rm | uxtab16{c} W:Rd, Rn, rotate(Rm,rotate) | +v6 where:Rn!=15 pc:Rd,Rm",
  "UXTB16_A1 | cond 01101100 1111 Rd rotate:2 (0)(0) 0111 Rm | uxtb16{c} W:Rd, rotate(Rm,rotate) | +v6 pc:Rd,Rm",
  "UXTAB_A1 | cond 01101110 Rn Rd rotate:2 (0)(0) 0111 Rm | uxtab{c} W:Rd, Rn, rotate(Rm,rotate) | +v6 where:Rn!=15 pc:Rd,Rm",
  "UXTB_A1 | cond 01101110 1111 Rd rotate:2 (0)(0) 0111 Rm | uxtb{c} W:Rd, rotate(Rm,rotate) | +v6 pc:Rd,Rm",
  "UXTAH_A1 | cond 01101111 Rn Rd rotate:2 (0)(0) 0111 Rm | uxtah{c} W:Rd, Rn, rotate(Rm,rotate) | +v6 where:Rn!=15 pc:Rd,Rm",
  "UXTH_A1 | cond 01101111 1111 Rd rotate:2 (0)(0) 0111 Rm | uxth{c} W:Rd, rotate(Rm,rotate) | +v6 pc:Rd,Rm",
] };

// biome-ignore format: one encoding a line, in the manual's columns
/** A8.8.19 BFC, A8.8.20 BFI, A8.8.164 SBFX, A8.8.246 UBFX. */
const bitField: Family = { class: "bit-field", rows: [
  "BFC_A1 | cond 0111110 msb:5 Rd lsb:5 0011111 | bfc{c} X:Rd, #lsb, width(msb,lsb) | +thumb2 pc:Rd unp:msb<lsb",
  "BFI_A1 | cond 0111110 msb:5 Rd lsb:5 001 Rn | bfi{c} X:Rd, Rn, #lsb, width(msb,lsb) | +thumb2 where:Rn!=15 pc:Rd unp:msb<lsb",
  "SBFX_A1 | cond 0111101 widthm1:5 Rd lsb:5 101 Rn | sbfx{c} W:Rd, Rn, #lsb, #widthm1+1 | +thumb2 pc:Rd,Rn unp:lsb+widthm1>31",
  "UBFX_A1 | cond 0111111 widthm1:5 Rd lsb:5 101 Rn | ubfx{c} W:Rd, Rn, #lsb, #widthm1+1 | +thumb2 pc:Rd,Rn unp:lsb+widthm1>31",
] };

// biome-ignore format: one encoding a line, in the manual's columns
/** DDI 0487 F5.1.39 and F5.1.40: CRC32, CRC32C. */
const crc: Family = { class: "crc", rows: [
  "CRC32_A1 | cond 00010 sz:2 0 Rn Rd (0)(0) C (0) 0100 Rm | crc32b{c} W:Rd, Rn, Rm if sz=0&C=0 / crc32h{c} W:Rd, Rn, Rm if sz=1&C=0 / crc32w{c} W:Rd, Rn, Rm if sz=2&C=0 / crc32cb{c} W:Rd, Rn, Rm if sz=0&C=1 / crc32ch{c} W:Rd, Rn, Rm if sz=1&C=1 / crc32cw{c} W:Rd, Rn, Rm if sz=2&C=1 | +crc pc:Rd,Rn,Rm unp:cond!=14,sz=3",
] };

/** The media instructions of A32, and what else computes on registers apart from data processing and multiplies. */
export const a32Media: readonly Family[] = [saturating, parallel, packing, extend, bitField, crc];
