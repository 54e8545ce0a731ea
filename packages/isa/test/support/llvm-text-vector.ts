import type { Rule } from "./llvm-text.js";

/** VFPExpandImm (A7.5.1), backwards: objdump prints the field, LLVM the number. */
const fieldOfFloat = (value: number): number =>
  Array.from({ length: 256 }, (_, field) => field).find((field) => {
    const magnitude = (16 + (field & 15)) * 2 ** ((((field >>> 4) & 7) ^ 4) - 7);
    return (field & 0x80 ? -magnitude : magnitude) === value;
  })!;

/** Advanced SIMD and VFP arithmetic and moves. */
export const vectorArithmetic: Rule = (mnemonic, operands, { row }) => {
  if (/^vcmpe?/.test(mnemonic)) return [mnemonic, operands.replace(/#0$/, "#0.0")];
  // Elements of any size are moved by bytes.
  const [, condition, bits] = /^vext(\w*)\.(\d+)$/.exec(mnemonic) ?? [];
  if (bits !== undefined)
    return [
      `vext${condition}.8`,
      operands.replace(/#(\d+)$/, (_, amount: string) => `#${(Number(amount) * Number(bits)) / 8}`),
    ];
  if (/^VSHL_i_/.test(row.id)) return [mnemonic.replace(".i", ".s"), operands];
  if (/^vtb[lx]/.test(mnemonic)) return [mnemonic, operands.replace(/\{(\w+), [^}]*?(\w+)\}/, "{$1-$2}")];
  return [
    mnemonic,
    operands.replace(/#([-+.e\d]+)$/, (whole, number: string) => {
      if (number.includes("e")) return `#${row.class === "vfp" ? fieldOfFloat(Number(number)) : Number(number)}`;
      if (/^vmov.*\.i64$/.test(mnemonic)) return `#0x${BigInt(number).toString(16).padStart(16, "0")}`;
      return mnemonic.endsWith(".i32") ? `#${Number(number) | 0}` : whole;
    }),
  ];
};
