import type { Tool } from "@armstalker/oracles";
import { brokenRules } from "./broken-rules.js";
import type { KnownDifference, Verdict } from "./known-differences.js";

const breaks =
  (...patterns: readonly RegExp[]) =>
  ({ ours }: Verdict): boolean =>
    ours.validity === "unpredictable" &&
    brokenRules(ours).some((rule) => patterns.some((pattern) => pattern.test(rule)));

/** What only a disassembler takes for an instruction. */
const printed =
  (...patterns: readonly RegExp[]) =>
  ({ ours, theirs }: Verdict): boolean =>
    ours.validity === "undefined" && patterns.some((pattern) => pattern.test(theirs.text));

const tooManyFractionBits = /^vcvt\w*\.(f16\.[su]16|[su]16\.f16) .*#(1[7-9]|[23]\d)$/;

/** What objdump prints, and the manual and LLVM hold UNDEFINED, of VFP and Advanced SIMD. */
export const vectorDifferences: readonly KnownDifference[] = [
  {
    what: "an alignment that does not exist is UNDEFINED, objdump prints it",
    section: "A8.8.320 to A8.8.331, A8.8.404 to A8.8.411",
    tool: "gnu",
    applies: printed(/^v(ld|st)[123]\w*\.\d+ \{[^[]+\}, \[\w+ :(128|256)\]/, /^vld4\w*\.32 \{.*\[\]\}, \[\w+\]/),
  },
  {
    what: "a data type that the instruction has not got is UNDEFINED, objdump prints it",
    section: "A7.4 and the instructions' own sections",
    tool: "gnu",
    applies: printed(
      /^v(ceq|cge|cgt|cle|clt|abs|neg)\w*\.f8 /,
      /^vmul\w*\.p(16|32) /,
      /^vmull\w*\.p(8|64) /,
      /^vrev(16|32)\w*\.(16|32) /,
      /^v(uzp|zip)\w*\.32 d/,
      /^v(recpe|rsqrte)\w*\.u16 /,
      /^vrint\?/,
      /^vmov\w*\.32 \w+, d\d+\[/,
      tooManyFractionBits,
    ),
  },
  {
    what: "more than 16 fraction bits of 16-bit elements are UNDEFINED, LLVM prints them",
    section: "DDI 0487 F6.1.75",
    tool: "llvm",
    applies: printed(tooManyFractionBits),
  },
  {
    what: "LLVM leaves out the condition of a conversion to bfloat16 in an IT block",
    section: "DDI 0487 F6.1.71",
    tool: "llvm",
    applies: ({ ours, theirs }) =>
      /^VCVTB_bs_T/.test(ours.row.id) && ours.it !== 0 && ours.toString().replace(/^(vcvt.)../, "$1") === theirs.text,
  },
  {
    what: "objdump does not know the conversions between half precision and fixed point",
    section: "DDI 0487 F6.1.77",
    tool: "gnu",
    applies: ({ ours, theirs }) => /^VCVT_(xv|vx)(32_)?h_/.test(ours.row.id) && theirs.validity === "undefined",
  },
  {
    what: "pairwise instructions have no Q form: UNDEFINED, objdump prints it",
    section: "A8.8.362 to A8.8.366",
    tool: "gnu",
    applies: printed(/^vp(add|max|min)\w*\.\w+ q/),
  },
  {
    what: "coprocessors 8 to 13 are VFP and Advanced SIMD: what is no instruction of theirs is UNDEFINED, not one of a coprocessor",
    section: "A7.5 to A7.9",
    tool: "gnu",
    applies: printed(/^(mcrr|mrrc|mcr|mrc|cdp|ldc|stc)\w* (p?([89]|1[0-3])), /),
  },
];

const both = (difference: Omit<KnownDifference, "tool">): KnownDifference[] =>
  (["gnu", "llvm"] as const satisfies readonly Tool[]).map((tool) => ({ ...difference, tool }));

/** Why VFP and Advanced SIMD encodings are UNPREDICTABLE that a disassembler shows as valid, or refuses. */
export const vectorUnpredictable: readonly KnownDifference[] = [
  both({
    what: "bits that should be 0 or 1 make it UNPREDICTABLE, the disassembler refuses it or does not look",
    section: "A5.1.2, A6.1.1",
    applies: breaks(/^should-be$/),
  }),
  both({
    what: "PC as an operand or a base is UNPREDICTABLE, the disassembler does not look",
    section: "A8.8.320 to A8.8.424",
    applies: breaks(/^R\w+=15/),
  }),
  both({
    what: "a list of registers that is empty, too long or goes beyond the last one is UNPREDICTABLE",
    section: "A7.7.1, A8.8.332, A8.8.412, A8.8.419, A8.8.50 for FLDMX",
    applies: breaks(/^imm[78](=|>)/, /^(D:Vd|Vd:D)(\+imm[78])?>/, /^N:Vn\+l2>31/, /^Vm:M=31/),
  }),
  both({
    what: "two core registers that are the same are UNPREDICTABLE as a destination, the disassembler does not look",
    section: "A8.8.344, A8.8.345",
    applies: breaks(/^Rt=Rt2/),
  }),
  both({
    what: "a shifted byte of 0 is UNPREDICTABLE, the disassembler prints its value",
    section: "A7.4.6 (AdvSIMDExpandImm)",
    applies: breaks(/i:j3:k4=0$/),
  }),
  both({
    what: "more fraction bits than there are bits is UNPREDICTABLE, the disassembler prints a negative number",
    section: "A8.8.308",
    applies: breaks(/^imm4:i>16/),
  }),
  both({
    what: "a system register that does not exist, or is only read, is UNPREDICTABLE; the disassembler refuses it or does not look",
    section: "B9.3.21, B9.3.22",
    applies: breaks(/^reg[=>]/),
  }),
  both({
    what: "instructions of ARMv8 are UNPREDICTABLE in an IT block; LLVM does not look, nor does objdump for VMULL.P64",
    section: "DDI 0487 F6.1 (the T1 encodings)",
    applies: ({ ours, theirs }) =>
      ours.validity === "unpredictable" &&
      ours.it !== 0 &&
      ours.row.it === "outside" &&
      brokenRules(ours).every((rule) => rule === "it-block") &&
      theirs.validity === "valid",
  }),
].flat();
