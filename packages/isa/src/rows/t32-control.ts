import type { Family } from "../row.js";
import { each } from "./each.js";

const hint = "111100111010(1)(1)(1)(1)10(0)0(0)";
const control = "111100111011(1)(1)(1)(1)10(0)0(1)(1)(1)(1)";
const zeros = "(0)(0)0(0)(0)(0)(0)(0)";
/** R:M:M1 that names no register of another mode (B9.2.3). */
const noRegister = "R:M=0&M1=7,R:M=0&M1=15,R:M=1&M1>7&M1<12,R:M=2&M1!=14,R:M=3&M1%2=1,R:M=3&M1>7&M1<12";

// biome-ignore format: one encoding a line, in the manual's columns
/** A6.3.4: branches and miscellaneous control. */
export const t32Control = (): Family[] => [
  { class: "branch", rows: [
    "B_T3 | 11110 S cond imm6 10 J1 0 J2 imm11 | b{c}.w label(S:J2:J1:imm6:imm11*2) | br:jump where:cond<14 it:outside",
    "B_T4 | 11110 S imm10 10 J1 1 J2 imm11 | b{c}.w jump(S,J1,J2,imm10:imm11) | br:jump",
    "BL_i_T1 | 11110 S imm10 11 J1 1 J2 imm11 | bl{c} jump(S,J1,J2,imm10:imm11) | br:call",
    "BL_i_T2 | 11110 S imm10H:10 11 J1 0 J2 imm10L:10 0 | blx{c} jumpx(S,J1,J2,imm10H:imm10L) | br:call to:other +v5",
    "BXJ_T1 | 111100111100 Rm 10(0)0(1)(1)(1)(1)(0)(0)(0)(0)(0)(0)(0)(0) | bxj{c} Rm | br:jump pc:Rm",
  ] },
  // B9.3.19, the return from an exception; with a constant of 0 it is ERET (B9.3.3). B9.3.2, CPS.
  { class: "system", rows: [
    "SUB_i_T5 | 111100111101(1)(1)(1)(0)10(0)0(1)(1)(1)(1) imm8 | >eret{c} if imm8=0 / subs{c} W:pc, lr, #imm8 | f:nzcvqg br:return privileged",
    `CPS_T2 | ${hint} imod:2 M A I F mode:5 | ${each(["ie 2", "id 3"],
      "cps$0.w iflags(A:I:F) if imod=$1&M=0 / cps$0 iflags(A:I:F), #mode if imod=$1&M=1").join(" / ")} / cps #mode if imod=0&M=1&A:I:F=0 | where:imod:M!=0 it:outside privileged unp:imod=1,imod>1&A:I:F=0,imod=0&A:I:F!=0,M=0&mode!=0`,
  ] },
  // A8.8.109, A8.8.111 and B9.3.8 to B9.3.12.
  { class: "status", rows: [
    ...each(["CPSR 0 T1 u:nzcvqg f:nzcvqg order:written", "SPSR 1 T2 privileged privileged"],
      `MRS_$2 | 11110011111$1(1)(1)(1)(1)10(0)0 Rd ${zeros} | mrs{c} W:Rd, psr($0) | $3 pc:Rd`,
      `MSR_r_$2 | 11110011100$1 Rn 10(0)0 mask:4 ${zeros} | msr{c} W:psrfields($0,mask), Rn | $4 $5 unp:mask=0,Rn=15`,
    ),
    `MRS_br_T1 | 11110011111 R M1:4 10(0)0 Rd (0)(0)1 M (0)(0)(0)(0) | mrs{c} W:Rd, banked(R:M:M1) | privileged unp:Rd=15,${noRegister} +virtualization`,
    `MSR_br_T1 | 11110011100 R Rn 10(0)0 M1:4 (0)(0)1 M (0)(0)(0)(0) | msr{c} W:banked(R:M:M1), Rn | privileged unp:Rn=15,${noRegister} +virtualization`,
  ] },
  // A hint without a meaning is a NOP; those of ARMv8 are so before it.
  { class: "hint", rows: [
    ...each(["nop 000 mainline", "yield 001 v7", "wfe 010 v7", "wfi 011 v7", "sev 100 v7", "sevl 101 v8"],
      `$0_T2 | ${hint}00000000$1 | $0{c}.w | +$2`,
    ),
    ...each(["esb 000", "csdb 100"],
      `$0_T1 | ${hint}00000010$1 | $0 | it:outside +v8`,
    ),
    `DBG_T1 | ${hint}0001111 option:4 | dbg{c} #option | +v7`,
    `HINT_T2 | ${hint}000 hint:8 | nop{c}.w braces(hint) | where:hint>5&hint!=16&hint!=20&hint<240`,
  ] },
  { class: "barrier", rows: [
    ...each(["ssbb 000", "pssbb 100"],
      `$0_T1 | ${control}01000$1 | $0 | it:outside +v8`,
    ),
    `DSB_T1 | ${control}0100 option:4 | dsb{c} barrier(option) | where:option!=0&option!=4 +v7`,
    `DMB_T1 | ${control}0101 option:4 | dmb{c} barrier(option) | +v7`,
    `ISB_T1 | ${control}0110 option:4 | isb{c} isb(option) | +v7`,
    `SB_T1 | ${control}0111(0)(0)(0)(0) | sb | it:outside +v8`,
  ] },
  { class: "exception", rows: [
    "UDF_T2 | 111101111111 imm4 1010 imm12 | udf{c}.w #imm4:imm12 | raises:udf",
    "SMC_T1 | 111101111111 imm4 1000(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0) | smc{c} #imm4 | raises:smc privileged it:last +security",
    "HVC_T1 | 111101111110 imm4 1000 imm12 | hvc #imm4:imm12 | raises:hvc privileged it:outside +virtualization",
    ...each(["1 01", "2 10", "3 11"],
      "DCPS$0_T1 | 111101111000111110000000000000$1 | dcps$0 | raises:dcps privileged +v8",
    ),
  ] },
];
