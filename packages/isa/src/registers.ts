import { isaError } from "./errors.js";

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

/** The numbers of SP, LR and PC among the core registers, as instructions name them (A2.3). */
export const SP = 13;
export const LR = 14;
export const PC = 15;

// Calls, so that bundlers can leave out the constants that are not used.
const core = (number: number): CoreRegister => coreRegisters[number]!;
const single = (number: number): SingleRegister => singleRegisters[number]!;
const double = (number: number): DoubleRegister => doubleRegisters[number]!;
const quad = (number: number): QuadRegister => quadRegisters[number]!;

export const r0: CoreRegister = /* @__PURE__ */ core(0);
export const r1: CoreRegister = /* @__PURE__ */ core(1);
export const r2: CoreRegister = /* @__PURE__ */ core(2);
export const r3: CoreRegister = /* @__PURE__ */ core(3);
export const r4: CoreRegister = /* @__PURE__ */ core(4);
export const r5: CoreRegister = /* @__PURE__ */ core(5);
export const r6: CoreRegister = /* @__PURE__ */ core(6);
export const r7: CoreRegister = /* @__PURE__ */ core(7);
export const r8: CoreRegister = /* @__PURE__ */ core(8);
export const r9: CoreRegister = /* @__PURE__ */ core(9);
export const r10: CoreRegister = /* @__PURE__ */ core(10);
export const r11: CoreRegister = /* @__PURE__ */ core(11);
export const r12: CoreRegister = /* @__PURE__ */ core(12);
export const r13: CoreRegister = /* @__PURE__ */ core(13);
export const r14: CoreRegister = /* @__PURE__ */ core(14);
export const r15: CoreRegister = /* @__PURE__ */ core(15);
export const sb: CoreRegister = /* @__PURE__ */ core(9);
export const sl: CoreRegister = /* @__PURE__ */ core(10);
export const fp: CoreRegister = /* @__PURE__ */ core(11);
export const ip: CoreRegister = /* @__PURE__ */ core(12);
export const sp: CoreRegister = /* @__PURE__ */ core(13);
export const lr: CoreRegister = /* @__PURE__ */ core(14);
export const pc: CoreRegister = /* @__PURE__ */ core(15);
export const s0: SingleRegister = /* @__PURE__ */ single(0);
export const s1: SingleRegister = /* @__PURE__ */ single(1);
export const s2: SingleRegister = /* @__PURE__ */ single(2);
export const s3: SingleRegister = /* @__PURE__ */ single(3);
export const s4: SingleRegister = /* @__PURE__ */ single(4);
export const s5: SingleRegister = /* @__PURE__ */ single(5);
export const s6: SingleRegister = /* @__PURE__ */ single(6);
export const s7: SingleRegister = /* @__PURE__ */ single(7);
export const s8: SingleRegister = /* @__PURE__ */ single(8);
export const s9: SingleRegister = /* @__PURE__ */ single(9);
export const s10: SingleRegister = /* @__PURE__ */ single(10);
export const s11: SingleRegister = /* @__PURE__ */ single(11);
export const s12: SingleRegister = /* @__PURE__ */ single(12);
export const s13: SingleRegister = /* @__PURE__ */ single(13);
export const s14: SingleRegister = /* @__PURE__ */ single(14);
export const s15: SingleRegister = /* @__PURE__ */ single(15);
export const s16: SingleRegister = /* @__PURE__ */ single(16);
export const s17: SingleRegister = /* @__PURE__ */ single(17);
export const s18: SingleRegister = /* @__PURE__ */ single(18);
export const s19: SingleRegister = /* @__PURE__ */ single(19);
export const s20: SingleRegister = /* @__PURE__ */ single(20);
export const s21: SingleRegister = /* @__PURE__ */ single(21);
export const s22: SingleRegister = /* @__PURE__ */ single(22);
export const s23: SingleRegister = /* @__PURE__ */ single(23);
export const s24: SingleRegister = /* @__PURE__ */ single(24);
export const s25: SingleRegister = /* @__PURE__ */ single(25);
export const s26: SingleRegister = /* @__PURE__ */ single(26);
export const s27: SingleRegister = /* @__PURE__ */ single(27);
export const s28: SingleRegister = /* @__PURE__ */ single(28);
export const s29: SingleRegister = /* @__PURE__ */ single(29);
export const s30: SingleRegister = /* @__PURE__ */ single(30);
export const s31: SingleRegister = /* @__PURE__ */ single(31);
export const d0: DoubleRegister = /* @__PURE__ */ double(0);
export const d1: DoubleRegister = /* @__PURE__ */ double(1);
export const d2: DoubleRegister = /* @__PURE__ */ double(2);
export const d3: DoubleRegister = /* @__PURE__ */ double(3);
export const d4: DoubleRegister = /* @__PURE__ */ double(4);
export const d5: DoubleRegister = /* @__PURE__ */ double(5);
export const d6: DoubleRegister = /* @__PURE__ */ double(6);
export const d7: DoubleRegister = /* @__PURE__ */ double(7);
export const d8: DoubleRegister = /* @__PURE__ */ double(8);
export const d9: DoubleRegister = /* @__PURE__ */ double(9);
export const d10: DoubleRegister = /* @__PURE__ */ double(10);
export const d11: DoubleRegister = /* @__PURE__ */ double(11);
export const d12: DoubleRegister = /* @__PURE__ */ double(12);
export const d13: DoubleRegister = /* @__PURE__ */ double(13);
export const d14: DoubleRegister = /* @__PURE__ */ double(14);
export const d15: DoubleRegister = /* @__PURE__ */ double(15);
export const d16: DoubleRegister = /* @__PURE__ */ double(16);
export const d17: DoubleRegister = /* @__PURE__ */ double(17);
export const d18: DoubleRegister = /* @__PURE__ */ double(18);
export const d19: DoubleRegister = /* @__PURE__ */ double(19);
export const d20: DoubleRegister = /* @__PURE__ */ double(20);
export const d21: DoubleRegister = /* @__PURE__ */ double(21);
export const d22: DoubleRegister = /* @__PURE__ */ double(22);
export const d23: DoubleRegister = /* @__PURE__ */ double(23);
export const d24: DoubleRegister = /* @__PURE__ */ double(24);
export const d25: DoubleRegister = /* @__PURE__ */ double(25);
export const d26: DoubleRegister = /* @__PURE__ */ double(26);
export const d27: DoubleRegister = /* @__PURE__ */ double(27);
export const d28: DoubleRegister = /* @__PURE__ */ double(28);
export const d29: DoubleRegister = /* @__PURE__ */ double(29);
export const d30: DoubleRegister = /* @__PURE__ */ double(30);
export const d31: DoubleRegister = /* @__PURE__ */ double(31);
export const q0: QuadRegister = /* @__PURE__ */ quad(0);
export const q1: QuadRegister = /* @__PURE__ */ quad(1);
export const q2: QuadRegister = /* @__PURE__ */ quad(2);
export const q3: QuadRegister = /* @__PURE__ */ quad(3);
export const q4: QuadRegister = /* @__PURE__ */ quad(4);
export const q5: QuadRegister = /* @__PURE__ */ quad(5);
export const q6: QuadRegister = /* @__PURE__ */ quad(6);
export const q7: QuadRegister = /* @__PURE__ */ quad(7);
export const q8: QuadRegister = /* @__PURE__ */ quad(8);
export const q9: QuadRegister = /* @__PURE__ */ quad(9);
export const q10: QuadRegister = /* @__PURE__ */ quad(10);
export const q11: QuadRegister = /* @__PURE__ */ quad(11);
export const q12: QuadRegister = /* @__PURE__ */ quad(12);
export const q13: QuadRegister = /* @__PURE__ */ quad(13);
export const q14: QuadRegister = /* @__PURE__ */ quad(14);
export const q15: QuadRegister = /* @__PURE__ */ quad(15);

const byName: ReadonlyMap<string, Register> = /* @__PURE__ */ new Map<string, Register>([
  ...[...coreRegisters, ...singleRegisters, ...doubleRegisters, ...quadRegisters].map((r) => [r.name, r] as const),
  ...coreRegisters.map((r) => [`r${r.number}`, r] as const),
  ...["sb", "sl", "fp", "ip"].map((name, index) => [name, core(9 + index)] as const),
]);

/** True if a name is one that {@link register} knows. */
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
    throw isaError(
      "unknown-register",
      "the register",
      nameOrRegister,
      "one of r0 to r15, sp, lr, pc, s0 to s31, d0 to d31 or q0 to q15",
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
  throw isaError("unknown-register", "the core register", nameOrRegister, "r0 to r12, sp, lr or pc");
}

/** The mask with one bit, 1 << number, for each of the core registers given. */
export function registerMask(...registers: readonly CoreRegisterLike[]): number {
  return registers.reduce((mask, each) => mask | (1 << coreRegisterNumber(each)), 0);
}

/** The core registers of a mask, lowest first. */
export function registersOfMask(mask: number): CoreRegister[] {
  return coreRegisters.filter((each) => (mask >>> each.number) & 1);
}
