import type { IsaErrorCode } from "../../src/errors.js";
import { ModifiedImmediate } from "../../src/modified-immediate.js";
import type { OperandDecoder, OperandEncoder } from "../../src/operands/codec.js";
import { decodersOf } from "../../src/operands/decoders.js";
import { encodingOf } from "../../src/operands/encoders.js";
import { Lane } from "../../src/operands/lane.js";
import { Memory, type OperandInput, WriteBack } from "../../src/operands/operand.js";
import { isRelative } from "../../src/operands/relative.js";
import {
  coreRegisters,
  d0,
  doubleRegisters,
  lr,
  pc,
  Register,
  r0,
  r1,
  s0,
  singleRegisters,
  sp,
} from "../../src/registers.js";
import type { Row } from "../../src/row.js";
import { ShiftedRegister, shifted } from "../../src/shifts.js";
import type { Sample } from "./samples.js";

/** An operand that is just outside of what a codec takes, and the error that must come of it. */
export interface Outside {
  readonly input: OperandInput;
  readonly code: IsaErrorCode;
  /** The error's operand and value; null where the error names all operands, as none of them has the right form. */
  readonly operand: string | null;
  readonly value?: unknown;
}

/** Both halves of an operand. */
interface Codec {
  readonly encoder: OperandEncoder;
  readonly decoder: OperandDecoder;
}

const wrongKind = (input: OperandInput): Outside => ({ input, code: "operand-kind", operand: null });

/** What an operand decodes to as its fields hold 0, 1 and their greatest values, in all combinations. */
function corners(codec: Codec, { row, word, address }: Place): OperandInput[] {
  let words = [word];
  for (const bits of new Set(codec.encoder.bits)) {
    words = words.flatMap((each) =>
      [0, 1, bits.mask].map((value) => ((each & ~bits.put(bits.mask)) | bits.put(value)) >>> 0),
    );
  }
  return words.map((each) => codec.decoder.decode({ row, word: each, address }).input);
}

interface Place {
  readonly row: Row;
  readonly word: number;
  readonly address: number;
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** The least and greatest of some numbers, and what they are multiples of, counted from the least. */
function rangeOf(numbers: readonly number[]): { least: number; greatest: number; step: number } {
  const least = Math.min(...numbers);
  return {
    least,
    greatest: Math.max(...numbers),
    step: numbers.reduce((step, each) => divisor(step, each - least), 0) || 1,
  };
}

/** Numbers that constants of some kinds never are. */
const neverConstants: Readonly<Record<string, readonly number[]>> = {
  vfpfloat: [0, 0.1, 31.5, 32, -0.0625, Number.NaN],
  simdfloat: [0, 0.1, 31.5, 32, -0.0625, Number.NaN],
  zero: [1, -1, Number.NaN],
  byte8: [256, -129, 0.5, Number.NaN],
  byte16: [0x101, 0x10000, -0x8001, 0.5, Number.NaN],
  byte32: [0x101, 0xff01, 2 ** 32, -(2 ** 31) - 1, 0.5, Number.NaN],
  byteones: [0x100, 0xfe, 0xff00fe, 2 ** 32, 0.5, Number.NaN],
};

function numbersOutside(codec: Codec, place: Place, lowestBit: number, kind: string): Outside[] {
  const { name } = codec.encoder;
  const never = neverConstants[kind];
  if (never !== undefined) return never.map((value) => ({ input: value, code: "not-encodable", operand: name, value }));
  const outOfRange = (value: number): Outside => ({ input: value, code: "out-of-range", operand: name, value });
  if (codec.decoder.inputType.includes("ModifiedImmediate")) {
    return [
      { input: 257, code: "not-encodable", operand: name, value: 257 },
      { input: 0x12345678, code: "not-encodable", operand: name, value: 0x12345678 },
      ...[2 ** 32, -(2 ** 31) - 1, 0.5].map(outOfRange),
    ];
  }
  // A bit field must not go beyond bit 31.
  if (name === "width") return [0, 33 - lowestBit, 33, 1.5].map(outOfRange);
  const { least, greatest, step } = rangeOf(corners(codec, place).filter((input) => typeof input === "number"));
  const found = [least - step, greatest + step, least + 0.5, Number.NaN].map(outOfRange);
  if (step > 1) found.push({ input: least + 1, code: "misaligned", operand: name, value: least + 1 });
  return found;
}

function registersOutside(codec: Codec, input: Register, isRepeated: boolean): Outside[] {
  const { name } = codec.encoder;
  const others = [wrongKind(input.kind === "r" ? d0 : r0), wrongKind(0.5)];
  if (input.kind !== "r") {
    // The register before which another one has to stand.
    if (isRepeated && /^[SD]d$/.test(name)) {
      const other = (input.kind === "s" ? singleRegisters : doubleRegisters)[input.number ^ 1]!;
      others.push({ input: other, code: "not-encodable", operand: name, value: other.name });
    }
    return others;
  }
  const [bits] = codec.encoder.bits;
  if (bits === undefined) return [...others, wrongKind(input === r0 ? r1 : r0)];
  const { mask } = bits;
  if (isRepeated) {
    const other = coreRegisters[(input.number + 1) & mask]!;
    return [...others, { input: other, code: "not-encodable", operand: name, value: other.name }];
  }
  if (mask < 15)
    others.push({ input: coreRegisters[mask + 1]!, code: "out-of-range", operand: name, value: `r${mask + 1}` });
  if (!codec.encoder.accepts(new WriteBack(r0))) others.push(wrongKind(new WriteBack(r0)));
  if (!codec.encoder.accepts(shifted(r0, "lsl", 1))) others.push(wrongKind(shifted(r0, "lsl", 1)));
  return others;
}

function shiftsOutside(codec: Codec, input: ShiftedRegister): Outside[] {
  const found: Outside[] = [wrongKind(0.5)];
  if (typeof input.amount !== "number") return [...found, wrongKind(shifted(input.register, input.type, 1))];
  found.push(wrongKind(new ShiftedRegister(input.register, "lsl", r1)));
  if (codec.encoder.bits.length === 2) {
    const other = input.type === "ror" ? shifted(input.register, "ror", 4) : shifted(input.register, "ror", 3);
    found.push({ input: other, code: "not-encodable", operand: input.type === "ror" ? "rotation" : "shift" });
  }
  return found;
}

function memoryOutside(codec: Codec, input: Memory, place: Place): Outside[] {
  const found: Outside[] = [wrongKind(input.base), wrongKind(0.5)];
  const { mode, base, index, shift, subtract } = input;
  for (const other of ["offset", "pre-indexed", "post-indexed"] as const) {
    const moved = new Memory({ ...input, mode: other });
    if (!codec.encoder.accepts(moved)) found.push(wrongKind(moved));
  }
  if (index !== null) {
    const turned = new Memory({ ...input, shift: new ShiftedRegister(index, "ror", 5) });
    if (!codec.encoder.accepts(turned)) found.push(wrongKind(turned));
    else if (place.row.set === "t32" && shift !== null && codec.encoder.name !== "table")
      found.push({ input: turned, code: "not-encodable", operand: "shift" });
    return found;
  }
  const memories = corners(codec, place).filter(
    (each) => each instanceof Memory && each.mode === mode && each.index === null,
  );
  if (codec.encoder.name !== "offset" || isRelative(codec.encoder) || memories.length === 0) return found;
  const { least, greatest, step } = rangeOf((memories as Memory[]).map(({ displacement }) => displacement));
  const at = (displacement: number): Memory => new Memory({ base, displacement, mode, subtract: displacement < 0 });
  for (const displacement of [least - step, greatest + step])
    found.push({ input: at(displacement), code: "out-of-range", operand: "offset", value: displacement });
  if (step > 1) found.push({ input: at(step / 2), code: "misaligned", operand: "offset", value: step / 2 });
  if (subtract && least === 0 && greatest > 0) throw new Error("an offset that is never negative was subtracted");
  const [baseBits] = codec.encoder.bits;
  if (baseBits?.mask === 7)
    found.push({
      input: new Memory({ ...input, base: coreRegisters[8]! }),
      code: "out-of-range",
      operand: "Rn",
      value: "r8",
    });
  return found;
}

/** Targets of branches and addresses of literals just out of reach, and between two that can be reached. */
function targetsOutside(codec: Codec, { row, address }: Place): Outside[] {
  if (!isRelative(codec.encoder)) return [];
  const { least, greatest, alignment } = codec.encoder;
  // A32's ADR reaches all over the address space, but only where a modified immediate does.
  if (greatest - least > 2 ** 31) return [];
  const base = codec.encoder.base(row, address);
  const out = (code: IsaErrorCode, distance: number): Outside => {
    const value = base + distance;
    return { input: value, code, operand: "label", value };
  };
  const found = [out("out-of-range", least - alignment), out("out-of-range", greatest + alignment)];
  if (alignment > 1) found.push(out("misaligned", alignment / 2));
  found.push({ input: 2 ** 32, code: "out-of-range", operand: "label", value: 2 ** 32 });
  return found;
}

function listsOutside(codec: Codec, input: readonly unknown[]): Outside[] {
  const found: Outside[] = [wrongKind(["nowhere"] as unknown as OperandInput)];
  const [first] = input;
  // Vectors and lanes that do not follow each other.
  if (input.length > 1 && (first instanceof Lane || (first instanceof Register && first.kind !== "r")))
    found.push({ input: input.toReversed() as OperandInput, code: "out-of-range", operand: codec.encoder.name });
  if (!(first instanceof Register) || first.kind !== "r") return found;
  if (codec.encoder.accepts([])) found.push({ input: [], code: "out-of-range", operand: codec.encoder.name });
  else found.push(wrongKind([]));
  found.push(wrongKind([s0]));
  const [list, extra] = codec.encoder.bits;
  if (list!.mask === 0xff) {
    found.push({ input: [r0, coreRegisters[8]!], code: "out-of-range", operand: codec.encoder.name });
    for (const each of [lr, pc, sp]) {
      const taken =
        extra !== undefined &&
        codec.decoder.uses.some(({ bits, offset }) => bits?.shift === extra.shift && offset === each.number);
      if (!taken) found.push({ input: [r0, each], code: "out-of-range", operand: codec.encoder.name });
    }
  }
  return found;
}

/** A lane beyond the last, a register beyond the last that the field holds, all lanes, a register of another file. */
function lanesOutside({ encoder }: Codec, { register: found, index }: Lane): Outside[] {
  const [bits, indexBits] = encoder.bits;
  const file = found.kind === "s" ? singleRegisters : doubleRegisters;
  const most = indexBits?.mask ?? 0;
  const outside: Outside[] = [
    wrongKind(0.5),
    wrongKind(found),
    wrongKind(new Lane(found, null)),
    wrongKind(new Lane(found.kind === "s" ? d0 : s0, index)),
    { input: new Lane(found, most + 1), code: "out-of-range", operand: "lane", value: most + 1 },
  ];
  const next = file[bits!.mask + 1];
  if (next !== undefined)
    outside.push({ input: new Lane(next, index), code: "out-of-range", operand: "lane", value: next.name });
  return outside;
}

function optionsOutside(codec: Codec): Outside[] {
  const nonsense = "nonsense";
  const found: Outside[] = codec.encoder.accepts(nonsense)
    ? [{ input: nonsense, code: "out-of-range", operand: codec.encoder.name, value: nonsense }]
    : [wrongKind(nonsense)];
  const [bits] = codec.encoder.bits;
  if (bits !== undefined && codec.encoder.accepts(0))
    found.push({ input: bits.mask + 1, code: "out-of-range", operand: codec.encoder.name, value: bits.mask + 1 });
  return found;
}

/** Inputs just outside of what an operand of a sample may be, and the errors that must come of them. */
export function outsideInputs({ form, inputs, word, address }: Sample, index: number): Outside[] {
  const { row, syntax } = form.candidate;
  const encoders = encodingOf(syntax).operands;
  const { kind } = syntax.operands[index]!;
  const codec = { encoder: encoders[index]!, decoder: decodersOf(syntax)[index]! };
  const input = inputs[index]!;
  const place = { row, word, address };
  if (isRelative(codec.encoder)) {
    const targets = targetsOutside(codec, place);
    return input instanceof Memory ? [...targets, ...memoryOutside(codec, input, place).slice(2)] : targets;
  }
  if (typeof input === "number" && codec.encoder.accepts("nonsense")) return optionsOutside(codec);
  if (typeof input === "number" || input instanceof ModifiedImmediate) {
    const before = inputs[index - 1];
    return [wrongKind(r0), ...numbersOutside(codec, place, typeof before === "number" ? before : 0, kind)];
  }
  if (input instanceof Register) {
    const isRepeated = encoders.slice(0, index).some(({ name }) => name === codec.encoder.name);
    return registersOutside(codec, input, isRepeated);
  }
  if (input instanceof ShiftedRegister) return shiftsOutside(codec, input);
  if (input instanceof Memory) return memoryOutside(codec, input, place);
  if (Array.isArray(input)) return listsOutside(codec, input);
  if (typeof input === "string") return optionsOutside(codec);
  if (typeof input === "bigint")
    return [
      wrongKind(0.5),
      ...[1n, 0xff_00fen, 2n ** 64n].map(
        (value): Outside => ({ input: value, code: "not-encodable", operand: "const", value }),
      ),
    ];
  return input instanceof Lane ? lanesOutside(codec, input) : [wrongKind(0.5)];
}
