import type { Family } from "../row.js";
import { each } from "./each.js";

/** The values of R:m:m1 that stand for no register of another mode (B9.2.3). */
const noBanked = "unp:R=0&m:m1=7,R=0&m:m1=15,R=0&m:m1>23&m:m1<28,R=1&m:m1<14,R=1&m1%2=1,R=1&m:m1=24,R=1&m:m1=26";
const hints = "cond 001100100000 (1)(1)(1)(1) (0)(0)(0)(0)";
const barriers = "111101010111 (1)(1)(1)(1)(1)(1)(1)(1)(0)(0)(0)(0)";
/** Mode of a transfer with P and U. */
const modes = ["da 00", "ia 01", "db 10", "ib 11"];

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.2.11 and A5.7: MSR and hints, barriers, preloads (which are no accesses: they never fault); B9.3 instructions for privileged modes. */
export const a32System = (): Family[] => [
  { class: "hint", rows: [
    ...each(["yield 00000001 +v6k", "wfe 00000010 +v6k", "wfi 00000011 +v6k", "sev 00000100 +v6k", "sevl 00000101 +v8"],
      `$0_A1 | ${hints} $1 | $0{c} | $2`,
    ),
    ...each(["esb 00010000 +v8", "csdb 00010100 +v6k"],
      `$0_A1 | ${hints} $1 | $0{c} | $2 unp:cond!=14`,
    ),
    `DBG_A1 | ${hints} 1111 option:4 | dbg{c} #option | +v7`,
    `NOP_A1 | ${hints} op2:8 | >nop{c} if op2=0 / nop{c} braces(op2) | +v6k`,
  ] },
  { class: "status", rows: [
    "MRS_A1 | cond 00010000 (1)(1)(1)(1) Rd (0)(0) 0 (0) 0000 (0)(0)(0)(0) | mrs{c} W:Rd, psr(CPSR) | u:nzcvqg pc:Rd",
    "MRS_A2 | cond 00010100 (1)(1)(1)(1) Rd (0)(0) 0 (0) 0000 (0)(0)(0)(0) | mrs{c} W:Rd, psr(SPSR) | pc:Rd privileged",
    `MRS_br_A1 | cond 00010 R:1 00 m1:4 Rd (0)(0) 1 m:1 0000 (0)(0)(0)(0) | mrs{c} W:Rd, banked(R:m:m1) | +virtualization pc:Rd ${noBanked} privileged`,
    "MSR_i_A1 | cond 00110010 mask:4 (1)(1)(1)(1) imm12 | msr{c} W:psrfields(CPSR,mask), a32const(imm12) | f:nzcvqg order:written where:mask!=0",
    "MSR_i_A2 | cond 00110110 mask:4 (1)(1)(1)(1) imm12 | msr{c} W:psrfields(SPSR,mask), a32const(imm12) | unp:mask=0 privileged",
    "MSR_r_A1 | cond 00010010 mask:4 (1)(1)(1)(1) (0)(0) 0 (0) 0000 Rn | msr{c} W:psrfields(CPSR,mask), Rn | f:nzcvqg order:written pc:Rn unp:mask=0",
    "MSR_r_A2 | cond 00010110 mask:4 (1)(1)(1)(1) (0)(0) 0 (0) 0000 Rn | msr{c} W:psrfields(SPSR,mask), Rn | pc:Rn unp:mask=0 privileged",
    `MSR_br_A1 | cond 00010 R:1 10 m1:4 (1)(1)(1)(1) (0)(0) 1 m:1 0000 Rn | msr{c} W:banked(R:m:m1), Rn | +virtualization pc:Rn ${noBanked} privileged`,
  ] },
  { class: "system", rows: [
    "CPS_A1 | 111100010000 imod:2 M 0 (0)(0)(0)(0)(0)(0)(0) A I F 0 mode:5 | cpsie iflags(A:I:F) if imod=2&M=0 / cpsie iflags(A:I:F), #mode if imod=2&M=1 / cpsid iflags(A:I:F) if imod=3&M=0 / cpsid iflags(A:I:F), #mode if imod=3&M=1 / cps #mode if imod=0&M=1&A=0&I=0&F=0 | +v6 unp:imod=1,imod=0&M=0,imod>1&A:I:F=0,imod<2&A:I:F!=0,mode!=0&M=0 privileged",
    "SETEND_A1 | 111100010000 (0)(0)(0) 1 (0)(0)(0)(0)(0)(0) E (0) 0000 (0)(0)(0)(0) | setend endian(E) | order:set +v6",
    "SETPAN_A1 | 111100010001 (0)(0)(0)(0)(0)(0)(0)(0)(0)(0) imm1 (0) 0000 (0)(0)(0)(0) | setpan #imm1 | +v8 privileged",
    ...each(modes,
      "RFE$0_A1 | 1111100 $1 0 W 1 Rn (0)(0)(0)(0)(1)(0)(1)(0)(0)(0)(0)(0)(0)(0)(0)(0) | rfe$0 Rn{!} | +v6 mem:r4 f:nzcvqg br:return pc:Rn privileged",
      "SRS$0_A1 | 1111100 $1 1 W 0 Rn (0)(0)(0)(0)(0)(1)(0)(1)(0)(0)(0) mode:5 | srs$0 Rn{!}, #mode | +v6 mem:w4 in:lr unp:Rn!=13 privileged",
    ),
    "ERET_A1 | cond 00010110 (0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0) 0110 (1)(1)(1)(0) | eret{c} | +virtualization in:lr f:nzcvqg br:return privileged",
  ] },
  { class: "barrier", rows: [
    `DSB_A1 | ${barriers} 0100 option:4 | ssbb if option=0 / pssbb if option=4 / dsb barrier(option) | +v7`,
    `DMB_A1 | ${barriers} 0101 option:4 | dmb barrier(option) | +v7`,
    `ISB_A1 | ${barriers} 0110 option:4 | isb isb(option) | +v7`,
    `SB_A1 | ${barriers} 0111 (0)(0)(0)(0) | sb | +v8`,
  ] },
  { class: "preload", rows: [
    ...each(["pld 1 1 v5", "pldw 1 0 mp", "pli 0 1 v7"],
      "$0_i_A1 | 1111010$1 U $201 Rn (1)(1)(1)(1) imm12 | $0 mem(Rn,imm12) | +$3 where:Rn!=15",
    ),
    "PLD_l_A1 | 11110101 U (1) 01 1111 (1)(1)(1)(1) imm12 | pld literal(imm12) | +v5",
    "PLI_l_A1 | 11110100 U 101 1111 (1)(1)(1)(1) imm12 | pli literal(imm12) | +v7",
    ...each(["pld 1 1 v5", "pldw 1 0 mp Rn", "pli 0 1 v7"],
      "$0_r_A1 | 1111011$1 U $201 Rn (1)(1)(1)(1) imm5 stype:2 0 Rm | $0 memr(Rn,Rm,stype,imm5) | +$3 pc:Rm,$4",
    ),
  ] },
];
