import type { Family } from "../row.js";

// biome-ignore format: one encoding a line, in the manual's columns
/** A8.8.109, A8.8.111, A8.8.112 and B9.3.8 to B9.3.12: MRS, MSR. */
const status: Family = { class: "status", rows: [
  "MRS_A1 | cond 00010000 (1)(1)(1)(1) Rd (0)(0) 0 (0) 0000 (0)(0)(0)(0) | mrs{c} W:Rd, psr(CPSR) | u:nzcvqg pc:Rd",
  "MRS_A2 | cond 00010100 (1)(1)(1)(1) Rd (0)(0) 0 (0) 0000 (0)(0)(0)(0) | mrs{c} W:Rd, psr(SPSR) | pc:Rd privileged",
  "MRS_br_A1 | cond 00010 R:1 00 m1:4 Rd (0)(0) 1 m:1 0000 (0)(0)(0)(0) | mrs{c} W:Rd, banked(R:m:m1) | +virtualization pc:Rd unp:R=0&m:m1=7,R=0&m:m1=15,R=0&m:m1>23&m:m1<28,R=1&m:m1<14,R=1&m1%2=1,R=1&m:m1=24,R=1&m:m1=26 privileged",
  "MSR_i_A1 | cond 00110010 mask:4 (1)(1)(1)(1) imm12 | msr{c} W:psrfields(CPSR,mask), a32const(imm12) | f:nzcvqg where:mask!=0",
  "MSR_i_A2 | cond 00110110 mask:4 (1)(1)(1)(1) imm12 | msr{c} W:psrfields(SPSR,mask), a32const(imm12) | unp:mask=0 privileged",
  "MSR_r_A1 | cond 00010010 mask:4 (1)(1)(1)(1) (0)(0) 0 (0) 0000 Rn | msr{c} W:psrfields(CPSR,mask), Rn | f:nzcvqg pc:Rn unp:mask=0",
  "MSR_r_A2 | cond 00010110 mask:4 (1)(1)(1)(1) (0)(0) 0 (0) 0000 Rn | msr{c} W:psrfields(SPSR,mask), Rn | pc:Rn unp:mask=0 privileged",
  "MSR_br_A1 | cond 00010 R:1 10 m1:4 (1)(1)(1)(1) (0)(0) 1 m:1 0000 Rn | msr{c} W:banked(R:m:m1), Rn | +virtualization pc:Rn unp:R=0&m:m1=7,R=0&m:m1=15,R=0&m:m1>23&m:m1<28,R=1&m:m1<14,R=1&m1%2=1,R=1&m:m1=24,R=1&m:m1=26 privileged",
] };

// biome-ignore format: one encoding a line, in the manual's columns
/** B9.3.2 CPS, A8.8.153 SETEND, DDI 0487 F5.1.191 SETPAN, B9.3.13 RFE, B9.3.16 SRS, B9.3.3 ERET. */
const system: Family = { class: "system", rows: [
  "CPS_A1 | 111100010000 imod:2 M 0 (0)(0)(0)(0)(0)(0)(0) A I F 0 mode:5 | cpsie iflags(A:I:F) if imod=2&M=0 / cpsie iflags(A:I:F), #mode if imod=2&M=1 / cpsid iflags(A:I:F) if imod=3&M=0 / cpsid iflags(A:I:F), #mode if imod=3&M=1 / cps #mode if imod=0&M=1&A=0&I=0&F=0 | +v6 unp:imod=1,imod=0&M=0,imod>1&A:I:F=0,imod<2&A:I:F!=0,mode!=0&M=0 privileged",
  "SETEND_A1 | 111100010000 (0)(0)(0) 1 (0)(0)(0)(0)(0)(0) E (0) 0000 (0)(0)(0)(0) | setend endian(E) | +v6",
  "SETPAN_A1 | 111100010001 (0)(0)(0)(0)(0)(0)(0)(0)(0)(0) imm1 (0) 0000 (0)(0)(0)(0) | setpan #imm1 | +v8 privileged",
  "RFE_A1 | 1111100 P U 0 W 1 Rn (0)(0)(0)(0)(1)(0)(1)(0)(0)(0)(0)(0)(0)(0)(0)(0) | rfeda Rn{!} if P=0&U=0 / rfeia Rn{!} if P=0&U=1 / rfedb Rn{!} if P=1&U=0 / rfeib Rn{!} if P=1&U=1 | +v6 mem:r4 f:nzcvqg br:return pc:Rn privileged",
  "SRS_A1 | 1111100 P U 1 W 0 Rn (0)(0)(0)(0)(0)(1)(0)(1)(0)(0)(0) mode:5 | srsda Rn{!}, #mode if P=0&U=0 / srsia Rn{!}, #mode if P=0&U=1 / srsdb Rn{!}, #mode if P=1&U=0 / srsib Rn{!}, #mode if P=1&U=1 | +v6 mem:w4 in:lr unp:Rn!=13 privileged",
  "ERET_A1 | cond 00010110 (0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0) 0110 (1)(1)(1)(0) | eret{c} | +virtualization in:lr f:nzcvqg br:return privileged",
] };

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.2.11: hints. What is not allocated among them does nothing. */
const hint: Family = { class: "hint", rows: [
  "YIELD_A1 | cond 001100100000 (1)(1)(1)(1) (0)(0)(0)(0) 00000001 | yield{c} | +v6k",
  "WFE_A1 | cond 001100100000 (1)(1)(1)(1) (0)(0)(0)(0) 00000010 | wfe{c} | +v6k",
  "WFI_A1 | cond 001100100000 (1)(1)(1)(1) (0)(0)(0)(0) 00000011 | wfi{c} | +v6k",
  "SEV_A1 | cond 001100100000 (1)(1)(1)(1) (0)(0)(0)(0) 00000100 | sev{c} | +v6k",
  "SEVL_A1 | cond 001100100000 (1)(1)(1)(1) (0)(0)(0)(0) 00000101 | sevl{c} | +v8",
  "ESB_A1 | cond 001100100000 (1)(1)(1)(1) (0)(0)(0)(0) 00010000 | esb{c} | +v8 unp:cond!=14",
  "CSDB_A1 | cond 001100100000 (1)(1)(1)(1) (0)(0)(0)(0) 00010100 | csdb{c} | +v6k unp:cond!=14",
  "DBG_A1 | cond 001100100000 (1)(1)(1)(1) (0)(0)(0)(0) 1111 option:4 | dbg{c} #option | +v7",
  "NOP_A1 | cond 001100100000 (1)(1)(1)(1) (0)(0)(0)(0) op2:8 | >nop{c} if op2=0 / nop{c} braces(op2) | +v6k",
] };

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.7.1: barriers. */
const barrier: Family = { class: "barrier", rows: [
  "DSB_A1 | 111101010111 (1)(1)(1)(1)(1)(1)(1)(1)(0)(0)(0)(0) 0100 option:4 | ssbb if option=0 / pssbb if option=4 / dsb barrier(option) | +v7",
  "DMB_A1 | 111101010111 (1)(1)(1)(1)(1)(1)(1)(1)(0)(0)(0)(0) 0101 option:4 | dmb barrier(option) | +v7",
  "ISB_A1 | 111101010111 (1)(1)(1)(1)(1)(1)(1)(1)(0)(0)(0)(0) 0110 option:4 | isb isb(option) | +v7",
  "SB_A1 | 111101010111 (1)(1)(1)(1)(1)(1)(1)(1)(0)(0)(0)(0) 0111 (0)(0)(0)(0) | sb | +v8",
] };

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.7.1: preloads. They never fault, so they do not count as accesses. */
const preload: Family = { class: "preload", rows: [
  "PLD_i_A1 | 11110101 U 101 Rn (1)(1)(1)(1) imm12 | pld mem(Rn,imm12) | +v5 where:Rn!=15",
  "PLD_l_A1 | 11110101 U (1) 01 1111 (1)(1)(1)(1) imm12 | pld literal(imm12) | +v5",
  "PLD_r_A1 | 11110111 U 101 Rn (1)(1)(1)(1) imm5 stype:2 0 Rm | pld memr(Rn,Rm,stype,imm5) | +v5 pc:Rm",
  "PLDW_i_A1 | 11110101 U 001 Rn (1)(1)(1)(1) imm12 | pldw mem(Rn,imm12) | +mp where:Rn!=15",
  "PLDW_r_A1 | 11110111 U 001 Rn (1)(1)(1)(1) imm5 stype:2 0 Rm | pldw memr(Rn,Rm,stype,imm5) | +mp pc:Rm,Rn",
  "PLI_i_A1 | 11110100 U 101 Rn (1)(1)(1)(1) imm12 | pli mem(Rn,imm12) | +v7 where:Rn!=15",
  "PLI_l_A1 | 11110100 U 101 1111 (1)(1)(1)(1) imm12 | pli literal(imm12) | +v7",
  "PLI_r_A1 | 11110110 U 101 Rn (1)(1)(1)(1) imm5 stype:2 0 Rm | pli memr(Rn,Rm,stype,imm5) | +v7 pc:Rm",
] };

/** The instructions of A32 for status registers, exceptions, hints, barriers and preloads. */
export const a32System: readonly Family[] = [hint, status, system, barrier, preload];
