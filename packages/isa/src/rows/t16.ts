import type { Family } from "../row.js";

// How the letters after `it` follow from the mask and the lowest bit of the condition, c (A8.8.54): a bit that equals c is a "then".
const itSyntaxes = [
  "it condition(first:c) if x:y:z:w=8",
  "itt condition(first:c) if x=c&y:z:w=4",
  "ite condition(first:c) if x!=c&y:z:w=4",
  "ittt condition(first:c) if x=c&y=c&z:w=2",
  "itte condition(first:c) if x=c&y!=c&z:w=2",
  "itet condition(first:c) if x!=c&y=c&z:w=2",
  "itee condition(first:c) if x!=c&y!=c&z:w=2",
  "itttt condition(first:c) if x=c&y=c&z=c&w=1",
  "ittte condition(first:c) if x=c&y=c&z!=c&w=1",
  "ittet condition(first:c) if x=c&y!=c&z=c&w=1",
  "ittee condition(first:c) if x=c&y!=c&z!=c&w=1",
  "itett condition(first:c) if x!=c&y=c&z=c&w=1",
  "itete condition(first:c) if x!=c&y=c&z!=c&w=1",
  "iteet condition(first:c) if x!=c&y!=c&z=c&w=1",
  "iteee condition(first:c) if x!=c&y!=c&z!=c&w=1",
].join(" / ");

// biome-ignore format: one encoding a line, in the manual's columns
/** The 16-bit encodings of T32 (A6.2). Within an IT block those of data processing do not set flags: `t:` and `{s}`. */
export const t16: readonly Family[] = [
  // A6.2.5, "If-Then, and hints": a hint without a meaning is a NOP.
  { class: "hint", rows: [
    "NOP_T1 | 1011111100000000 | nop{c} | +thumb2",
    "YIELD_T1 | 1011111100010000 | yield{c} | +v7",
    "WFE_T1 | 1011111100100000 | wfe{c} | +v7",
    "WFI_T1 | 1011111100110000 | wfi{c} | +v7",
    "SEV_T1 | 1011111101000000 | sev{c} | +v7",
    "SEVL_T1 | 1011111101010000 | sevl{c} | +v8",
    "HINT_T1 | 10111111 hint:4 0000 | nop{c} braces(hint) | where:hint>5 +thumb2",
  ] },
  // A6.2.1, A6.2.2 and A6.2.3: shifts, additions, moves, and the sixteen operations on r0 to r7; high registers.
  { class: "data-processing", rows: [
    "MOV_r_T2 | 0000000000 Rm:3 Rd:3 | movs W:Rd, Rm | t:nz it:outside",
    "LSL_i_T1 | 00000 imm5 Rm:3 Rd:3 | lsl{s}{c} W:Rd, Rm, #imm5 | t:nzc where:imm5!=0",
    "LSR_i_T1 | 00001 imm5 Rm:3 Rd:3 | lsr{s}{c} W:Rd, Rm, amount(imm5) | t:nzc",
    "ASR_i_T1 | 00010 imm5 Rm:3 Rd:3 | asr{s}{c} W:Rd, Rm, amount(imm5) | t:nzc",
    "ADD_r_T1 | 0001100 Rm:3 Rn:3 Rd:3 | add{s}{c} W:Rd, Rn, Rm | t:nzcv",
    "SUB_r_T1 | 0001101 Rm:3 Rn:3 Rd:3 | sub{s}{c} W:Rd, Rn, Rm | t:nzcv",
    "ADD_i_T1 | 0001110 imm3 Rn:3 Rd:3 | add{s}{c} W:Rd, Rn, #imm3 | t:nzcv",
    "SUB_i_T1 | 0001111 imm3 Rn:3 Rd:3 | sub{s}{c} W:Rd, Rn, #imm3 | t:nzcv",
    "MOV_i_T1 | 00100 Rd:3 imm8 | mov{s}{c} W:Rd, #imm8 | t:nz",
    "CMP_i_T1 | 00101 Rn:3 imm8 | cmp{c} Rn, #imm8 | f:nzcv",
    "ADD_i_T2 | 00110 Rdn:3 imm8 | >add{s}{c} W:Rdn, same(Rdn), #imm8 / add{s}{c} X:Rdn, #imm8 | t:nzcv",
    "SUB_i_T2 | 00111 Rdn:3 imm8 | >sub{s}{c} W:Rdn, same(Rdn), #imm8 / sub{s}{c} X:Rdn, #imm8 | t:nzcv",
    "AND_r_T1 | 0100000000 Rm:3 Rdn:3 | >and{s}{c} W:Rdn, same(Rdn), Rm / >and{s}{c} W:Rdn, Rm, same(Rdn) / and{s}{c} X:Rdn, Rm | t:nz",
    "EOR_r_T1 | 0100000001 Rm:3 Rdn:3 | >eor{s}{c} W:Rdn, same(Rdn), Rm / >eor{s}{c} W:Rdn, Rm, same(Rdn) / eor{s}{c} X:Rdn, Rm | t:nz",
    "LSL_r_T1 | 0100000010 Rm:3 Rdn:3 | >lsl{s}{c} W:Rdn, same(Rdn), Rm / lsl{s}{c} X:Rdn, Rm | t:nzc",
    "LSR_r_T1 | 0100000011 Rm:3 Rdn:3 | >lsr{s}{c} W:Rdn, same(Rdn), Rm / lsr{s}{c} X:Rdn, Rm | t:nzc",
    "ASR_r_T1 | 0100000100 Rm:3 Rdn:3 | >asr{s}{c} W:Rdn, same(Rdn), Rm / asr{s}{c} X:Rdn, Rm | t:nzc",
    "ADC_r_T1 | 0100000101 Rm:3 Rdn:3 | >adc{s}{c} W:Rdn, same(Rdn), Rm / >adc{s}{c} W:Rdn, Rm, same(Rdn) / adc{s}{c} X:Rdn, Rm | t:nzcv u:c",
    "SBC_r_T1 | 0100000110 Rm:3 Rdn:3 | >sbc{s}{c} W:Rdn, same(Rdn), Rm / sbc{s}{c} X:Rdn, Rm | t:nzcv u:c",
    "ROR_r_T1 | 0100000111 Rm:3 Rdn:3 | >ror{s}{c} W:Rdn, same(Rdn), Rm / ror{s}{c} X:Rdn, Rm | t:nzc",
    "TST_r_T1 | 0100001000 Rm:3 Rn:3 | tst{c} Rn, Rm | f:nz",
    "RSB_i_T1 | 0100001001 Rn:3 Rd:3 | >rsb{s}{c} W:Rd, Rn, #0 / neg{s}{c} W:Rd, Rn | t:nzcv",
    "CMP_r_T1 | 0100001010 Rm:3 Rn:3 | cmp{c} Rn, Rm | f:nzcv",
    "CMN_r_T1 | 0100001011 Rm:3 Rn:3 | cmn{c} Rn, Rm | f:nzcv",
    "ORR_r_T1 | 0100001100 Rm:3 Rdn:3 | >orr{s}{c} W:Rdn, same(Rdn), Rm / >orr{s}{c} W:Rdn, Rm, same(Rdn) / orr{s}{c} X:Rdn, Rm | t:nz",
    "BIC_r_T1 | 0100001110 Rm:3 Rdn:3 | >bic{s}{c} W:Rdn, same(Rdn), Rm / bic{s}{c} X:Rdn, Rm | t:nz",
    "MVN_r_T1 | 0100001111 Rm:3 Rd:3 | mvn{s}{c} W:Rd, Rm | t:nz",
    "ADD_r_T2 | 01000100 DN Rm Rdn:3 | >add{c} W:R(DN:Rdn), same(DN:Rdn), Rm / >add{c} W:R(DN:Rdn), Rm, same(DN:Rdn) / add{c} X:R(DN:Rdn), Rm | where:Rm!=13&DN:Rdn!=13 unp:DN:Rdn=15&Rm=15",
    "ADD_SP_r_T1 | 01000100 DM 1101 Rdm:3 | >add{c} W:R(DM:Rdm), sp, same(DM:Rdm) / >add{c} W:R(DM:Rdm), same(DM:Rdm), sp / add{c} X:R(DM:Rdm), sp |",
    "ADD_SP_r_T2 | 010001001 Rm 101 | >add{c} W:sp, sp, Rm / >add{c} W:sp, Rm, sp / add{c} X:sp, Rm | where:Rm!=13",
    "CMP_r_T2 | 01000101 N Rm Rn:3 | cmp{c} R(N:Rn), Rm | f:nzcv unp:N=0&Rm<8,N:Rn=15,Rm=15",
    "MOV_r_T1 | 01000110 D Rm Rd:3 | nop{c} if D:Rd=8&Rm=8 / mov{c} W:R(D:Rd), Rm |",
    "ADR_T1 | 10100 Rd:3 imm8 | add{c} W:Rd, pc, #imm8*4 / >adr{c} W:Rd, adr(imm8*4) |",
    "ADD_SP_i_T1 | 10101 Rd:3 imm8 | add{c} W:Rd, sp, #imm8*4 |",
    "ADD_SP_i_T2 | 101100000 imm7 | >add{c} W:sp, sp, #imm7*4 / add{c} X:sp, #imm7*4 |",
    "SUB_SP_i_T1 | 101100001 imm7 | >sub{c} W:sp, sp, #imm7*4 / sub{c} X:sp, #imm7*4 |",
    "REV_T1 | 1011101000 Rm:3 Rd:3 | rev{c} W:Rd, Rm | +v6",
    "REV16_T1 | 1011101001 Rm:3 Rd:3 | rev16{c} W:Rd, Rm | +v6",
    "REVSH_T1 | 1011101011 Rm:3 Rd:3 | revsh{c} W:Rd, Rm | +v6",
  ] },
  { class: "multiply", rows: [
    "MUL_T1 | 0100001101 Rn:3 Rdm:3 | >mul{s}{c} W:Rdm, Rn, same(Rdm) / >mul{s}{c} W:Rdm, same(Rdm), Rn / mul{s}{c} X:Rdm, Rn | t:nz",
  ] },
  // A6.2.5: sign and zero extension.
  { class: "extend", rows: [
    "SXTH_T1 | 1011001000 Rm:3 Rd:3 | sxth{c} W:Rd, Rm | +v6",
    "SXTB_T1 | 1011001001 Rm:3 Rd:3 | sxtb{c} W:Rd, Rm | +v6",
    "UXTH_T1 | 1011001010 Rm:3 Rd:3 | uxth{c} W:Rd, Rm | +v6",
    "UXTB_T1 | 1011001011 Rm:3 Rd:3 | uxtb{c} W:Rd, Rm | +v6",
  ] },
  // A6.2.3 and A6.2.6: branches and calls.
  { class: "branch", rows: [
    "BX_T1 | 010001110 Rm (0)(0)(0) | bx{c} Rm | br:jump",
    "BLX_r_T1 | 010001111 Rm (0)(0)(0) | blx{c} Rm | br:call pc:Rm +v5",
    "CBZ_T1 | 1011 op 0 i 1 imm5 Rn:3 | cbz Rn, ulabel(i:imm5*2) if op=0 / cbnz Rn, ulabel(i:imm5*2) if op=1 | br:jump it:outside +thumb2",
    "B_T1 | 1101 cond imm8 | b{c}.n label(imm8*2) | br:jump where:cond<14 it:outside",
    "B_T2 | 11100 imm11 | b{c}.n label(imm11*2) | br:jump",
  ] },
  // A6.2.4: loads.
  { class: "load", rows: [
    "LDR_l_T1 | 01001 Rt:3 imm8 | ldr{c} W:Rt, literal(imm8*4) | mem:r4",
    "LDRSB_r_T1 | 0101011 Rm:3 Rn:3 Rt:3 | ldrsb{c} W:Rt, memr(Rn,Rm) | mem:r1",
    "LDR_r_T1 | 0101100 Rm:3 Rn:3 Rt:3 | ldr{c} W:Rt, memr(Rn,Rm) | mem:r4",
    "LDRH_r_T1 | 0101101 Rm:3 Rn:3 Rt:3 | ldrh{c} W:Rt, memr(Rn,Rm) | mem:r2",
    "LDRB_r_T1 | 0101110 Rm:3 Rn:3 Rt:3 | ldrb{c} W:Rt, memr(Rn,Rm) | mem:r1",
    "LDRSH_r_T1 | 0101111 Rm:3 Rn:3 Rt:3 | ldrsh{c} W:Rt, memr(Rn,Rm) | mem:r2",
    "LDR_i_T1 | 01101 imm5 Rn:3 Rt:3 | ldr{c} W:Rt, mem(Rn,imm5*4) | mem:r4",
    "LDRB_i_T1 | 01111 imm5 Rn:3 Rt:3 | ldrb{c} W:Rt, mem(Rn,imm5) | mem:r1",
    "LDRH_i_T1 | 10001 imm5 Rn:3 Rt:3 | ldrh{c} W:Rt, mem(Rn,imm5*2) | mem:r2",
    "LDR_i_T2 | 10011 Rt:3 imm8 | ldr{c} W:Rt, mem(sp,imm8*4) | mem:r4",
  ] },
  // A6.2.4: stores.
  { class: "store", rows: [
    "STR_r_T1 | 0101000 Rm:3 Rn:3 Rt:3 | str{c} Rt, memr(Rn,Rm) | mem:w4",
    "STRH_r_T1 | 0101001 Rm:3 Rn:3 Rt:3 | strh{c} Rt, memr(Rn,Rm) | mem:w2",
    "STRB_r_T1 | 0101010 Rm:3 Rn:3 Rt:3 | strb{c} Rt, memr(Rn,Rm) | mem:w1",
    "STR_i_T1 | 01100 imm5 Rn:3 Rt:3 | str{c} Rt, mem(Rn,imm5*4) | mem:w4",
    "STRB_i_T1 | 01110 imm5 Rn:3 Rt:3 | strb{c} Rt, mem(Rn,imm5) | mem:w1",
    "STRH_i_T1 | 10000 imm5 Rn:3 Rt:3 | strh{c} Rt, mem(Rn,imm5*2) | mem:w2",
    "STR_i_T2 | 10010 Rt:3 imm8 | str{c} Rt, mem(sp,imm8*4) | mem:w4",
  ] },
  // A8.8.58 and A8.8.131: LDM takes the base register back unless it is in the list.
  { class: "load-multiple", rows: [
    "LDM_T1 | 11001 Rn:3 register_list:8 | ldmia{c} Rn, W:list(register_list) if register_list@Rn=1 / >ldm{c} Rn, W:list(register_list) if register_list@Rn=1 / >ldm{c} Rn!, W:list(register_list) if register_list@Rn=0 / ldmia{c} Rn!, W:list(register_list) if register_list@Rn=0 | mem:r4 unp:register_list=0",
    "POP_T1 | 1011110 P register_list:8 | pop{c} W:list(register_list,P,pc) | mem:r4 in:sp out:sp unp:P:register_list=0",
  ] },
  { class: "store-multiple", rows: [
    "STM_T1 | 11000 Rn:3 register_list:8 | >stm{c} Rn!, list(register_list) / stmia{c} Rn!, list(register_list) | mem:w4 unp:register_list=0",
    "PUSH_T1 | 1011010 M register_list:8 | push{c} list(register_list,M,lr) | mem:w4 in:sp out:sp unp:M:register_list=0",
  ] },
  // A6.2.5 and A6.2.6: what raises an exception.
  { class: "exception", rows: [
    "HLT_T1 | 1011101010 imm6 | hlt hex(imm6,4) | +v8",
    "BKPT_T1 | 10111110 imm8 | bkpt hex(imm8,4) | +v5",
    "UDF_T1 | 11011110 imm8 | udf{c} #imm8 |",
    "SVC_T1 | 11011111 imm8 | svc{c} plain(imm8) |",
  ] },
  // B9.3.2 and A8.8.152: processor state.
  { class: "system", rows: [
    "SETPAN_T1 | 101101100001 imm1 (0)(0)(0) | setpan #imm1 | privileged it:outside +pan",
    "SETEND_T1 | 101101100101 E (0)(0)(0) | setend endian(E) | it:outside +v6",
    "CPS_T1 | 10110110011 im (0) A I F | cpsie iflags(A:I:F) if im=0 / cpsid iflags(A:I:F) if im=1 | privileged it:outside unp:A:I:F=0 +v6",
  ] },
  { class: "it", rows: [
    `IT_T1 | 10111111 first:3 c x y z w | ${itSyntaxes} | where:x:y:z:w!=0 it:outside unp:first:c=15,first:c=14&count(x:y:z:w)!=1 +thumb2`,
  ] },
];
