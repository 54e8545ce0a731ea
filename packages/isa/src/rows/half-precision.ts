import { sameLength, twoRegisters } from "./simd-arithmetic.js";
import { vfpArithmetic } from "./vfp-arithmetic.js";

/** `VADD_f_A1` is `VADD_fh_A1` of half precision, `VABS_A2` is `VABS_h_A2`. */
const halfId = (row: string): string =>
  row.replace(/^(\w+?)(_[a-z]+)?(_A\d)/, (_, name, form = "_", encoding) => `${name}${form}h${encoding}`);

/** The features of a row in single precision give way to those of half precision. None stands in an IT block. */
const withFeature = (row: string, attributes: string): string => {
  const parts = row.split(" | ");
  const rest = (parts[3] ?? "").split(" ").filter((each) => each !== "" && !/^\+|^it:/.test(each));
  return [...parts.slice(0, 3), [...rest, "it:outside", attributes].join(" ")].join(" | ");
};

/** The data types of single precision alone, of a list that has double precision, too. */
const singles = (list: string): string => {
  const [types = "", fields = ""] = list.split(/:(.*)/);
  const half = types.split(",").slice(0, types.split(",").length / 2);
  return half.length === 1 ? half[0]! : `{${half.join()}${fields.replace(/^z/, "")}}`;
};

/** @internal DDI 0487, FEAT_FP16: VFP's data processing has 1001 where single and double precision have 101z. The condition is "always". */
export const halfArithmetic = (): string[] =>
  vfpArithmetic()
    .rows.filter((row) => row.includes(" 101 z ") && !row.startsWith("VMOV_r_"))
    .map((row) =>
      withFeature(
        halfId(row)
          .replace(" 101 z ", " 1001 ")
          .replace(/\{(\w[^}]*:z[^}]*)\}/, (_, list: string) => singles(list))
          .replaceAll("f32", "f16")
          .replaceAll(/ (\w:)?F([dnm])(?![^|]*\.\{)/g, " $1S$2"),
        `${row.includes(" cond ") ? "a32:unp:cond!=14 " : ""}+fullfp16`,
      ),
    );

/** @internal DDI 0487, FEAT_FP16: Advanced SIMD on floats has a size of 01 where single precision has 10, or one that is odd. */
export const halfSimd = (): string[] =>
  [
    ...sameLength()
      .filter((row) => row.includes(".f32"))
      .map((row) => halfId(row).replace(/ D (.)0 /, " D $11 ")),
    ...twoRegisters()
      .filter((row) => row.includes(" 11 10 ") && row.includes("f32"))
      .map((row) =>
        halfId(row)
          .replace(" 11 10 ", " 11 01 ")
          .replaceAll("32", "16")
          .replace("010 F ", "0101 ")
          .replace("{u16,f16:F}", "f16"),
      ),
  ].map((row) => withFeature(row.replaceAll("f32", "f16").replaceAll("{c}", ""), "+fullfp16"));
