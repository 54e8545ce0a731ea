import { inItBlock } from "../../src/it-state.js";
import type { KnownDifference, Verdict } from "./known-differences.js";

const registerAt = (word: number, shift: number): number => (word >>> shift) & 15;

/** Valid for us, and of these rows. */
const valid =
  (ids: RegExp) =>
  ({ ours: { row, validity } }: Verdict): boolean =>
    validity === "valid" && row.set === "t32" && ids.test(row.id);

/** UNDEFINED for us, and shown as one of these. */
const shown =
  (texts: RegExp) =>
  ({ ours: { row, validity }, text }: Verdict): boolean =>
    validity === "undefined" && row.set === "t32" && texts.test(text);

/** Of the integer instructions of T32, 16-bit and 32-bit. */
export const t32Differences: readonly KnownDifference[] = [
  {
    tool: "gnu",
    what: "where bits 11 to 8 are 1110, a load relative to PC is shown as LDRT and so on, which have no such form",
    section: "A8.8.65, A8.8.69, A8.8.81, A8.8.85, A8.8.89",
    applies: (verdict) =>
      valid(/^LDR(S?[BH])?_l_T[12]$/)(verdict) &&
      verdict.text.replace(/^(ldrs?[bh]?)t/, "$1").split(" ")[0] === verdict.ours.mnemonic.replace(".w", ""),
  },
  {
    tool: "gnu",
    what: "CRC32H and CRC32CH are shown with another destination",
    section: "DDI 0487 F5.1.39, F5.1.40",
    applies: ({ ours, text }) =>
      valid(/^CRC32C?_T1$/)({ ours, text } as Verdict) && text.replace(/ \w+/, "") === `${ours}`.replace(/ \w+/, ""),
  },
  {
    tool: "gnu",
    what: "option 12 of DSB is R profile's DFB",
    section: "A8.8.44",
    applies: (verdict) => valid(/^DSB_T1$/)(verdict) && verdict.text.startsWith("dfb"),
  },
  ...(["gnu", "llvm"] as const).flatMap((tool): KnownDifference[] => [
    {
      tool,
      what: "memory hints that are not allocated do nothing; they have no syntax",
      section: "A6.3.8",
      applies: valid(/^HINT_LDRSH_/),
    },
    {
      tool,
      what: "four of the hints are M profile's pointer authentication, and NOP elsewhere",
      section: "A6.3.4",
      applies: (verdict) => valid(/^HINT_T2$/)(verdict) && /^(bti|pac|pacbti|aut)/.test(verdict.text),
    },
  ]),
  {
    tool: "gnu",
    what: "write-back with an offset of 0 is not shown",
    section: "A8.8.55, A8.8.72, A8.8.198, A8.8.210",
    applies: (verdict) =>
      valid(/^(LDRD|STRD)_i_T1$|^(LDC|STC)2?L?_i_T1$/)(verdict) &&
      `${verdict.ours}`.replace(/\], #-?0$|, #0\]!?$|(?<=#-0\])!$/, (end) => (end === "!" ? "" : "]")) === verdict.text,
  },
  {
    tool: "gnu",
    what: "transfers of coprocessor 15 with certain bits are shown as those of M profile's system registers",
    section: "A8.8.55, A8.8.198",
    applies: (verdict) => valid(/^(LDC|STC)L?_[il]_T1$/)(verdict) && /^v(ldr|str)(..)? /.test(verdict.text),
  },
  {
    tool: "gnu",
    what: "MRC2 to APSR_nzcv is shown with PC",
    section: "A8.8.108",
    applies: (verdict) => valid(/^MRC2_flags_T1$/)(verdict) && verdict.text.includes(" pc,"),
  },
  {
    tool: "gnu",
    what: "M profile's branches with a link ahead, loops and selections are not allocated",
    section: "A6.3.4, A6.3.6",
    applies: shown(
      /^(bf|bfl|bfx|bflx|bfcsel|le|letp|wls|wlstp|dls|dlstp|lctp|clrm|cs(el|inc|inv|neg)|cset|csetm|cinc|cinv|cneg)/,
    ),
  },
  {
    tool: "gnu",
    what: "there is no DCPS to level 0",
    section: "DDI 0487 F5.1.52",
    applies: shown(/^dcps0/),
  },
  {
    tool: "gnu",
    what: "odd Q registers are UNDEFINED in IT blocks, too",
    section: "DDI 0487 F6.1",
    applies: shown(/<illegal reg/),
  },
  {
    tool: "gnu",
    what: "stores to PC as base are UNDEFINED",
    section: "A6.3.10",
    applies: ({ ours, text }) =>
      shown(/^str[bht]?t?(..)?(\.w)? /)({ ours, text } as Verdict) && registerAt(ours.word, 16) === 15,
  },
  {
    tool: "gnu",
    what: "loads and stores of size 3 are not allocated",
    section: "A6.3.7, A6.3.10",
    applies: shown(/^(ldr|str)\?\?/),
  },
  {
    tool: "gnu",
    what: "a register offset has bits 11 to 6 all 0",
    section: "A6.3.7 to A6.3.10",
    applies: ({ ours, text }) =>
      shown(/^(ldr|str|pld|pli)[\w.]* .*\[\w+, \w+(, lsl #\d)?\]$/)({ ours, text } as Verdict) &&
      (ours.word & 0xfc0) !== 0,
  },
  {
    tool: "llvm",
    what: "SP may be the destination of additions to other registers and PC",
    section: "DDI 0487 F5.1.4, F5.1.5, F5.1.8, F5.1.231, F5.1.232",
    applies: (verdict) =>
      valid(/^((ADD|SUB)_(i_T[34]|r_T[23])|ADR_T[23])$/)(verdict) && registerAt(verdict.ours.word, 8) === 13,
  },
  {
    tool: "llvm",
    what: "BKPT, HLT and UDF may stand in IT blocks",
    section: "A8.8.24, A8.8.247; DDI 0487 F5.1.55",
    applies: (verdict) => valid(/^(BKPT|HLT|UDF)_T[12]$/)(verdict) && inItBlock(verdict.ours.it),
  },
];
