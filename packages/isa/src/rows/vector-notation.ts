import type { Family, InstructionSet } from "../row.js";

// The rows of VFP and Advanced SIMD are written once, in their A32 form, and shorter than other rows. What is made of them:
//
//   T32         VFP has 1110 in the place of the condition; Advanced SIMD has its halfwords' prefixes changed (A6.3.18):
//               1111001 U … → 111 U 1111 …, 11110100 … → 11111001 …; encodings A1, A2 … are T1, T2 …
//   t32:… a32:… an attribute of one set alone
//   .{s8,s16,,:size}   one syntax for each data type, `if size=0`, `if size=1` …; a value without one is UNDEFINED
//   Sd Dn Qm    S(Vd:D), D(N:Vn), Q(M:Vm): registers by the manual's names; with a Q register, an odd number is UNDEFINED
//   Vd Vn Vm    Q registers if the bit Q is 1, else D registers: two syntaxes
//   Fd Fn Fm    S registers for the data type f32, D registers for f64; sameFd is Fd for the second time

const QUAD_BIT = "Q";

/** The field of `Vd`, `Qn` and so on, as `D:Vd`; S registers have the extra bit last. */
const fieldsOf = (file: string, letter: string): string => {
  const extra = letter.toUpperCase();
  return file === "S" ? `S(V${letter}:${extra})` : `${file}(${extra}:V${letter})`;
};

const registerToken = /(?<=\s(?:[WX]:)?)([SDQVF])([dnm])(?=[,\s]|$)/g;

const withCondition = (syntax: string, condition: string): string =>
  condition === "" ? syntax : syntax.includes(" if ") ? `${syntax}&${condition}` : `${syntax} if ${condition}`;

/** One syntax for each data type, and what is UNDEFINED as it has none. */
function expandTypes(syntax: string, undefinedWhen: string[]): string[] {
  const list = /\.\{([^}:]*):(\w+(?::\w+)*)\}/.exec(syntax);
  if (list === null) return [syntax];
  const [whole, types = "", field = ""] = list;
  return types.split(",").flatMap((type, value) => {
    const condition = `${field}=${value}`;
    if (type === "") {
      undefinedWhen.push(condition);
      return [];
    }
    const file = type.includes("f64") ? "D" : "S";
    const typed = syntax
      .replace(whole, `.${type}`)
      .replace(registerToken, (token, given, letter) => (given === "F" ? file + letter : token))
      .replace("sameFd", `same${fieldsOf(file, "d")}`);
    return [withCondition(typed, condition)];
  });
}

/** One syntax for Q and one for D registers where the row leaves it to the bit Q; register names spelled out. */
function expandRegisters(syntax: string, undefinedWhen: string[]): string[] {
  const names = [...syntax.matchAll(registerToken)];
  const quadWide = names.some(([, file]) => file === "V");
  for (const [, file, letter] of names) {
    if (file === "Q" && !syntax.includes(`${QUAD_BIT}=1`)) undefinedWhen.push(`V${letter}%2=1`);
    else if (file === "Q" || file === "V") undefinedWhen.push(`${QUAD_BIT}=1&V${letter}%2=1`);
  }
  const spell = (file: string): string =>
    syntax.replace(registerToken, (_, given: string, letter: string) => fieldsOf(given === "V" ? file : given, letter));
  if (!quadWide) return [spell("D")];
  return [withCondition(spell("Q"), `${QUAD_BIT}=1`), withCondition(spell("D"), `${QUAD_BIT}=0`)];
}

const thumbBits = (bits: string): string =>
  bits
    .replace(/^cond /, "1110 ")
    .replace(/^1111001 ?([UQi01])/, "111 $1 1111 ")
    .replace(/^11110100/, "11111001");

/** The attributes with those of T32 told apart, and with rules of the same kind put together. */
function mergeAttributes(set: InstructionSet, text: string, undefinedWhen: readonly string[]): string {
  const merged = new Map<string, string[]>();
  const add = (token: string): void => {
    const [, key = "", value] = /^(und:|unp:|pc:)?(.*)$/.exec(token) ?? [];
    const values = merged.get(key) ?? [];
    if (value !== undefined && !values.includes(value)) merged.set(key, [...values, value]);
  };
  for (const token of text.trim().split(/\s+/)) {
    const [, only, attribute = ""] = /^(?:(a32|t32):)?(.*)$/.exec(token) ?? [];
    if (only === undefined || only === set) add(attribute);
  }
  for (const condition of undefinedWhen) add(`und:${condition}`);
  return [...merged].map(([key, values]) => (key === "" ? values.join(" ") : key + values.join(","))).join(" ");
}

/** @internal The text of a row of VFP or Advanced SIMD, in the language of all rows. */
export function expandVectorRow(set: InstructionSet, text: string): string {
  const [id = "", bits = "", syntaxes = "", attributes = ""] = text.split("|").map((part) => part.trim());
  const undefinedWhen: string[] = [];
  const expanded = syntaxes
    .split(" / ")
    .flatMap((syntax) => expandTypes(syntax, undefinedWhen))
    .flatMap((syntax) => expandRegisters(syntax, undefinedWhen));
  return [
    set === "t32" ? id.replace(/_A(\d)$/, "_T$1") : id,
    set === "t32" ? thumbBits(bits) : bits,
    expanded.join(" / "),
    mergeAttributes(set, attributes, undefinedWhen),
  ].join(" | ");
}

/** @internal Families of VFP and Advanced SIMD for one instruction set. */
export function vectorFamilies(set: InstructionSet, families: readonly Family[]): Family[] {
  return families.map((family) => ({ ...family, rows: family.rows.map((row) => expandVectorRow(set, row)) }));
}

/** @internal The stores that are the loads' counterparts: with 0 for the L bit before Rn. */
export function withStores(loads: readonly string[]): string[] {
  const store = (load: string): string =>
    load
      .replaceAll("LD", "ST")
      .replaceAll(/(?<=[vf])ld/g, "st")
      .replace(/ (\d*)1(0?) Rn/, " $10$2 Rn")
      .replaceAll("W:", "")
      .replace("mem:r", "mem:w");
  return loads.flatMap((load) => [load, store(load)]);
}
