/**
 * Single instructions, as lines of assembly with a condition or without. None of them branches, changes what the base and the counters
 * hold, or is unpredictable.
 */
import {
  AREA_SIZE,
  BASE,
  constant,
  freeRegisters,
  immediate,
  lowRegister,
  register,
  registers,
  type Scope,
} from "./scope.js";

type Maker = (scope: Scope, condition: string) => string;

const oneOf = (scope: Scope, ...names: string[]): string => scope.random.pick(names);
const flags = ({ random }: Scope): string => (random.chance(0.5) ? "s" : "");
const shift = (scope: Scope): string => `${oneOf(scope, "lsl", "lsr", "asr", "ror")} #${scope.random.between(1, 31)}`;

function flexible(scope: Scope): string {
  const { random, instructionSet } = scope;
  const choice = random.below(10);
  if (choice < 4) return immediate(scope);
  if (choice < 7) return register(scope);
  if (choice < 8) return `${register(scope)}, rrx`;
  if (choice < 9 || instructionSet === "t32") return `${register(scope)}, ${shift(scope)}`;
  return `${register(scope)}, ${oneOf(scope, "lsl", "lsr", "asr", "ror")} ${register(scope)}`;
}

const arithmetic: Maker = (scope, c) => {
  const names = ["and", "eor", "sub", "rsb", "add", "adc", "sbc", "orr", "bic"];
  const name = oneOf(scope, ...names, scope.instructionSet === "a32" ? "rsc" : "orn");
  return `${name}${flags(scope)}${c} ${register(scope)}, ${register(scope)}, ${flexible(scope)}`;
};

/** Forms that have 16-bit encodings. */
const short: Maker = (scope, c) => {
  const [d, n, m] = [lowRegister(scope), lowRegister(scope), lowRegister(scope)];
  const s = c === "" ? "s" : "";
  switch (scope.random.below(8)) {
    case 0:
      return `add${s}${c} ${d}, ${n}, ${m}`;
    case 1:
      return `sub${s}${c} ${d}, ${n}, #${scope.random.below(8)}`;
    case 2:
      return `add${s}${c} ${d}, ${d}, #${scope.random.below(256)}`;
    case 3:
      return `${oneOf(scope, "lsl", "lsr", "asr")}${s}${c} ${d}, ${n}, #${scope.random.between(1, 31)}`;
    case 4: {
      const name = oneOf(scope, "and", "eor", "adc", "sbc", "orr", "bic", "lsl", "lsr", "asr", "ror");
      return `${name}${s}${c} ${d}, ${d}, ${m}`;
    }
    case 5:
      return `mov${s}${c} ${d}, #${scope.random.below(256)}`;
    case 6:
      return `add${c} ${register(scope)}, ${register(scope)}, ${register(scope)}`;
    default:
      return `mul${s}${c} ${d}, ${n}, ${d}`;
  }
};

const compare: Maker = (scope, c) =>
  `${oneOf(scope, "cmp", "cmn", "tst", "teq", "cmp")}${c} ${register(scope)}, ${flexible(scope)}`;

const move: Maker = (scope, c) => {
  switch (scope.random.below(5)) {
    case 0:
      return `movw${c} ${register(scope)}, #${scope.random.below(65536)}`;
    case 1:
      return `movt${c} ${register(scope)}, #${scope.random.below(65536)}`;
    case 2:
      return `mov${c} ${register(scope)}, ${oneOf(scope, "sp", BASE, "r0", "r9")}`;
    case 3:
      return `${oneOf(scope, "lsl", "lsr", "asr", "ror")}${flags(scope)}${c} ${registers(scope, 3).join(", ")}`;
    default:
      return `${oneOf(scope, "mov", "mvn")}${flags(scope)}${c} ${register(scope)}, ${flexible(scope)}`;
  }
};

const multiply: Maker = (scope, c) => {
  const [a, b, d, e] = registers(scope, 4);
  switch (scope.random.below(6)) {
    case 0:
      return `${oneOf(scope, "mul", "sdiv", "udiv", "smulbb", "smultb", "smmul", "smuad")}${c} ${a}, ${b}, ${d}`;
    case 1:
      return `${oneOf(scope, "mla", "mls", "smlabb", "smlawt", "smlad", "smmla")}${c} ${a}, ${b}, ${d}, ${e}`;
    case 2:
    case 3:
      return `${oneOf(scope, "umull", "smull", "umlal", "smlal", "umaal", "smlalbt")}${c} ${a}, ${b}, ${d}, ${e}`;
    default:
      return scope.instructionSet === "a32" ? `mul${flags(scope)}${c} ${a}, ${b}, ${d}` : `mul${c} ${a}, ${b}, ${d}`;
  }
};

/** Among them those that set Q, and those that set or read GE. */
const media: Maker = (scope, c) => {
  const [d, n, m] = registers(scope, 3);
  const { random } = scope;
  switch (random.below(8)) {
    case 0:
      return `${oneOf(scope, "qadd", "qsub", "qdadd", "qdsub")}${c} ${d}, ${n}, ${m}`;
    case 1:
      return `${oneOf(scope, "sadd16", "uadd8", "usub8", "ssub16", "uasx", "sel", "sel", "qadd16", "uhadd8")}${c} ${d}, ${n}, ${m}`;
    case 2:
      return `${oneOf(scope, "ssat", "usat")}${c} ${d}, #${random.between(1, 31)}, ${n}`;
    case 3:
      return `${oneOf(scope, "clz", "rbit", "rev", "rev16", "revsh", "sxtb", "uxth", "sxtb16")}${c} ${d}, ${n}`;
    case 4: {
      const low = random.below(32);
      return `${oneOf(scope, "ubfx", "sbfx", "bfi")}${c} ${d}, ${n}, #${low}, #${random.between(1, 32 - low)}`;
    }
    case 5: {
      const low = random.below(32);
      return `bfc${c} ${d}, #${low}, #${random.between(1, 32 - low)}`;
    }
    case 6:
      return `${oneOf(scope, "uxtab", "sxtah", "uxtab16")}${c} ${d}, ${n}, ${m}, ror #${8 * random.between(1, 3)}`;
    default:
      return `pkh${random.chance(0.5) ? `bt${c} ${d}, ${n}, ${m}, lsl` : `tb${c} ${d}, ${n}, ${m}, asr`} #${random.between(1, 31)}`;
  }
};

const word = ({ random }: Scope, size = 4): number => 4 * random.below((AREA_SIZE - size) / 4 + 1);

const memory: Maker = (scope, c) => {
  const { random, instructionSet } = scope;
  const t = register(scope);
  switch (random.below(7)) {
    case 0:
      return `ldr${c} ${t}, [${BASE}, #${random.below(AREA_SIZE - 3)}]`;
    case 1:
      return `str${c} ${t}, [${BASE}, #${random.below(AREA_SIZE - 3)}]`;
    case 2:
      return `${oneOf(scope, "ldr", "str")}${c} ${lowRegister(scope)}, [${BASE}, #${word({ ...scope }) % 128}]`;
    case 3:
      return `${oneOf(scope, "ldrb", "ldrsb", "strb")}${c} ${t}, [${BASE}, #${random.below(AREA_SIZE)}]`;
    case 4:
      return `${oneOf(scope, "ldrh", "ldrsh", "strh")}${c} ${t}, [${BASE}, #${random.below(AREA_SIZE - 1)}]`;
    case 5: {
      const pair =
        instructionSet === "a32"
          ? oneOf(scope, "r0, r1", "r2, r3", "r4, r5", "r10, r11")
          : registers(scope, 2).join(", ");
      return `${oneOf(scope, "ldrd", "strd")}${c} ${pair}, [${BASE}, #${word(scope, 8)}]`;
    }
    default:
      if (instructionSet === "a32" && random.chance(0.3)) return `str${c} pc, [${BASE}, #${word(scope)}]`;
      return `${oneOf(scope, "ldm", "stm")}${c} ${BASE}, {r${random.below(3)}, r${random.between(3, 5)}, r${random.between(9, 11)}, r12}`;
  }
};

const status: Maker = (scope, c) => {
  const t = register(scope);
  switch (scope.random.below(4)) {
    case 0:
      return `msr${c} ${oneOf(scope, "APSR_nzcvq", "APSR_nzcvqg", "APSR_g")}, ${t}`;
    case 1:
      return `vmrs${c} ${t}, fpscr`;
    default:
      return `mrs${c} ${t}, ${oneOf(scope, "cpsr", "APSR")}`;
  }
};

/** Reads of PC, and of what stands in the code. */
const pcRelative: Maker = (scope, c) => {
  const { random, instructionSet } = scope;
  const t = register(scope);
  if (random.chance(0.6)) {
    if (random.chance(0.2)) return `ldr${c} ${t}, =area`;
    return `ldr${c} ${t}, =${constant(scope)}`;
  }
  if (instructionSet === "t32") {
    if (c === "" && random.chance(0.3)) return `adr.w ${t}, . + ${4 * random.below(20)}`;
    return random.chance(0.5) ? `add${c} ${t}, pc` : `mov${c} ${t}, pc`;
  }
  switch (random.below(5)) {
    case 0:
      return `add${c} ${t}, pc, #${random.below(256)}`;
    case 1:
      return `sub${flags(scope)}${c} ${t}, pc, ${register(scope)}`;
    case 2:
      return `add${flags(scope)}${c} ${t}, ${register(scope)}, pc`;
    case 3:
      return `mov${c} ${t}, pc`;
    default:
      return `orr${c} ${t}, ${register(scope)}, pc, ${shift(scope)}`;
  }
};

const single = ({ random }: Scope): string => `s${random.below(32)}`;
const double = ({ random }: Scope): string => `d${random.below(32)}`;
const quad = ({ random }: Scope): string => `q${random.below(16)}`;

const vector: Maker = (scope, c) => {
  const { random } = scope;
  const [size, v] = random.chance(0.5) ? (["f32", single] as const) : (["f64", double] as const);
  const three = `${v(scope)}, ${v(scope)}, ${v(scope)}`;
  switch (random.below(10)) {
    case 0:
      return `${oneOf(scope, "vadd", "vsub", "vmul", "vdiv", "vmla", "vnmul")}${c}.${size} ${three}`;
    case 1:
      return `${oneOf(scope, "vneg", "vabs", "vsqrt", "vmov")}${c}.${size} ${v(scope)}, ${v(scope)}`;
    case 2:
      return `vcmp${c}.${size} ${v(scope)}, ${random.chance(0.5) ? "#0.0" : v(scope)}`;
    case 3:
      return `vmrs${c} APSR_nzcv, fpscr`;
    case 4:
      return `vcvt${c}.s32.${size} ${single(scope)}, ${v(scope)}`;
    case 5:
      return random.chance(0.5)
        ? `vmov${c} ${register(scope)}, ${single(scope)}`
        : `vmov${c} ${single(scope)}, ${register(scope)}`;
    case 6: {
      const pair = registers(scope, 2).join(", ");
      return random.chance(0.5) ? `vmov${c} ${pair}, ${double(scope)}` : `vmov${c} ${double(scope)}, ${pair}`;
    }
    case 7:
    case 8:
      return `${oneOf(scope, "vldr", "vstr")}${c} ${v(scope)}, [${BASE}, #${word(scope, 8)}]`;
    default:
      if (c !== "") return `vldm${c} ${BASE}, {s${random.below(16)}-s${random.between(16, 31)}}`;
      return `${oneOf(scope, "vadd.i32", "veor", "vmul.i16", "vqadd.s8", "vmax.u8")} ${quad(scope)}, ${quad(scope)}, ${quad(scope)}`;
  }
};

const hint: Maker = (scope, c) =>
  c === ""
    ? oneOf(scope, "nop", "nop.w", "dmb ish", `pld [${BASE}, #16]`, "clrex").replace(
        scope.instructionSet === "a32" ? ".w" : "",
        "",
      )
    : `nop${c}`;

const makers: readonly (readonly [number, Maker])[] = [
  [6, arithmetic],
  [5, short],
  [3, compare],
  [3, move],
  [2, multiply],
  [2, media],
  [5, memory],
  [1, status],
  [2, pcRelative],
  [2, vector],
  [0.5, hint],
];
const total = makers.reduce((sum, [weight]) => sum + weight, 0);

/** One instruction. With a condition, of T32 code: for an IT block. */
export function instruction(scope: Scope, condition = ""): string {
  let at = (scope.random.word() / 2 ** 32) * total;
  for (const [weight, make] of makers) {
    at -= weight;
    if (at < 0) return make(scope, condition);
  }
  return arithmetic(scope, condition);
}

/** One instruction that sets the flags. */
export function flagSetter(scope: Scope, condition = ""): string {
  if (scope.random.chance(0.6)) return compare(scope, condition);
  const [n, m] = [register(scope), scope.random.pick(freeRegisters(scope))];
  return `${oneOf(scope, "subs", "adds", "ands", "bics")}${condition} ${register(scope)}, ${n}, ${m}`;
}
