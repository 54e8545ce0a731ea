import type { InstructionSet, Tool } from "@armstalker/oracles";
import { encodeA32Immediate, encodeT32Immediate, ModifiedImmediate } from "../../src/modified-immediate.js";
import { Memory, type OperandInput } from "../../src/operands/operand.js";
import { pc, Register, sp } from "../../src/registers.js";
import { ShiftedRegister } from "../../src/shifts.js";
import { needsWidth } from "./assembly-text.js";
import type { Sample } from "./samples.js";

/** A class of instructions that an assembler does not know, or encodes otherwise than we are told to. */
export interface AssemblerDifference {
  readonly tool: Tool;
  readonly set: InstructionSet;
  /** What the assembler does, and why we do otherwise. */
  readonly what: string;
  readonly applies: (sample: Sample) => boolean;
  /**
   * It refuses the text; it takes it for something else that is wrong; or it makes an instruction that does the same, which the
   * table has under another mnemonic or with other operands.
   */
  readonly instead: "refused" | "wrong" | ((sample: Sample) => readonly Equivalent[]);
  /** So rare that it need not occur in a run. */
  readonly rare?: boolean;
}

interface Equivalent {
  readonly mnemonic: string;
  readonly inputs: readonly OperandInput[];
}

const rows =
  (...ids: readonly string[]) =>
  ({ form }: Sample): boolean =>
    ids.includes(form.candidate.row.id);

const all =
  (...conditions: readonly ((sample: Sample) => boolean)[]) =>
  (sample: Sample): boolean =>
    conditions.every((condition) => condition(sample));

const inIt = ({ it }: Sample): boolean => it !== "outside";
const conditional = ({ condition }: Sample): boolean => condition !== 14;
/** With this many operands, each of which passes. */
const operands =
  (...tests: readonly ((input: OperandInput) => boolean)[]) =>
  ({ inputs }: Sample): boolean =>
    inputs.length === tests.length && tests.every((test, index) => test(inputs[index]!));
const named =
  (...mnemonics: readonly string[]) =>
  ({ form }: Sample): boolean =>
    mnemonics.includes(form.mnemonic);

const any = (): boolean => true;
const isLow = (input: OperandInput): boolean => input instanceof Register && input.number < 8;
const isQuad = (input: OperandInput): boolean => input instanceof Register && input.kind === "q";
const isSp = (input: OperandInput): boolean => input === sp;
const isRotatedConstant = (input: OperandInput): boolean => input instanceof ModifiedImmediate;
const minusZero = ({ inputs }: Sample): boolean =>
  inputs.some((input) => input instanceof Memory && input.index === null && input.subtract && input.displacement === 0);
const isUnalignedLiteral = (input: OperandInput): boolean =>
  input instanceof Memory && input.base === pc && input.displacement % 4 !== 0;

const isNegative = (input: OperandInput): boolean => typeof input === "number" && input >= 2 ** 31;
const isOpposite = (input: OperandInput): boolean => encodeA32Immediate(2 ** 32 - Number(input)) >= 0;

/** A low register shifted as 16-bit encodings of LSL, LSR and ASR do. */
const isShiftedLow = (input: OperandInput): boolean =>
  input instanceof ShiftedRegister && isLow(input.register) && ["lsl", "lsr", "asr"].includes(input.type);
const asInNarrowForms = ({ form, it }: Sample): boolean => form.candidate.setsFlags === (it === "outside");

const sameText = ({ form, inputs }: Sample): readonly Equivalent[] => [{ mnemonic: form.mnemonic, inputs }];

/** All of them. There must be no other differences, and none of these must be broader than the difference is. */
export const assemblerDifferences: readonly AssemblerDifference[] = [
  ...(["gnu", "llvm"] as const).flatMap((tool): AssemblerDifference[] => [
    {
      tool,
      set: "a32",
      what: "nop is the hint, not MOV r0, r0",
      applies: all(rows("MOV_r_A1"), named("nop")),
      instead: sameText,
    },
    {
      tool,
      set: "t32",
      what: "nop is the hint, not MOV r8, r8",
      applies: all(rows("MOV_r_T1"), named("nop")),
      instead: sameText,
    },
    {
      tool,
      set: "t32",
      what: "DCPS does not stand in IT blocks (DDI 0487 F5.1.52 has no such rule)",
      applies: all(named("dcps1", "dcps2", "dcps3"), inIt),
      instead: "refused",
    },
  ]),
  {
    tool: "gnu",
    set: "a32",
    what: "MSR takes no byte with its rotation",
    applies: all(rows("MSR_i_A1", "MSR_i_A2"), operands(any, isRotatedConstant)),
    instead: "refused",
  },
  {
    tool: "gnu",
    set: "a32",
    what: "a negative constant is not added to PC, but its opposite subtracted",
    applies: all(
      rows("ADR_A1"),
      named("add"),
      operands(any, any, (input) => isNegative(input) && isOpposite(input)),
    ),
    instead: ({ inputs }) => [{ mnemonic: "sub", inputs: [inputs[0]!, inputs[1]!, 2 ** 32 - Number(inputs[2])] }],
    rare: true,
  },
  {
    tool: "gnu",
    set: "a32",
    what: "a negative constant is not added to PC",
    applies: all(
      rows("ADR_A1"),
      named("add"),
      operands(any, any, (input) => isNegative(input) && !isOpposite(input)),
    ),
    instead: "refused",
  },
  {
    tool: "gnu",
    set: "a32",
    what: "ADR takes an address: it adds 0, and does not subtract it",
    applies: all(rows("ADR_A2"), named("adr"), minusZero),
    instead: "wrong",
    rare: true,
  },
  {
    tool: "gnu",
    set: "a32",
    what: "PC is loaded from and stored to multiples of 4 (as of PC) only, if PC is the base",
    applies: all(
      rows("LDR_l_A1", "STR_i_A1"),
      operands((input) => input === pc, isUnalignedLiteral),
    ),
    instead: "refused",
  },
  {
    tool: "gnu",
    set: "a32",
    what: "MRC2 does not write APSR_nzcv, unlike MRC (A8.8.108)",
    applies: rows("MRC2_flags_A1"),
    instead: "refused",
  },
  {
    tool: "gnu",
    set: "a32",
    what: "VMOV from an 8-bit or 16-bit lane has no condition (A8.8.342 gives it one)",
    applies: all(rows("VMOV_r_x8_A1", "VMOV_r_x16_A1"), conditional),
    instead: "refused",
  },
  {
    tool: "llvm",
    set: "a32",
    what: "a constant that is added to PC has the smallest rotation",
    applies: all(rows("ADR_A1"), named("add"), operands(any, any, isRotatedConstant)),
    instead: ({ form, inputs }) => [
      { mnemonic: form.mnemonic, inputs: [inputs[0]!, inputs[1]!, (inputs[2] as ModifiedImmediate).value] },
    ],
  },
  {
    tool: "gnu",
    set: "a32",
    what: "ADR subtracts 2^31, which is the same as adding it",
    applies: all(
      rows("ADR_A1"),
      operands(any, (input) => input instanceof Memory && input.displacement === 2 ** 31),
      named("adr"),
    ),
    instead: ({ inputs }) => [
      { mnemonic: "adr", inputs: [inputs[0]!, new Memory({ base: pc, displacement: -(2 ** 31) })] },
    ],
    rare: true,
  },
  {
    tool: "llvm",
    set: "a32",
    what: "ADR takes 2^31 for 0",
    applies: all(
      rows("ADR_A1", "ADR_A2"),
      operands(any, (input) => input instanceof Memory && Math.abs(input.displacement) === 2 ** 31),
      named("adr"),
    ),
    instead: "wrong",
    rare: true,
  },
  {
    tool: "llvm",
    set: "a32",
    what: "LDRD and STRD of one register are not post-indexed by a register (the second may be left out, A8.8.74)",
    applies: all(
      rows("LDRD_r_A1", "STRD_r_A1"),
      operands(any, (input) => input instanceof Memory && input.mode === "post-indexed"),
    ),
    instead: "refused",
  },
  {
    tool: "llvm",
    set: "a32",
    what: "names of multiple transfers for rising and empty stacks are not known (A8.8.59 and others have them)",
    applies: named("ldmfa", "ldmed", "stmed", "stmfa"),
    instead: "refused",
  },
  {
    tool: "gnu",
    set: "t32",
    what: "a MOV that shifts low registers has no width",
    applies: all(rows("MOV_r_T3"), named("mov", "movs"), asInNarrowForms, operands(isLow, isShiftedLow)),
    instead: "refused",
  },
  {
    tool: "llvm",
    set: "t32",
    what: "a MOV that shifts low registers has 16 bits",
    applies: all(rows("MOV_r_T3"), named("mov", "movs"), asInNarrowForms, operands(isLow, isShiftedLow)),
    instead({ form, inputs }) {
      const { register, type, amount } = inputs[1] as ShiftedRegister;
      const s = form.candidate.setsFlags ? "s" : "";
      return [{ mnemonic: type + s, inputs: [inputs[0]!, register, amount] }];
    },
  },
  {
    tool: "gnu",
    set: "t32",
    what: "in an IT block, an ADD of low registers is ADD (register) T1, with three",
    applies: all(rows("ADD_r_T2"), inIt, operands(isLow, isLow)),
    instead: ({ form, inputs }) => [{ mnemonic: form.mnemonic, inputs: [inputs[0]!, inputs[0]!, inputs[1]!] }],
  },
  {
    tool: "gnu",
    set: "t32",
    what: "SP is only set to a sum with a register that is shifted left by 0 to 3 (ARMv8 took that away)",
    applies: all(
      rows("ADD_SP_r_T3", "SUB_SP_r_T1"),
      operands(
        isSp,
        any,
        (input) => input instanceof ShiftedRegister && (input.type !== "lsl" || Number(input.amount) > 3),
      ),
    ),
    instead: "refused",
  },
  {
    tool: "gnu",
    set: "t32",
    what: "an offset of -0 is 0",
    applies: all(minusZero, ({ form }) => ["load", "store", "preload"].includes(form.candidate.row.class)),
    instead: "wrong",
  },
  {
    tool: "gnu",
    set: "t32",
    what: "ADR takes an address: it adds 0, and does not subtract it",
    applies: all(rows("ADR_T2"), named("adr"), minusZero),
    instead: "wrong",
    rare: true,
  },
  {
    tool: "gnu",
    set: "t32",
    what: "PC is loaded from multiples of 4 (as of PC) only, if PC is the base",
    applies: all(
      rows("LDR_l_T2"),
      operands((input) => input === pc, isUnalignedLiteral),
    ),
    instead: "refused",
  },
  {
    tool: "gnu",
    set: "t32",
    what: "MRC2 does not write APSR_nzcv, unlike MRC (A8.8.108)",
    applies: rows("MRC2_flags_T1"),
    instead: "refused",
  },
  {
    tool: "gnu",
    set: "t32",
    what: "VMRS does not write SP (ARMv8 lets it)",
    applies: all(rows("VMRS_T1", "VMRS_p_T1"), operands(isSp, any)),
    instead: "refused",
  },
  {
    tool: "llvm",
    set: "t32",
    what: "ADD with PC has 32 bits",
    applies: all(rows("ADR_T1"), named("add")),
    instead: sameText,
  },
  {
    tool: "llvm",
    set: "t32",
    what: "ADD with PC takes no .w",
    applies: all(rows("ADR_T3"), named("add"), (sample) => needsWidth(sample, "llvm")),
    instead: "refused",
  },
  {
    tool: "llvm",
    set: "t32",
    what: "SUB with PC and a modified immediate is SUB (immediate) T3, UNPREDICTABLE with PC, not ADR T2",
    applies: all(
      rows("ADR_T2"),
      named("sub"),
      operands(any, any, (input) => encodeT32Immediate(Number(input)) >= 0),
    ),
    instead: "wrong",
  },
  {
    tool: "llvm",
    set: "t32",
    what: "adding -1 is subtracting 1",
    applies: all(
      rows("ADD_i_T3", "SUB_i_T3"),
      asInNarrowForms,
      operands(isLow, isLow, (input) => input === 2 ** 32 - 1),
    ),
    instead: ({ form, inputs }) => [
      {
        mnemonic: form.mnemonic.replace(/add|sub/, (name) => (name === "add" ? "sub" : "add")),
        inputs: [inputs[0]!, inputs[1]!, 1],
      },
    ],
    rare: true,
  },
  {
    tool: "llvm",
    set: "t32",
    what: "SP is only set to a sum with SP (ARMv8 took that away)",
    applies: all(rows("ADD_r_T3", "SUB_r_T2"), operands(isSp, any, any)),
    instead: "refused",
  },
  {
    tool: "llvm",
    set: "t32",
    what: "SUBS PC, LR has no condition",
    applies: all(rows("SUB_i_T5"), named("subs"), inIt),
    instead: "refused",
  },
  {
    tool: "llvm",
    set: "t32",
    what: "MUL takes no .w",
    applies: all(rows("MUL_T2"), (sample) => needsWidth(sample, "llvm")),
    instead: "refused",
  },
  {
    tool: "llvm",
    set: "t32",
    what: "UDF has no condition (A8.8.247 only deprecates it)",
    applies: all(rows("UDF_T1", "UDF_T2"), inIt),
    instead: "refused",
  },
  {
    tool: "gnu",
    set: "t32",
    what: "VSHL on the condition LT is taken for VSHLL on a condition T",
    applies: all(
      (sample) => /^vshl\./.test(sample.form.mnemonic),
      ({ condition }) => condition === 11,
    ),
    instead: "refused",
  },
  {
    tool: "gnu",
    set: "t32",
    what: "VMOV of Q registers on the condition LT is taken for VMOVL on a condition T",
    applies: all(rows("VORR_r_T1"), named("vmov"), operands(isQuad, isQuad), ({ condition }) => condition === 11),
    instead: "refused",
  },
  ...(["a32", "t32"] as const).map(
    (set): AssemblerDifference => ({
      tool: "gnu",
      set,
      what: "conversions between half precision and 16 bits of fixed point are refused",
      applies: ({ form }) => /^VCVT_(xv|vx)h_[AT]1$/.test(form.candidate.row.id),
      instead: "refused",
    }),
  ),
];
