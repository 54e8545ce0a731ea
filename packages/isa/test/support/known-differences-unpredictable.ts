import { brokenRules } from "./broken-rules.js";
import type { KnownDifference } from "./known-differences.js";

/** Why words are UNPREDICTABLE that a disassembler shows as valid, or refuses: the rules of the rows that say so, and the manual's section. */
const reasons: readonly (readonly [what: string, section: string, rules: RegExp])[] = [
  ["bits that should be 0 or 1 are not", "A5.1.2, A6.1.1", /^should-be$/],
  ["PC is an operand where it may not be", "A8.8, in each instruction's section", /^(N:)?R\w+=15$|^DN:Rdn=15&Rm=15$/],
  ["PC is the base of an access with write-back", "A8.8.63 to A8.8.219", /^[PW]=[01]&Rn=15$|^Rn=15&W=1$/],
  [
    "the base of an access with write-back is transferred, too",
    "A8.8.63 to A8.8.219",
    /^[PW]=[01]&Rn=Rt(2|\+1)?$|^Rn=Rt2?$/,
  ],
  ["two registers are the same that may not be", "A8.8", /^(Rd\w*|Rm|Rt)=(Rd\w*|Rn|Rm|Rt2?)(\+1)?$/],
  ["the first register of a pair is odd, or LR", "A8.8.72 to A8.8.77, A8.8.210 to A8.8.215", /^Rt%2=1$|^Rt=14$/],
  ["the addressing mode is none that the instruction has", "A8.8.62 to A8.8.89", /^P=0&W=1$|^P=0$|^W=1$/],
  [
    "a list of registers is empty or, in T32, too short; it has the base that is written back, SP, PC to be stored, or PC and LR",
    "A8.8.58 to A8.8.61, A8.8.131, A8.8.133, A8.8.199 to A8.8.202",
    /^count\(|^W=1&.*@Rn=1$|^(\w:)?register_list=0$|^r13=1$|^P=1(&M=1)?$/,
  ],
  [
    "it has a condition",
    "A8.8.24, B9.3.4; DDI 0487 F5.1.39 CRC32, F5.1.48 CSDB, F5.1.54 ESB, F5.1.55 HLT",
    /^cond!=14$/,
  ],
  [
    "a bit field ends before it begins, or beyond bit 31",
    "A8.8.19, A8.8.20, A8.8.164, A8.8.246",
    /^msb<(lsb|imm3:imm2)$|^(lsb|imm3:imm2)\+widthm1>31$/,
  ],
  [
    "a status register is written in no field, or a banked register does not exist",
    "A8.8.111, B9.2.3",
    /^mask=0$|^R=[01]&|^R:M=/,
  ],
  ["CPS changes nothing, or a mode that it says not to change", "B9.3.2", /imod|mode|^A:I:F=0$/],
  ["a modified immediate repeats a byte of 0", "A6.3.2", /^i:imm3<4&i:imm3>0&imm8=0$/],
  ["two fields for one register differ", "A8.8.33, A8.8.144 to A8.8.147", /^Rn!=Rm$/],
  ["CMP has low registers in the encoding for high ones", "A8.8.38", /^N=0&Rm<8$/],
  ["IT has condition 15, or an else to AL", "A8.8.54", /^first:c=/],
  ["it stands in an IT block, or there not last", "A2.3.1, A6.1.3, and in each instruction's section", /^it-block$/],
  ["SRS is based on another register than SP", "B9.3.16", /^Rn!=13$/],
  ["a CRC32 of 64 bits is none of AArch32", "DDI 0487 F5.1.39", /^sz=3$/],
  ["POP of SP alone", "A8.8.131", /^Rt=13$/],
  ["the encoding is reserved as UNPREDICTABLE among memory hints and barriers", "A5.7.1", /^rest>=0$/],
];

/** Of the integer instructions of both sets. What is UNPREDICTABLE has no meaning, so a disassembler may show it or not. */
export const unpredictableDifferences: readonly KnownDifference[] = (["gnu", "llvm"] as const).flatMap((tool) =>
  reasons.map(([what, section, rules]) => ({
    tool,
    what: `UNPREDICTABLE: ${what}`,
    section,
    applies: ({ ours }) => ours.validity === "unpredictable" && brokenRules(ours).some((rule) => rules.test(rule)),
  })),
);
