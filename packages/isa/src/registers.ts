import { IsaError } from "./errors.js";

/** The register files of AArch32: core (R), single (S), double (D) and quad (Q) precision SIMD&FP registers. */
export type RegisterKind = "r" | "s" | "d" | "q";

/**
 * One architectural register. There is exactly one instance of each, so `===` compares them.
 *
 * @typeParam K - the register file
 */
export class Register<K extends RegisterKind = RegisterKind> {
  readonly kind: K;
  /** Its number within the file: 0 to 15 for `r` and `q`, 0 to 31 for `s` and `d`. */
  readonly number: number;
  /** Its name in the manual and in UAL: `r0` to `r12`, `sp`, `lr`, `pc`, `s1`, `d2`, `q3`. */
  readonly name: string;

  /** @internal The number of a core register, -1 for a register of another file. */
  readonly coreNumber: number;

  /** @internal Use the constants or {@link register}. */
  constructor(kind: K, number: number, name: string) {
    this.kind = kind;
    this.number = number;
    this.name = name;
    this.coreNumber = kind === "r" ? number : -1;
    Object.freeze(this);
  }

  toString(): string {
    return this.name;
  }
}

/** A general-purpose register, r0 to r12, sp, lr or pc. */
export type CoreRegister = Register<"r">;
/** A single-precision register, s0 to s31. */
export type SingleRegister = Register<"s">;
/** A double-precision register, d0 to d31 (d16 and up need the D32 feature). */
export type DoubleRegister = Register<"d">;
/** A quadword register, q0 to q15. */
export type QuadRegister = Register<"q">;

type UpTo15 = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" | "11" | "12" | "13" | "14" | "15";
type From16To31 =
  | ("16" | "17" | "18" | "19" | "20" | "21" | "22" | "23")
  | ("24" | "25" | "26" | "27" | "28" | "29" | "30" | "31");

/** The names of the core registers, those of Frida's API and the GNU tools. */
export type CoreRegisterName = `r${UpTo15}` | "sb" | "sl" | "fp" | "ip" | "sp" | "lr" | "pc";
/** The names of all registers that {@link register} knows. */
export type RegisterName = CoreRegisterName | `${"s" | "d"}${UpTo31}` | `q${UpTo15}`;

/** A core register, as a constant or by name. */
export type CoreRegisterLike = CoreRegister | CoreRegisterName;
type UpTo31 = UpTo15 | From16To31;
/** A single-precision register, as a constant or by name. */
export type SingleRegisterLike = SingleRegister | `s${UpTo31}`;
/** A double-precision register, as a constant or by name. */
export type DoubleRegisterLike = DoubleRegister | `d${UpTo31}`;
/** A quadword register, as a constant or by name. */
export type QuadRegisterLike = QuadRegister | `q${UpTo15}`;
/** A register of any file, as a constant or by name. */
export type RegisterLike = Register | RegisterName;

function file<K extends RegisterKind>(kind: K, count: number): readonly Register<K>[] {
  const names: readonly (string | undefined)[] =
    kind === "r" ? Array.from({ length: 16 }, (_, n) => ["sp", "lr", "pc"][n - 13]) : [];
  return Object.freeze(
    Array.from({ length: count }, (_, number) => new Register(kind, number, names[number] ?? kind + number)),
  );
}

/** r0 to pc, by number. */
export const coreRegisters: readonly CoreRegister[] = /* @__PURE__ */ file("r", 16);
/** s0 to s31, by number. */
export const singleRegisters: readonly SingleRegister[] = /* @__PURE__ */ file("s", 32);
/** d0 to d31, by number. */
export const doubleRegisters: readonly DoubleRegister[] = /* @__PURE__ */ file("d", 32);
/** q0 to q15, by number. */
export const quadRegisters: readonly QuadRegister[] = /* @__PURE__ */ file("q", 16);

export const r0: CoreRegister = coreRegisters[0]!;
export const r1: CoreRegister = coreRegisters[1]!;
export const r2: CoreRegister = coreRegisters[2]!;
export const r3: CoreRegister = coreRegisters[3]!;
export const r4: CoreRegister = coreRegisters[4]!;
export const r5: CoreRegister = coreRegisters[5]!;
export const r6: CoreRegister = coreRegisters[6]!;
export const r7: CoreRegister = coreRegisters[7]!;
export const r8: CoreRegister = coreRegisters[8]!;
export const r9: CoreRegister = coreRegisters[9]!;
export const r10: CoreRegister = coreRegisters[10]!;
export const r11: CoreRegister = coreRegisters[11]!;
export const r12: CoreRegister = coreRegisters[12]!;
export const r13: CoreRegister = coreRegisters[13]!;
export const r14: CoreRegister = coreRegisters[14]!;
export const r15: CoreRegister = coreRegisters[15]!;
export const sb: CoreRegister = coreRegisters[9]!;
export const sl: CoreRegister = coreRegisters[10]!;
export const fp: CoreRegister = coreRegisters[11]!;
export const ip: CoreRegister = coreRegisters[12]!;
export const sp: CoreRegister = coreRegisters[13]!;
export const lr: CoreRegister = coreRegisters[14]!;
export const pc: CoreRegister = coreRegisters[15]!;
export const s0: SingleRegister = singleRegisters[0]!;
export const s1: SingleRegister = singleRegisters[1]!;
export const s2: SingleRegister = singleRegisters[2]!;
export const s3: SingleRegister = singleRegisters[3]!;
export const s4: SingleRegister = singleRegisters[4]!;
export const s5: SingleRegister = singleRegisters[5]!;
export const s6: SingleRegister = singleRegisters[6]!;
export const s7: SingleRegister = singleRegisters[7]!;
export const s8: SingleRegister = singleRegisters[8]!;
export const s9: SingleRegister = singleRegisters[9]!;
export const s10: SingleRegister = singleRegisters[10]!;
export const s11: SingleRegister = singleRegisters[11]!;
export const s12: SingleRegister = singleRegisters[12]!;
export const s13: SingleRegister = singleRegisters[13]!;
export const s14: SingleRegister = singleRegisters[14]!;
export const s15: SingleRegister = singleRegisters[15]!;
export const s16: SingleRegister = singleRegisters[16]!;
export const s17: SingleRegister = singleRegisters[17]!;
export const s18: SingleRegister = singleRegisters[18]!;
export const s19: SingleRegister = singleRegisters[19]!;
export const s20: SingleRegister = singleRegisters[20]!;
export const s21: SingleRegister = singleRegisters[21]!;
export const s22: SingleRegister = singleRegisters[22]!;
export const s23: SingleRegister = singleRegisters[23]!;
export const s24: SingleRegister = singleRegisters[24]!;
export const s25: SingleRegister = singleRegisters[25]!;
export const s26: SingleRegister = singleRegisters[26]!;
export const s27: SingleRegister = singleRegisters[27]!;
export const s28: SingleRegister = singleRegisters[28]!;
export const s29: SingleRegister = singleRegisters[29]!;
export const s30: SingleRegister = singleRegisters[30]!;
export const s31: SingleRegister = singleRegisters[31]!;
export const d0: DoubleRegister = doubleRegisters[0]!;
export const d1: DoubleRegister = doubleRegisters[1]!;
export const d2: DoubleRegister = doubleRegisters[2]!;
export const d3: DoubleRegister = doubleRegisters[3]!;
export const d4: DoubleRegister = doubleRegisters[4]!;
export const d5: DoubleRegister = doubleRegisters[5]!;
export const d6: DoubleRegister = doubleRegisters[6]!;
export const d7: DoubleRegister = doubleRegisters[7]!;
export const d8: DoubleRegister = doubleRegisters[8]!;
export const d9: DoubleRegister = doubleRegisters[9]!;
export const d10: DoubleRegister = doubleRegisters[10]!;
export const d11: DoubleRegister = doubleRegisters[11]!;
export const d12: DoubleRegister = doubleRegisters[12]!;
export const d13: DoubleRegister = doubleRegisters[13]!;
export const d14: DoubleRegister = doubleRegisters[14]!;
export const d15: DoubleRegister = doubleRegisters[15]!;
export const d16: DoubleRegister = doubleRegisters[16]!;
export const d17: DoubleRegister = doubleRegisters[17]!;
export const d18: DoubleRegister = doubleRegisters[18]!;
export const d19: DoubleRegister = doubleRegisters[19]!;
export const d20: DoubleRegister = doubleRegisters[20]!;
export const d21: DoubleRegister = doubleRegisters[21]!;
export const d22: DoubleRegister = doubleRegisters[22]!;
export const d23: DoubleRegister = doubleRegisters[23]!;
export const d24: DoubleRegister = doubleRegisters[24]!;
export const d25: DoubleRegister = doubleRegisters[25]!;
export const d26: DoubleRegister = doubleRegisters[26]!;
export const d27: DoubleRegister = doubleRegisters[27]!;
export const d28: DoubleRegister = doubleRegisters[28]!;
export const d29: DoubleRegister = doubleRegisters[29]!;
export const d30: DoubleRegister = doubleRegisters[30]!;
export const d31: DoubleRegister = doubleRegisters[31]!;
export const q0: QuadRegister = quadRegisters[0]!;
export const q1: QuadRegister = quadRegisters[1]!;
export const q2: QuadRegister = quadRegisters[2]!;
export const q3: QuadRegister = quadRegisters[3]!;
export const q4: QuadRegister = quadRegisters[4]!;
export const q5: QuadRegister = quadRegisters[5]!;
export const q6: QuadRegister = quadRegisters[6]!;
export const q7: QuadRegister = quadRegisters[7]!;
export const q8: QuadRegister = quadRegisters[8]!;
export const q9: QuadRegister = quadRegisters[9]!;
export const q10: QuadRegister = quadRegisters[10]!;
export const q11: QuadRegister = quadRegisters[11]!;
export const q12: QuadRegister = quadRegisters[12]!;
export const q13: QuadRegister = quadRegisters[13]!;
export const q14: QuadRegister = quadRegisters[14]!;
export const q15: QuadRegister = quadRegisters[15]!;

const byName: ReadonlyMap<string, Register> = /* @__PURE__ */ new Map<string, Register>([
  ...[...coreRegisters, ...singleRegisters, ...doubleRegisters, ...quadRegisters].map((r) => [r.name, r] as const),
  ...coreRegisters.map((r) => [`r${r.number}`, r] as const),
  ["sb", r9],
  ["sl", r10],
  ["fp", r11],
  ["ip", r12],
]);

/** Whether a name is one that {@link register} knows. */
export function isRegisterName(name: string): name is RegisterName {
  return byName.has(name);
}

/**
 * The register of a name or, unchanged, a register.
 *
 * @throws {IsaError} `unknown-register`
 */
export function register(nameOrRegister: RegisterLike): Register {
  if (nameOrRegister instanceof Register) return nameOrRegister;
  const found = byName.get(nameOrRegister);
  if (found === undefined) {
    throw new IsaError(
      "unknown-register",
      `"${String(nameOrRegister)}" is no register: use r0 to r15, sp, lr, pc, s0 to s31, d0 to d31 or q0 to q15`,
      { value: nameOrRegister },
    );
  }
  return found;
}

/**
 * The number, 0 to 15, of a core register given as a constant or by name.
 *
 * @throws {IsaError} `unknown-register`, also for a register of another file
 */
export function coreRegisterNumber(nameOrRegister: CoreRegisterLike): number {
  // A string has no such property; what is no core register has -1.
  const number = (nameOrRegister as CoreRegister | undefined)?.coreNumber;
  return number !== undefined && number >= 0 ? number : numberOfCoreRegister(nameOrRegister);
}

function numberOfCoreRegister(nameOrRegister: CoreRegisterLike): number {
  const found = register(nameOrRegister);
  if (found.kind === "r") return found.number;
  throw new IsaError("unknown-register", `${found.name} is no core register: use r0 to r12, sp, lr or pc`, {
    value: nameOrRegister,
  });
}

/** The mask with one bit, 1 << number, for each of the core registers given. */
export function registerMask(...registers: readonly CoreRegisterLike[]): number {
  return registers.reduce((mask, each) => mask | (1 << coreRegisterNumber(each)), 0);
}

/** The core registers of a mask, lowest first. */
export function registersOfMask(mask: number): CoreRegister[] {
  return coreRegisters.filter((each) => (mask >>> each.number) & 1);
}
