import type { Family } from "../row.js";

// Where S is 1 and Rd is PC, an exception return takes the place of each of these (see below), and ADR that of ADD and SUB from PC.

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.2.3: data processing with a constant; A8.8.12 ADR; A8.8.102 MOVW, A8.8.106 MOVT. */
const immediate: Family = { class: "data-processing", rows: [
  "AND_i_A1 | cond 0010000 S Rn Rd imm12 | and{s}{c} W:Rd, Rn, a32const(imm12) | where:Rd!=15,S=0 s:nzc",
  "EOR_i_A1 | cond 0010001 S Rn Rd imm12 | eor{s}{c} W:Rd, Rn, a32const(imm12) | where:Rd!=15,S=0 s:nzc",
  "SUB_i_A1 | cond 0010010 S Rn Rd imm12 | sub{s}{c} W:Rd, Rn, a32const(imm12) | where:S=0&Rn!=15,S=1&Rd!=15 s:nzcv",
  "RSB_i_A1 | cond 0010011 S Rn Rd imm12 | rsb{s}{c} W:Rd, Rn, a32const(imm12) | where:Rd!=15,S=0 s:nzcv",
  "ADD_i_A1 | cond 0010100 S Rn Rd imm12 | add{s}{c} W:Rd, Rn, a32const(imm12) | where:S=0&Rn!=15,S=1&Rd!=15 s:nzcv",
  "ADC_i_A1 | cond 0010101 S Rn Rd imm12 | adc{s}{c} W:Rd, Rn, a32const(imm12) | where:Rd!=15,S=0 s:nzcv u:c",
  "SBC_i_A1 | cond 0010110 S Rn Rd imm12 | sbc{s}{c} W:Rd, Rn, a32const(imm12) | where:Rd!=15,S=0 s:nzcv u:c",
  "RSC_i_A1 | cond 0010111 S Rn Rd imm12 | rsc{s}{c} W:Rd, Rn, a32const(imm12) | where:Rd!=15,S=0 s:nzcv u:c",
  "TST_i_A1 | cond 00110001 Rn (0)(0)(0)(0) imm12 | tst{c} Rn, a32const(imm12) | f:nzc",
  "TEQ_i_A1 | cond 00110011 Rn (0)(0)(0)(0) imm12 | teq{c} Rn, a32const(imm12) | f:nzc",
  "CMP_i_A1 | cond 00110101 Rn (0)(0)(0)(0) imm12 | cmp{c} Rn, a32const(imm12) | f:nzcv",
  "CMN_i_A1 | cond 00110111 Rn (0)(0)(0)(0) imm12 | cmn{c} Rn, a32const(imm12) | f:nzcv",
  "ORR_i_A1 | cond 0011100 S Rn Rd imm12 | orr{s}{c} W:Rd, Rn, a32const(imm12) | where:Rd!=15,S=0 s:nzc",
  "MOV_i_A1 | cond 0011101 S (0)(0)(0)(0) Rd imm12 | mov{s}{c} W:Rd, a32const(imm12) | where:Rd!=15,S=0 s:nzc",
  "MOV_i_A2 | cond 00110000 imm4 Rd imm12 | movw{c} W:Rd, #imm4:imm12 / >mov{c} W:Rd, #imm4:imm12 | +thumb2 pc:Rd",
  "MOVT_A1 | cond 00110100 imm4 Rd imm12 | movt{c} X:Rd, #imm4:imm12 | +thumb2 pc:Rd",
  "BIC_i_A1 | cond 0011110 S Rn Rd imm12 | bic{s}{c} W:Rd, Rn, a32const(imm12) | where:Rd!=15,S=0 s:nzc",
  "MVN_i_A1 | cond 0011111 S (0)(0)(0)(0) Rd imm12 | mvn{s}{c} W:Rd, a32const(imm12) | where:Rd!=15,S=0 s:nzc",
  "ADR_A1 | cond 00101000 1111 Rd imm12 | add{c} W:Rd, pc, a32const(imm12) / >adr{c} W:Rd, a32adr(imm12) |",
  "ADR_A2 | cond 00100100 1111 Rd imm12 | sub{c} W:Rd, pc, a32const(imm12) / >adr{c} W:Rd, a32adr(-imm12) |",
] };

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.2.1: data processing with a register, perhaps shifted by a constant. */
const register: Family = { class: "data-processing", rows: [
  "AND_r_A1 | cond 0000000 S Rn Rd imm5 stype:2 0 Rm | and{s}{c} W:Rd, Rn, shift(Rm,stype,imm5) | where:Rd!=15,S=0 s:nzc",
  "EOR_r_A1 | cond 0000001 S Rn Rd imm5 stype:2 0 Rm | eor{s}{c} W:Rd, Rn, shift(Rm,stype,imm5) | where:Rd!=15,S=0 s:nzc",
  "SUB_r_A1 | cond 0000010 S Rn Rd imm5 stype:2 0 Rm | sub{s}{c} W:Rd, Rn, shift(Rm,stype,imm5) | where:Rd!=15,S=0 s:nzcv",
  "RSB_r_A1 | cond 0000011 S Rn Rd imm5 stype:2 0 Rm | rsb{s}{c} W:Rd, Rn, shift(Rm,stype,imm5) | where:Rd!=15,S=0 s:nzcv",
  "ADD_r_A1 | cond 0000100 S Rn Rd imm5 stype:2 0 Rm | add{s}{c} W:Rd, Rn, shift(Rm,stype,imm5) | where:Rd!=15,S=0 s:nzcv",
  "ADC_r_A1 | cond 0000101 S Rn Rd imm5 stype:2 0 Rm | adc{s}{c} W:Rd, Rn, shift(Rm,stype,imm5) | where:Rd!=15,S=0 s:nzcv u:c",
  "SBC_r_A1 | cond 0000110 S Rn Rd imm5 stype:2 0 Rm | sbc{s}{c} W:Rd, Rn, shift(Rm,stype,imm5) | where:Rd!=15,S=0 s:nzcv u:c",
  "RSC_r_A1 | cond 0000111 S Rn Rd imm5 stype:2 0 Rm | rsc{s}{c} W:Rd, Rn, shift(Rm,stype,imm5) | where:Rd!=15,S=0 s:nzcv u:c",
  "TST_r_A1 | cond 00010001 Rn (0)(0)(0)(0) imm5 stype:2 0 Rm | tst{c} Rn, shift(Rm,stype,imm5) | f:nzc",
  "TEQ_r_A1 | cond 00010011 Rn (0)(0)(0)(0) imm5 stype:2 0 Rm | teq{c} Rn, shift(Rm,stype,imm5) | f:nzc",
  "CMP_r_A1 | cond 00010101 Rn (0)(0)(0)(0) imm5 stype:2 0 Rm | cmp{c} Rn, shift(Rm,stype,imm5) | f:nzcv",
  "CMN_r_A1 | cond 00010111 Rn (0)(0)(0)(0) imm5 stype:2 0 Rm | cmn{c} Rn, shift(Rm,stype,imm5) | f:nzcv",
  "ORR_r_A1 | cond 0001100 S Rn Rd imm5 stype:2 0 Rm | orr{s}{c} W:Rd, Rn, shift(Rm,stype,imm5) | where:Rd!=15,S=0 s:nzc",
  "MOV_r_A1 | cond 0001101 S (0)(0)(0)(0) Rd imm5 stype:2 0 Rm | nop if cond=14&S=0&Rd=0&imm5=0&stype=0&Rm=0 / mov{s}{c} W:Rd, Rm if imm5=0&stype=0 / lsl{s}{c} W:Rd, Rm, #imm5 if stype=0 / lsr{s}{c} W:Rd, Rm, amount(imm5) if stype=1 / asr{s}{c} W:Rd, Rm, amount(imm5) if stype=2 / rrx{s}{c} W:Rd, Rm if stype=3&imm5=0 / ror{s}{c} W:Rd, Rm, #imm5 if stype=3&imm5!=0 / >mov{s}{c} W:Rd, shift(Rm,stype,imm5) | where:Rd!=15,S=0 s:nzc",
  "BIC_r_A1 | cond 0001110 S Rn Rd imm5 stype:2 0 Rm | bic{s}{c} W:Rd, Rn, shift(Rm,stype,imm5) | where:Rd!=15,S=0 s:nzc",
  "MVN_r_A1 | cond 0001111 S (0)(0)(0)(0) Rd imm5 stype:2 0 Rm | mvn{s}{c} W:Rd, shift(Rm,stype,imm5) | where:Rd!=15,S=0 s:nzc",
] };

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.2.2: data processing with a register shifted by a register. */
const registerShifted: Family = { class: "data-processing", rows: [
  "AND_rr_A1 | cond 0000000 S Rn Rd Rs 0 stype:2 1 Rm | and{s}{c} W:Rd, Rn, rshift(Rm,stype,Rs) | s:nzc pc:Rd,Rn,Rm,Rs",
  "EOR_rr_A1 | cond 0000001 S Rn Rd Rs 0 stype:2 1 Rm | eor{s}{c} W:Rd, Rn, rshift(Rm,stype,Rs) | s:nzc pc:Rd,Rn,Rm,Rs",
  "SUB_rr_A1 | cond 0000010 S Rn Rd Rs 0 stype:2 1 Rm | sub{s}{c} W:Rd, Rn, rshift(Rm,stype,Rs) | s:nzcv pc:Rd,Rn,Rm,Rs",
  "RSB_rr_A1 | cond 0000011 S Rn Rd Rs 0 stype:2 1 Rm | rsb{s}{c} W:Rd, Rn, rshift(Rm,stype,Rs) | s:nzcv pc:Rd,Rn,Rm,Rs",
  "ADD_rr_A1 | cond 0000100 S Rn Rd Rs 0 stype:2 1 Rm | add{s}{c} W:Rd, Rn, rshift(Rm,stype,Rs) | s:nzcv pc:Rd,Rn,Rm,Rs",
  "ADC_rr_A1 | cond 0000101 S Rn Rd Rs 0 stype:2 1 Rm | adc{s}{c} W:Rd, Rn, rshift(Rm,stype,Rs) | s:nzcv u:c pc:Rd,Rn,Rm,Rs",
  "SBC_rr_A1 | cond 0000110 S Rn Rd Rs 0 stype:2 1 Rm | sbc{s}{c} W:Rd, Rn, rshift(Rm,stype,Rs) | s:nzcv u:c pc:Rd,Rn,Rm,Rs",
  "RSC_rr_A1 | cond 0000111 S Rn Rd Rs 0 stype:2 1 Rm | rsc{s}{c} W:Rd, Rn, rshift(Rm,stype,Rs) | s:nzcv u:c pc:Rd,Rn,Rm,Rs",
  "TST_rr_A1 | cond 00010001 Rn (0)(0)(0)(0) Rs 0 stype:2 1 Rm | tst{c} Rn, rshift(Rm,stype,Rs) | f:nzc pc:Rn,Rm,Rs",
  "TEQ_rr_A1 | cond 00010011 Rn (0)(0)(0)(0) Rs 0 stype:2 1 Rm | teq{c} Rn, rshift(Rm,stype,Rs) | f:nzc pc:Rn,Rm,Rs",
  "CMP_rr_A1 | cond 00010101 Rn (0)(0)(0)(0) Rs 0 stype:2 1 Rm | cmp{c} Rn, rshift(Rm,stype,Rs) | f:nzcv pc:Rn,Rm,Rs",
  "CMN_rr_A1 | cond 00010111 Rn (0)(0)(0)(0) Rs 0 stype:2 1 Rm | cmn{c} Rn, rshift(Rm,stype,Rs) | f:nzcv pc:Rn,Rm,Rs",
  "ORR_rr_A1 | cond 0001100 S Rn Rd Rs 0 stype:2 1 Rm | orr{s}{c} W:Rd, Rn, rshift(Rm,stype,Rs) | s:nzc pc:Rd,Rn,Rm,Rs",
  "MOV_rr_A1 | cond 0001101 S (0)(0)(0)(0) Rd Rs 0 stype:2 1 Rm | lsl{s}{c} W:Rd, Rm, Rs if stype=0 / lsr{s}{c} W:Rd, Rm, Rs if stype=1 / asr{s}{c} W:Rd, Rm, Rs if stype=2 / ror{s}{c} W:Rd, Rm, Rs if stype=3 / >mov{s}{c} W:Rd, rshift(Rm,stype,Rs) | s:nzc pc:Rd,Rm,Rs",
  "BIC_rr_A1 | cond 0001110 S Rn Rd Rs 0 stype:2 1 Rm | bic{s}{c} W:Rd, Rn, rshift(Rm,stype,Rs) | s:nzc pc:Rd,Rn,Rm,Rs",
  "MVN_rr_A1 | cond 0001111 S (0)(0)(0)(0) Rd Rs 0 stype:2 1 Rm | mvn{s}{c} W:Rd, rshift(Rm,stype,Rs) | s:nzc pc:Rd,Rm,Rs",
] };

// biome-ignore format: one encoding a line, in the manual's columns
/** B9.3.20, SUBS PC, LR and related instructions: they return from an exception, and CPSR becomes SPSR. */
const exceptionReturn: Family = { class: "system", rows: [
  "SUBS_PC_i_A1 | cond 001 opcode:4 1 Rn 1111 imm12 | ands{c} W:pc, Rn, a32const(imm12) if opcode=0 / eors{c} W:pc, Rn, a32const(imm12) if opcode=1 / subs{c} W:pc, Rn, a32const(imm12) if opcode=2 / rsbs{c} W:pc, Rn, a32const(imm12) if opcode=3 / adds{c} W:pc, Rn, a32const(imm12) if opcode=4 / adcs{c} W:pc, Rn, a32const(imm12) if opcode=5 / sbcs{c} W:pc, Rn, a32const(imm12) if opcode=6 / rscs{c} W:pc, Rn, a32const(imm12) if opcode=7 / orrs{c} W:pc, Rn, a32const(imm12) if opcode=12 / bics{c} W:pc, Rn, a32const(imm12) if opcode=14 | where:opcode<8,opcode=12,opcode=14 f:nzcvqg u:c br:return privileged",
  "MOVS_PC_i_A1 | cond 00111 N 11 (0)(0)(0)(0) 1111 imm12 | movs{c} W:pc, a32const(imm12) if N=0 / mvns{c} W:pc, a32const(imm12) if N=1 | f:nzcvqg br:return privileged",
  "SUBS_PC_r_A1 | cond 000 opcode:4 1 Rn 1111 imm5 stype:2 0 Rm | ands{c} W:pc, Rn, shift(Rm,stype,imm5) if opcode=0 / eors{c} W:pc, Rn, shift(Rm,stype,imm5) if opcode=1 / subs{c} W:pc, Rn, shift(Rm,stype,imm5) if opcode=2 / rsbs{c} W:pc, Rn, shift(Rm,stype,imm5) if opcode=3 / adds{c} W:pc, Rn, shift(Rm,stype,imm5) if opcode=4 / adcs{c} W:pc, Rn, shift(Rm,stype,imm5) if opcode=5 / sbcs{c} W:pc, Rn, shift(Rm,stype,imm5) if opcode=6 / rscs{c} W:pc, Rn, shift(Rm,stype,imm5) if opcode=7 / orrs{c} W:pc, Rn, shift(Rm,stype,imm5) if opcode=12 / bics{c} W:pc, Rn, shift(Rm,stype,imm5) if opcode=14 | where:opcode<8,opcode=12,opcode=14 f:nzcvqg u:c br:return privileged",
  "MOVS_PC_r_A1 | cond 00011 N 11 (0)(0)(0)(0) 1111 imm5 stype:2 0 Rm | movs{c} W:pc, Rm if N=0&imm5=0&stype=0 / lsls{c} W:pc, Rm, #imm5 if N=0&stype=0 / lsrs{c} W:pc, Rm, amount(imm5) if N=0&stype=1 / asrs{c} W:pc, Rm, amount(imm5) if N=0&stype=2 / rrxs{c} W:pc, Rm if N=0&stype=3&imm5=0 / rors{c} W:pc, Rm, #imm5 if N=0&stype=3&imm5!=0 / >movs{c} W:pc, shift(Rm,stype,imm5) if N=0 / mvns{c} W:pc, shift(Rm,stype,imm5) if N=1 | f:nzcvqg br:return privileged",
] };

/** The data-processing encodings of A32. */
export const a32DataProcessing: readonly Family[] = [immediate, register, registerShifted, exceptionReturn];
