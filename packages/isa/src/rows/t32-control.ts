import type { Family } from "../row.js";

// biome-ignore format: one encoding a line, in the manual's columns
/** Branches and miscellaneous control in 32 bits (A6.3.4). */
export const t32Control: readonly Family[] = [
  { class: "branch", rows: [
    "B_T3 | 11110 S cond imm6 10 J1 0 J2 imm11 | b{c}.w label(S:J2:J1:imm6:imm11*2) | br:jump where:cond<14 it:outside +thumb2",
    "B_T4 | 11110 S imm10 10 J1 1 J2 imm11 | b{c}.w jump(S,J1,J2,imm10:imm11) | br:jump +thumb2",
    "BL_i_T1 | 11110 S imm10 11 J1 1 J2 imm11 | bl{c} jump(S,J1,J2,imm10:imm11) | br:call",
    "BL_i_T2 | 11110 S imm10H:10 11 J1 0 J2 imm10L:10 0 | blx{c} jumpx(S,J1,J2,imm10H:imm10L) | br:call +v5",
    "BXJ_T1 | 111100111100 Rm 10(0)0(1)(1)(1)(1)(0)(0)(0)(0)(0)(0)(0)(0) | bxj{c} Rm | br:jump pc:Rm +thumb2",
  ] },
  // B9.3.19, the return from an exception; with a constant of 0 it is ERET (B9.3.3).
  { class: "system", rows: [
    "SUB_i_T5 | 111100111101(1)(1)(1)(0)10(0)0(1)(1)(1)(1) imm8 | >eret{c} if imm8=0 / subs{c} W:pc, lr, #imm8 | f:nzcvqg br:return privileged +thumb2",
  ] },
  // A8.8.109, A8.8.111 and B9.3.8 to B9.3.12.
  { class: "status", rows: [
    "MRS_T1 | 111100111110(1)(1)(1)(1)10(0)0 Rd (0)(0)0(0)(0)(0)(0)(0) | mrs{c} W:Rd, psr(CPSR) | u:nzcvqg pc:Rd +thumb2",
    "MRS_T2 | 111100111111(1)(1)(1)(1)10(0)0 Rd (0)(0)0(0)(0)(0)(0)(0) | mrs{c} W:Rd, psr(SPSR) | pc:Rd privileged +thumb2",
    "MRS_br_T1 | 11110011111 R:1 M1:4 10(0)0 Rd (0)(0)1 M (0)(0)(0)(0) | mrs{c} W:Rd, banked(R:M:M1) | privileged unp:Rd=15,R:M=0&M1=7,R:M=0&M1=15,R:M=1&M1>7&M1<12,R:M=2&M1!=14,R:M=3&M1%2=1,R:M=3&M1>7&M1<12 +virtualization",
    "MSR_r_T1 | 111100111000 Rn 10(0)0 mask:4 (0)(0)0(0)(0)(0)(0)(0) | msr{c} W:psrfields(CPSR,mask), Rn | f:nzcvqg unp:mask=0,Rn=15 +thumb2",
    "MSR_r_T2 | 111100111001 Rn 10(0)0 mask:4 (0)(0)0(0)(0)(0)(0)(0) | msr{c} W:psrfields(SPSR,mask), Rn | privileged unp:mask=0,Rn=15 +thumb2",
    "MSR_br_T1 | 11110011100 R:1 Rn 10(0)0 M1:4 (0)(0)1 M (0)(0)(0)(0) | msr{c} W:banked(R:M:M1), Rn | privileged unp:Rn=15,R:M=0&M1=7,R:M=0&M1=15,R:M=1&M1>7&M1<12,R:M=2&M1!=14,R:M=3&M1%2=1,R:M=3&M1>7&M1<12 +virtualization",
  ] },
  { class: "system", rows: [
    "CPS_T2 | 111100111010(1)(1)(1)(1)10(0)0(0) imod:2 M A I F mode:5 | cpsie.w iflags(A:I:F) if imod=2&M=0 / cpsid.w iflags(A:I:F) if imod=3&M=0 / cpsie iflags(A:I:F), #mode if imod=2&M=1 / cpsid iflags(A:I:F), #mode if imod=3&M=1 / cps #mode if imod=0&M=1&A:I:F=0 | where:imod:M!=0 it:outside privileged unp:imod=1,imod>1&A:I:F=0,imod=0&A:I:F!=0,M=0&mode!=0 +thumb2",
  ] },
  // A hint without a meaning is a NOP; those of ARMv8 are so before it.
  { class: "hint", rows: [
    "NOP_T2 | 111100111010(1)(1)(1)(1)10(0)0(0)00000000000 | nop{c}.w | +thumb2",
    "YIELD_T2 | 111100111010(1)(1)(1)(1)10(0)0(0)00000000001 | yield{c}.w | +v7",
    "WFE_T2 | 111100111010(1)(1)(1)(1)10(0)0(0)00000000010 | wfe{c}.w | +v7",
    "WFI_T2 | 111100111010(1)(1)(1)(1)10(0)0(0)00000000011 | wfi{c}.w | +v7",
    "SEV_T2 | 111100111010(1)(1)(1)(1)10(0)0(0)00000000100 | sev{c}.w | +v7",
    "SEVL_T2 | 111100111010(1)(1)(1)(1)10(0)0(0)00000000101 | sevl{c}.w | +v8",
    "ESB_T1 | 111100111010(1)(1)(1)(1)10(0)0(0)00000010000 | esb | it:outside +v8",
    "CSDB_T1 | 111100111010(1)(1)(1)(1)10(0)0(0)00000010100 | csdb | it:outside +v8",
    "DBG_T1 | 111100111010(1)(1)(1)(1)10(0)0(0)0001111 option:4 | dbg{c} #option | +v7",
    "HINT_T2 | 111100111010(1)(1)(1)(1)10(0)0(0)000 hint:8 | nop{c}.w braces(hint) | where:hint>5&hint!=16&hint!=20&hint<240 +thumb2",
  ] },
  { class: "barrier", rows: [
    "SSBB_T1 | 111100111011(1)(1)(1)(1)10(0)0(1)(1)(1)(1)01000000 | ssbb | it:outside +v8",
    "PSSBB_T1 | 111100111011(1)(1)(1)(1)10(0)0(1)(1)(1)(1)01000100 | pssbb | it:outside +v8",
    "DSB_T1 | 111100111011(1)(1)(1)(1)10(0)0(1)(1)(1)(1)0100 option:4 | dsb{c} barrier(option) | where:option!=0&option!=4 +v7",
    "DMB_T1 | 111100111011(1)(1)(1)(1)10(0)0(1)(1)(1)(1)0101 option:4 | dmb{c} barrier(option) | +v7",
    "ISB_T1 | 111100111011(1)(1)(1)(1)10(0)0(1)(1)(1)(1)0110 option:4 | isb{c} isb(option) | +v7",
    "SB_T1 | 111100111011(1)(1)(1)(1)10(0)0(1)(1)(1)(1)0111(0)(0)(0)(0) | sb | it:outside +v8",
  ] },
  { class: "synchronization", rows: [
    "CLREX_T1 | 111100111011(1)(1)(1)(1)10(0)0(1)(1)(1)(1)0010(1)(1)(1)(1) | clrex{c} | ex:clear +v7",
  ] },
  { class: "exception", rows: [
    "UDF_T2 | 111101111111 imm4 1010 imm12 | udf{c}.w #imm4:imm12 | +thumb2",
    "SMC_T1 | 111101111111 imm4 1000(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0)(0) | smc{c} #imm4 | privileged it:last +security",
    "HVC_T1 | 111101111110 imm4 1000 imm12 | hvc #imm4:imm12 | privileged it:outside +virtualization",
    "DCPS1_T1 | 11110111100011111000000000000001 | dcps1 | privileged +v8",
    "DCPS2_T1 | 11110111100011111000000000000010 | dcps2 | privileged +v8",
    "DCPS3_T1 | 11110111100011111000000000000011 | dcps3 | privileged +v8",
  ] },
];
