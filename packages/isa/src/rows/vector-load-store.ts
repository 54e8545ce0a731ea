import type { Family } from "../row.js";
import { withStores } from "./vector-notation.js";

/** The encoding A2 of S registers from A1 of D registers, of which the offset or list holds twice as many words. */
const withSingles = (rows: readonly string[]): string[] =>
  rows.flatMap((row) => [
    row,
    row
      .replace("_A1", "_A2")
      .replace("1011", "1010")
      .replace("Dd", "Sd")
      .replace("imm7 0", "imm8")
      .replace("imm7>16,", "")
      .replaceAll("imm7", "imm8")
      .replaceAll("D:Vd", "Vd:D")
      .replaceAll("dlist", "slist")
      .replace(/(mem:.)8/, "$14"),
  ]);

const list = "dlist(D:Vd,imm7)";
const tooLong = "unp:imm7=0,imm7>16,D:Vd+imm7>32";
/** With an odd number of words: FLDMX and FSTMX, only of d0 to d15 (A8.8.50). */
const tooLongX = "unp:imm7=0,D:Vd+imm7>16";
/** PC may be the base in A32, if it is not written back. */
const noPc = "unp:Rn=15&W=1 t32:pc:Rn +vfp2";

// biome-ignore format: one encoding a line, in the manual's columns
/** A7.6: loads and stores of VFP registers, in the notation of vector-notation.ts. */
export const vfpLoadStore = (): Family => ({ class: "vfp-load-store", rows: [
  ...withSingles([
    "VLDR_A1 | cond 1101 U D 01 Rn Vd 1011 imm8 | vldr{c} W:Dd, mem(Rn,imm8*4) | mem:r8 +vfp2",
    "VLDR_l_A1 | cond 1101 U D 01 1111 Vd 1011 imm8 | vldr{c} W:Dd, literal(imm8*4) | mem:r8 +vfp2",
    "VSTR_A1 | cond 1101 U D 00 Rn Vd 1011 imm8 | vstr{c} Dd, mem(Rn,imm8*4) | mem:w8 t32:pc:Rn +vfp2",
    `VLDM_A1 | cond 11001 D W 1 Rn Vd 1011 imm7 0 | vpop{c} W:${list} if Rn=13&W=1 / >vldm{c} Rn{!}, W:${list} / vldmia{c} Rn{!}, W:${list} | mem:r8 ${tooLong} ${noPc}`,
    `VSTM_A1 | cond 11001 D W 0 Rn Vd 1011 imm7 0 | >vstm{c} Rn{!}, ${list} / vstmia{c} Rn{!}, ${list} | mem:w8 ${tooLong} ${noPc}`,
    `VLDM_db_A1 | cond 11010 D 11 Rn Vd 1011 imm7 0 | vldmdb{c} Rn!, W:${list} | mem:r8 ${tooLong} pc:Rn +vfp2`,
    `VSTM_db_A1 | cond 11010 D 10 Rn Vd 1011 imm7 0 | vpush{c} ${list} if Rn=13 / vstmdb{c} Rn!, ${list} | mem:w8 ${tooLong} pc:Rn +vfp2`,
  ]),
  ...withStores([
    `FLDMX_A1 | cond 11001 D W 1 Rn Vd 1011 imm7 1 | fldmiax{c} Rn{!}, W:${list} | mem:r8 ${tooLongX} ${noPc}`,
    `FLDMX_db_A1 | cond 11010 D 11 Rn Vd 1011 imm7 1 | fldmdbx{c} Rn!, W:${list} | mem:r8 ${tooLongX} pc:Rn +vfp2`,
  ]),
] });

/** A list that goes beyond d31 is UNPREDICTABLE; with `t` its registers are two apart. */
const beyond = (count: number, bits: string): string => {
  if (count === 1) return "";
  return `unp:D:Vd>${32 - count}${bits.includes("t") ? `,D:Vd>${33 - 2 * count}&t=1` : ""}`;
};

const element = (id: string, bits: string, syntax: string, address: string, attributes: string): string =>
  `VLD${id} | 11110100 ${bits} Rm | vld${syntax}, elements(Rn,Rm,${address}) | mem:r${attributes} pc:Rn +neon`;

// `n` registers of a structure, the bits `type`, registers in the list; encodings A1, A2 … of each `n`.
// biome-ignore format: one encoding a line
const multiple = (): string[] => ([
  [1, "0111", 1],
  [1, "1010", 2],
  [1, "0110", 3],
  [1, "0010", 4],
  [2, "100 t", 2],
  [2, "0011", 4],
  [3, "010 t", 3],
  [4, "000 t", 4],
] as const).map(([n, type, count], index, all) => {
  const encoding = all.slice(0, index + 1).filter(([other]) => other === n).length;
  const step = type.includes("t") ? ",t+1" : "";
  // 256 bits are for four registers, 128 for two or four; other values of `align` are UNDEFINED.
  const alignments = [2, 3, 2, 4][count - 1]!;
  return element(
    `${n}_m_A${encoding}`,
    `0 D 10 Rn Vd ${type} size:2 align:2`,
    `${n}{c}.{8,16,32,${n === 1 ? 64 : ""}:size} W:dlist(D:Vd,${count}${step})`,
    `${8 * count},align,${["0", 64, 128, 256].slice(0, alignments).join("/")}`,
    `8 ${alignments === 4 ? "" : `und:align>${alignments - 1}`} ${beyond(count, type)}`,
  );
});

// By the size of elements, for each `n`: the bits of index_align after the index, and what they say of the alignment. Values that are
// left out are UNDEFINED. The last column is a load to all lanes, in which `a` is always there but for the size that has none.
// biome-ignore format: in columns
const oneLane = [
  ["0", "", "0 a", "a,0/16", "0 align:2", "align,0///32 und:align=1,align=2"],
  ["a", "a,0/16", "t a", "a,0/32", "t 0 a", "a,0/64"],
  ["0", "", "t 0", "", "t 00", ""],
  ["a", "a,0/32", "t a", "a,0/64", "t align:2", "align,0/64/128 und:align=3"],
];

const single = (): string[] =>
  oneLane.flatMap((columns, index) =>
    [0, 1, 2].map((size) => {
      const n = index + 1;
      const bits = columns[2 * size]!;
      const [alignment = "", undefinedWhen = ""] = columns[2 * size + 1]!.split(" ");
      return element(
        `${n}_1_A${size + 1}`,
        `1 D 10 Rn Vd ${["00", "01", "10"][size]}${["00", "01", "10", "11"][index]} index${3 - size} ${bits}`,
        `${n}{c}.${8 << size} W:lanes(D:Vd,${n},${bits.includes("t") ? "t+1" : 1},index${3 - size})`,
        `${n << size}${alignment && `,${alignment}`}`,
        `${1 << size} ${undefinedWhen} ${beyond(n, bits)}`,
      );
    }),
  );

// The alignment in bits that `a` promises, by the size of elements for each `n`; 0 where `a` has to be 0. VLD4 has another encoding of
// 32-bit elements, which are always aligned to 128 bits.
const allLanes = (): string[] =>
  [
    [0, 16, 32],
    [16, 32, 64],
    [0, 0, 0],
    [32, 64, 64, 128],
  ].flatMap((alignments, index) =>
    alignments.map((alignment, code) => {
      const n = index + 1;
      const size = Math.min(code, 2);
      const always = code === 3;
      return element(
        `${n}_a_${8 << size}${always ? "x" : ""}_A1`,
        `1 D 10 Rn Vd 11${["00", "01", "10", "11"][index]}${["00", "01", "10", "11"][code]} t ${always ? 1 : alignment === 0 ? 0 : "a"}`,
        `${n}{c}.${8 << size} W:lanes(D:Vd,${n === 1 ? "t+1,1" : `${n},t+1`})`,
        `${n << size}${always ? `,=,${alignment}` : alignment === 0 ? "" : `,a,0/${alignment}`}`,
        `${1 << size} ${n === 1 ? "unp:D:Vd>30&t=1" : beyond(n, "t")}`,
      );
    }),
  );

/** A7.7: loads and stores of elements and structures: multiple (`m`), single to or from one lane (`1`), single to all lanes (`a`). */
export const simdLoadStore = (): Family => ({
  class: "simd-load-store",
  rows: [...withStores([...multiple(), ...single()]), ...allLanes()],
});
