import type { Family } from "../row.js";
import { each } from "./each.js";

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
export const t16 = (): Family[] => [
  // A6.2.5, "If-Then, and hints": a hint without a meaning is a NOP. They come before MOV, so that NOP is one of them.
  { class: "hint", rows: [
    ...each(["nop 000 v7", "yield 001 v7", "wfe 010 v7", "wfi 011 v7", "sev 100 v7", "sevl 101 v8 +ar"],
      "$0_T1 | 101111110$10000 | $0{c} | +$2 $3",
    ),
    "HINT_T1 | 10111111 hint:4 0000 | nop{c} braces(hint) | where:hint>5 +v7",
  ] },
  // A6.2.1 shifts, additions and moves; A6.2.2 the operations on r0 to r7; A6.2.3 high registers.
  { class: "data-processing", rows: [
    "MOV_r_T2 | 0000000000 Rm:3 Rd:3 | movs W:Rd, Rm | t:nz it:outside",
    "LSL_i_T1 | 00000 imm5 Rm:3 Rd:3 | lsl{s}{c} W:Rd, Rm, #imm5 | t:nzc where:imm5!=0",
    ...each(["lsr 01", "asr 10"],
      "$0_i_T1 | 000$1 imm5 Rm:3 Rd:3 | $0{s}{c} W:Rd, Rm, amount(imm5) | t:nzc",
    ),
    ...each(["add 0", "sub 1"],
      "$0_r_T1 | 000110$1 Rm:3 Rn:3 Rd:3 | $0{s}{c} W:Rd, Rn, Rm | t:nzcv",
      "$0_i_T1 | 000111$1 imm3 Rn:3 Rd:3 | $0{s}{c} W:Rd, Rn, #imm3 | t:nzcv",
      "$0_i_T2 | 0011$1 Rdn:3 imm8 | $0{s}{c} X:Rdn, #imm8 | t:nzcv",
    ),
    "MOV_i_T1 | 00100 Rd:3 imm8 | mov{s}{c} W:Rd, #imm8 | t:nz",
    "CMP_i_T1 | 00101 Rn:3 imm8 | cmp{c} Rn, #imm8 | f:nzcv",
    ...each(["and 0000 nz", "eor 0001 nz", "adc 0101 nzcv u:c", "orr 1100 nz"],
      "$0_r_T1 | 010000$1 Rm:3 Rdn:3 | $0{s}{c} X:Rdn, Rm | t:$2 $3",
    ),
    ...each(["lsl 0010 nzc", "lsr 0011 nzc", "asr 0100 nzc", "sbc 0110 nzcv u:c", "ror 0111 nzc", "bic 1110 nz"],
      "$0_r_T1 | 010000$1 Rm:3 Rdn:3 | $0{s}{c} X:Rdn, Rm | t:$2 $3",
    ),
    ...each(["tst 1000 nz", "cmp 1010 nzcv", "cmn 1011 nzcv"],
      "$0_r_T1 | 010000$1 Rm:3 Rn:3 | $0{c} Rn, Rm | f:$2",
    ),
    "RSB_i_T1 | 0100001001 Rn:3 Rd:3 | >rsb{s}{c} W:Rd, Rn, #0 / neg{s}{c} W:Rd, Rn | t:nzcv",
    "MVN_r_T1 | 0100001111 Rm:3 Rd:3 | mvn{s}{c} W:Rd, Rm | t:nz",
    "ADD_r_T2 | 01000100 DN Rm Rdn:3 | add{c} X:R(DN:Rdn), Rm | where:Rm!=13&DN:Rdn!=13 unp:DN:Rdn=15&Rm=15",
    "ADD_SP_r_T1 | 01000100 DM 1101 Rdm:3 | add{c} X:R(DM:Rdm), sp |",
    "ADD_SP_r_T2 | 010001001 Rm 101 | add{c} X:sp, Rm | where:Rm!=13",
    "CMP_r_T2 | 01000101 N Rm Rn:3 | cmp{c} R(N:Rn), Rm | f:nzcv unp:N=0&Rm<8,N:Rn=15,Rm=15",
    "MOV_r_T1 | 01000110 D Rm Rd:3 | nop{c} if D:Rd=8&Rm=8 / mov{c} W:R(D:Rd), Rm |",
    "ADR_T1 | 10100 Rd:3 imm8 | add{c} W:Rd, pc, #imm8*4 / >adr{c} W:Rd, adr(imm8*4) |",
    "ADD_SP_i_T1 | 10101 Rd:3 imm8 | add{c} W:Rd, sp, #imm8*4 |",
    ...each(["add 0 T2", "sub 1 T1"],
      "$0_SP_i_$2 | 10110000$1 imm7 | $0{c} X:sp, #imm7*4 |",
    ),
    ...each(["rev 00", "rev16 01", "revsh 11"],
      "$0_T1 | 10111010$1 Rm:3 Rd:3 | $0{c} W:Rd, Rm | +v6",
    ),
  ] },
  { class: "multiply", rows: [
    "MUL_T1 | 0100001101 Rn:3 Rdm:3 | mul{s}{c} X:Rdm, Rn | t:nz",
  ] },
  { class: "extend", rows: each(["sxth 00", "sxtb 01", "uxth 10", "uxtb 11"],
    "$0_T1 | 10110010$1 Rm:3 Rd:3 | $0{c} W:Rd, Rm | +v6",
  ) },
  // A6.2.3 and A6.2.6.
  { class: "branch", rows: [
    "BX_T1 | 010001110 Rm (0)(0)(0) | bx{c} Rm | br:jump",
    "BLX_r_T1 | 010001111 Rm (0)(0)(0) | blx{c} Rm | br:call pc:Rm +v5",
    "CBZ_T1 | 1011 op 0 i 1 imm5 Rn:3 | cbz Rn, ulabel(i:imm5*2) if op=0 / cbnz Rn, ulabel(i:imm5*2) if op=1 | br:jump it:outside +thumb2",
    "B_T1 | 1101 cond imm8 | b{c}.n label(imm8*2) | br:jump where:cond<14 it:outside",
    "B_T2 | 11100 imm11 | b{c}.n label(imm11*2) | br:jump",
  ] },
  // A6.2.4.
  { class: "load", rows: [
    "LDR_l_T1 | 01001 Rt:3 imm8 | ldr{c} W:Rt, literal(imm8*4) | mem:r4",
    ...each(["ldrsb 011 s1", "ldr 100 r4", "ldrh 101 r2", "ldrb 110 r1", "ldrsh 111 s2"],
      "$0_r_T1 | 0101$1 Rm:3 Rn:3 Rt:3 | $0{c} W:Rt, memr(Rn,Rm) | mem:$2",
    ),
    ...each(["ldr 01101 4 *4", "ldrb 01111 1", "ldrh 10001 2 *2"],
      "$0_i_T1 | $1 imm5 Rn:3 Rt:3 | $0{c} W:Rt, mem(Rn,imm5$3) | mem:r$2",
    ),
    "LDR_i_T2 | 10011 Rt:3 imm8 | ldr{c} W:Rt, mem(sp,imm8*4) | mem:r4",
  ] },
  { class: "store", rows: [
    ...each(["str 000 4", "strh 001 2", "strb 010 1"],
      "$0_r_T1 | 0101$1 Rm:3 Rn:3 Rt:3 | $0{c} Rt, memr(Rn,Rm) | mem:w$2",
    ),
    ...each(["str 01100 4 *4", "strb 01110 1", "strh 10000 2 *2"],
      "$0_i_T1 | $1 imm5 Rn:3 Rt:3 | $0{c} Rt, mem(Rn,imm5$3) | mem:w$2",
    ),
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
    "HLT_T1 | 1011101010 imm6 | hlt hex(imm6,4) | raises:hlt +v8 +ar",
    "BKPT_T1 | 10111110 imm8 | bkpt hex(imm8,4) | raises:bkpt +v5",
    "UDF_T1 | 11011110 imm8 | udf{c} #imm8 | raises:udf",
    "SVC_T1 | 11011111 imm8 | svc{c} plain(imm8) | raises:svc",
  ] },
  // B9.3.2 and A8.8.152: processor state.
  { class: "system", rows: [
    "SETPAN_T1 | 101101100001 imm1 (0)(0)(0) | setpan #imm1 | privileged it:outside +pan",
    "SETEND_T1 | 101101100101 E (0)(0)(0) | setend endian(E) | order:set it:outside +v6 +ar",
    "CPS_T1 | 10110110011 im (0) A I F | cpsie iflags(A:I:F) if im=0 / cpsid iflags(A:I:F) if im=1 | privileged it:outside unp:A:I:F=0 +v6",
  ] },
  { class: "it", rows: [
    `IT_T1 | 10111111 first:3 c x y z w | ${itSyntaxes} | where:x:y:z:w!=0 it:outside unp:first:c=15,first:c=14&count(x:y:z:w)!=1 +mainline`,
  ] },
];
