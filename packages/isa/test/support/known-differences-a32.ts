import type { KnownDifference } from "./known-differences.js";

const coprocessorOf = (word: number): number => (word >>> 8) & 15;
const registerAt = (word: number, shift: number): number => (word >>> shift) & 15;

/** Of the integer instructions of A32. */
export const a32Differences: readonly KnownDifference[] = [
  {
    tool: "gnu",
    what: "LSL, LSR, ASR, ROR and RRX to PC by a constant are branches or exception returns, which objdump marks as UNPREDICTABLE",
    section: "A8.8.94, B9.3.20",
    applies: ({ ours: { row, word }, theirs }) =>
      /^MOVS?(_PC)?_r_A1$/.test(row.id) && registerAt(word, 12) === 15 && theirs.validity === "unpredictable",
  },
  {
    tool: "gnu",
    what: "a transfer of a halfword or pair may have the base (from ARMv6 on) or the register stored as its index",
    section: "A8.8.82, A8.8.211, A8.8.219",
    applies: ({ ours: { row, word }, theirs }) =>
      /^(LDRS?[HB]|STRH|STRD)_r_A1$/.test(row.id) &&
      [registerAt(word, 16), registerAt(word, 12)].includes(registerAt(word, 0)) &&
      theirs.validity === "unpredictable",
  },
  {
    tool: "gnu",
    what: "coprocessors 1, 2 and 4 to 6 are shown as FPA and Maverick, which are no part of the architecture",
    section: "A8.8.28",
    applies: ({ ours: { row, word }, text }) =>
      row.class === "coprocessor" &&
      [1, 2, 4, 5, 6].includes(coprocessorOf(word)) &&
      !/^(cdp|mcr|mrc|mrrc|ldc|stc)/.test(text),
  },
  {
    tool: "gnu",
    what: "coprocessors 8, 9, 12 and 13 are reserved and UNDEFINED; objdump knows some of what later versions put there",
    section: "A2.9",
    applies: ({ ours: { validity, word } }) =>
      validity === "undefined" && ((word >>> 24) & 15) >= 12 && [8, 9, 12, 13].includes(coprocessorOf(word)),
  },
  {
    tool: "gnu",
    what: "transfers of coprocessor 15 with certain bits are shown as those of M profile's FPCXT registers",
    section: "A8.8.198",
    applies: ({ ours: { row, word }, text }) =>
      /^(LDC|STC)L?_[il]_A1$/.test(row.id) && coprocessorOf(word) === 15 && text.startsWith("v"),
  },
  {
    tool: "gnu",
    what: "transfers of coprocessors without P, U, D and W are UNDEFINED",
    section: "A8.8.55, A8.8.198",
    applies: ({ ours: { validity, word } }) => validity === "undefined" && (word & 0x0fe00000) === 0x0c000000,
  },
  {
    tool: "gnu",
    what: "among data processing there are other instructions, and objdump shows data processing where none is allocated",
    section: "A5.2.12, A5.2.7, A5.2.10",
    applies: ({ ours: { validity, word } }) =>
      validity === "undefined" && ((word & 0x0f900000) === 0x01000000 || (word & 0x0f0000f0) === 0x01000090),
  },
  {
    tool: "gnu",
    what: "preloads with bit 4, and SETEND with bits 4 to 7, are UNDEFINED",
    section: "A5.7.1",
    applies: ({ ours: { validity, word }, text }) =>
      validity === "undefined" && word >>> 28 === 15 && /^(pld|pli|setend)/.test(text),
  },
  {
    tool: "gnu",
    what: "LDC and STC with an offset of 0 are shown without it, and so without the write-back that goes with it",
    section: "A8.8.55, A8.8.198",
    applies: ({ ours, text }) =>
      /^(LDC|STC)2?L?_[il]_A1$/.test(ours.row.id) &&
      `${ours}`.replace(/\], #-?0$|, #0\]!?$|(?<=#-0\])!$/, (end) => (end === "!" ? "" : "]")) === text,
  },
  {
    tool: "gnu",
    what: "MRC2 to APSR_nzcv is shown with PC",
    section: "A8.8.108",
    applies: ({ ours: { row }, text }) => row.id === "MRC2_flags_A1" && text.includes(" pc,"),
  },
  {
    tool: "gnu",
    what: "LDREX shows SP, LR and PC as r13, r14 and r15",
    section: "A8.8.75",
    applies: ({ ours, text }) =>
      ours.row.id === "LDREX_A1" && text.replace("r13", "sp").replace("r14", "lr") === `${ours}`,
  },
  {
    tool: "gnu",
    what: "the condition of SEVL is left out",
    section: "DDI 0487 F5.1.193",
    applies: ({ ours: { row }, text }) => row.id === "SEVL_A1" && text === "sevl",
  },
  {
    tool: "gnu",
    what: "SSAT and USAT by ASR #32 are shown with ASR #0",
    section: "A8.8.193, A8.8.262",
    applies: ({ ours, text }) => /^[SU]SAT_A1$/.test(ours.row.id) && text.replace("asr #0", "asr #32") === `${ours}`,
  },
  {
    tool: "gnu",
    what: "UXTAB16 by ROR #24 is shown in upper case",
    section: "A8.8.272",
    applies: ({ ours, text }) => ours.row.id === "UXTAB16_A1" && text.replace("ROR", "ror") === `${ours}`,
  },
  ...(["gnu", "llvm"] as const).map(
    (tool): KnownDifference => ({
      tool,
      what: "memory hints that are not allocated do nothing; they have no syntax",
      section: "A5.7.1",
      applies: ({ ours: { row } }) => /^HINT_[ir]_A1$/.test(row.id),
    }),
  ),
  {
    tool: "llvm",
    what: "PC may be a register that is shifted by a constant, as well as one that is not",
    section: "A5.2.1",
    applies: ({ ours: { row, word }, theirs }) =>
      /^[A-Z]{3}(S_PC)?_r_A1$/.test(row.id) && registerAt(word, 0) === 15 && theirs.validity === "unpredictable",
  },
  {
    tool: "llvm",
    what: "STRD with a constant is taken for STRD with PC as index where the constant's low half is 15",
    section: "A8.8.216",
    applies: ({ ours: { row, word }, theirs }) =>
      row.id === "STRD_i_A1" && registerAt(word, 0) === 15 && theirs.validity === "unpredictable",
  },
  {
    tool: "llvm",
    what: "MCRR2 may transfer a register twice",
    section: "A8.8.99",
    applies: ({ ours: { row, word }, theirs }) =>
      row.id === "MCRR2_A1" && registerAt(word, 12) === registerAt(word, 16) && theirs.validity === "unpredictable",
  },
];
