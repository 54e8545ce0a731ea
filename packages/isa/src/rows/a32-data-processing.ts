import type { Family } from "../row.js";
import { each } from "./each.js";

/** Mnemonic, opcode, flags set, C if it is read: with destination and first operand; comparisons; with a destination only. */
const operations = [
  "and 0000 nzc",
  "eor 0001 nzc",
  "sub 0010 nzcv",
  "rsb 0011 nzcv",
  "add 0100 nzcv",
  "adc 0101 nzcv u:c",
  "sbc 0110 nzcv u:c",
  "rsc 0111 nzcv u:c",
  "orr 1100 nzc",
  "bic 1110 nzc",
];
const comparisons = ["tst 1000 nzc", "teq 1001 nzc", "cmp 1010 nzcv", "cmn 1011 nzcv"];
const shifts = ["lsl 0 #imm5", "lsr 1 amount(imm5)", "asr 2 amount(imm5)", "ror 3 #imm5 &imm5!=0"];

// With S, and PC as the destination, an exception return takes the place of each: B9.3.20, SUBS PC, LR and related instructions.
const general = "where:Rd!=15,S=0";
const exceptionReturn = "f:nzcvqg br:return privileged";

/** `lsl{s}{c} W:Rd, Rm, #imm5 if stype=0 / …`: MOV of a shifted register by its other names. */
const shiftNames = (mnemonic: string, destination: string): string =>
  [
    `mov${mnemonic} ${destination}, Rm if imm5=0&stype=0`,
    `rrx${mnemonic} ${destination}, Rm if imm5=0&stype=3`,
    ...each(shifts, `$0${mnemonic} ${destination}, Rm, $2 if stype=$1$3`),
    `>mov${mnemonic} ${destination}, shift(Rm,stype,imm5)`,
  ].join(" / ");

// biome-ignore format: one encoding a line, in the manual's columns
/** A5.2.1 to A5.2.4: data processing with a constant, a register, a register shifted by a register; A8.8.12 ADR; MOVW and MOVT. */
export const a32DataProcessing = (): Family[] => [
  { class: "data-processing", rows: [
    ...each(operations,
      `$0_i_A1 | cond 001$1 S Rn Rd imm12 | $0{s}{c} W:Rd, Rn, a32const(imm12) | ${general} s:$2 $3`,
      `$0_r_A1 | cond 000$1 S Rn Rd imm5 stype:2 0 Rm | $0{s}{c} W:Rd, Rn, shift(Rm,stype,imm5) | ${general} s:$2 $3`,
      "$0_rr_A1 | cond 000$1 S Rn Rd Rs 0 stype:2 1 Rm | $0{s}{c} W:Rd, Rn, rshift(Rm,stype,Rs) | s:$2 $3 pc:Rd,Rn,Rm,Rs",
    ),
    ...each(comparisons,
      "$0_i_A1 | cond 001$11 Rn (0)(0)(0)(0) imm12 | $0{c} Rn, a32const(imm12) | f:$2",
      "$0_r_A1 | cond 000$11 Rn (0)(0)(0)(0) imm5 stype:2 0 Rm | $0{c} Rn, shift(Rm,stype,imm5) | f:$2",
      "$0_rr_A1 | cond 000$11 Rn (0)(0)(0)(0) Rs 0 stype:2 1 Rm | $0{c} Rn, rshift(Rm,stype,Rs) | f:$2 pc:Rn,Rm,Rs",
    ),
    ...each(["mov 1101", "mvn 1111"],
      `$0_i_A1 | cond 001$1 S (0)(0)(0)(0) Rd imm12 | $0{s}{c} W:Rd, a32const(imm12) | ${general} s:nzc`,
    ),
    `MOV_r_A1 | cond 0001101 S (0)(0)(0)(0) Rd imm5 stype:2 0 Rm | nop if cond=14&S=0&Rd=0&imm5=0&stype=0&Rm=0 / ${shiftNames("{s}{c}", "W:Rd")} | ${general} s:nzc`,
    `MVN_r_A1 | cond 0001111 S (0)(0)(0)(0) Rd imm5 stype:2 0 Rm | mvn{s}{c} W:Rd, shift(Rm,stype,imm5) | ${general} s:nzc`,
    `MOV_rr_A1 | cond 0001101 S (0)(0)(0)(0) Rd Rs 0 stype:2 1 Rm | ${each(shifts, "$0{s}{c} W:Rd, Rm, Rs if stype=$1").join(" / ")} / >mov{s}{c} W:Rd, rshift(Rm,stype,Rs) | s:nzc pc:Rd,Rm,Rs`,
    "MVN_rr_A1 | cond 0001111 S (0)(0)(0)(0) Rd Rs 0 stype:2 1 Rm | mvn{s}{c} W:Rd, rshift(Rm,stype,Rs) | s:nzc pc:Rd,Rm,Rs",
    "ADR_A1 | cond 00101000 1111 Rd imm12 | add{c} W:Rd, pc, a32const(imm12) / >adr{c} W:Rd, a32adr(imm12) |",
    "ADR_A2 | cond 00100100 1111 Rd imm12 | sub{c} W:Rd, pc, a32const(imm12) / >adr{c} W:Rd, a32adr(-imm12) |",
    "MOV_i_A2 | cond 00110000 imm4 Rd imm12 | movw{c} W:Rd, #imm4:imm12 / >mov{c} W:Rd, #imm4:imm12 | +thumb2 pc:Rd",
    "MOVT_A1 | cond 00110100 imm4 Rd imm12 | movt{c} X:Rd, #imm4:imm12 | +thumb2 pc:Rd",
  ] },
  { class: "system", rows: [
    ...each(operations,
      `$0S_PC_i_A1 | cond 001$11 Rn 1111 imm12 | $0s{c} W:pc, Rn, a32const(imm12) | ${exceptionReturn} $3`,
      `$0S_PC_r_A1 | cond 000$11 Rn 1111 imm5 stype:2 0 Rm | $0s{c} W:pc, Rn, shift(Rm,stype,imm5) | ${exceptionReturn} $3`,
    ),
    ...each(["mov 1101", "mvn 1111"],
      `$0S_PC_i_A1 | cond 001$11 (0)(0)(0)(0) 1111 imm12 | $0s{c} W:pc, a32const(imm12) | ${exceptionReturn}`,
    ),
    `MOVS_PC_r_A1 | cond 00011011 (0)(0)(0)(0) 1111 imm5 stype:2 0 Rm | ${shiftNames("s{c}", "W:pc")} | ${exceptionReturn}`,
    `MVNS_PC_r_A1 | cond 00011111 (0)(0)(0)(0) 1111 imm5 stype:2 0 Rm | mvns{c} W:pc, shift(Rm,stype,imm5) | ${exceptionReturn}`,
  ] },
];
