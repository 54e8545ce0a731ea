import {
  AL,
  a32Table,
  type CodeWriterOptions,
  type CommonTemplates,
  type ConditionLike,
  type CoreRegisterLike,
  conditionNumber,
  coreRegisterNumber,
  encodeA32Immediate,
  InstructionWriter,
  isaError,
  isWord,
  once,
  type Place,
  RelativeTemplate,
  type Row,
  requireWithin,
  requireWord,
  type ShiftedRegister,
  type ShiftType,
  shifted,
  Template,
  writeBack,
  writerError,
} from "@armstalker/isa";
import type { ArmAssembler } from "./arm-assembler.generated.js";

/** The shifts of Frida's API: by a constant, or (`-reg`) by a register. */
export type ArmShifter = ShiftType | "asr-reg" | "lsl-reg" | "lsr-reg" | "ror-reg";

interface Templates extends CommonTemplates {
  readonly bCond: RelativeTemplate;
  /** cond, Rt. */
  readonly literalCond: RelativeTemplate;
  readonly movRegister: Template;
  readonly addImmediate: Template;
  readonly addRegister: Template;
  readonly subImmediate: Template;
  readonly subRegister: Template;
  readonly rsbImmediate: Template;
  readonly andsImmediate: Template;
  readonly cmpImmediate: Template;
  readonly load: Template;
  readonly store: Template;
  readonly udf: Template;
}

const templatesOf = once((): Templates => {
  const table = a32Table();
  const always = { cond: AL };
  const template = (id: string, fields: readonly string[] = [], fixed: Record<string, number> = {}): Template =>
    new Template(table.row(id), fields, { ...always, ...fixed });
  const relative = (
    id: string,
    fields: readonly string[] = [],
    fixed: Record<string, number> = always,
  ): RelativeTemplate => new RelativeTemplate(table.row(id), fields, fixed);
  return {
    b: relative("B_A1"),
    bCond: relative("B_A1", ["cond"], {}),
    bl: relative("BL_i_A1"),
    blx: relative("BL_i_A2", [], {}),
    bx: template("BX_A1", ["Rm"]),
    blxRegister: template("BLX_r_A1", ["Rm"]),
    literal: relative("LDR_l_A1", ["Rt"], { ...always, P: 1 }),
    literalCond: relative("LDR_l_A1", ["cond", "Rt"], { P: 1 }),
    nop: template("MOV_r_A1"),
    mrs: template("MRS_A1", ["Rd"]),
    msr: template("MSR_r_A1", ["Rn"], { mask: 0b1100 }),
    movRegister: template("MOV_r_A1", ["Rd", "Rm"]),
    addImmediate: template("ADD_i_A1", ["Rd", "Rn", "imm12"]),
    addRegister: template("ADD_r_A1", ["Rd", "Rn", "Rm"]),
    subImmediate: template("SUB_i_A1", ["Rd", "Rn", "imm12"]),
    subRegister: template("SUB_r_A1", ["Rd", "Rn", "Rm"]),
    rsbImmediate: template("RSB_i_A1", ["Rd", "Rn", "imm12"]),
    andsImmediate: template("AND_i_A1", ["Rd", "Rn", "imm12"], { S: 1 }),
    cmpImmediate: template("CMP_i_A1", ["Rn", "imm12"]),
    load: new Template(table.row("LDR_i_A1"), ["cond", "Rt", "Rn"], { P: 1 }),
    store: new Template(table.row("STR_i_A1"), ["cond", "Rt", "Rn"], { P: 1 }),
    udf: template("UDF_A1", ["imm12", "imm4"]),
  };
});

/** The fields `imm12` and `U` of LDR and STR (A8.8.63): the offset, and whether it is added. */
const REACH_OF_OFFSET = 4095;
const ADDS_OFFSET = 1 << 23;

/**
 * Writes A32 code. The methods named `put…` are those of Frida's ArmWriter; {@link InstructionWriter.asm | asm} has the encodings of the
 * instruction set but Advanced SIMD and VFP arithmetic and moves.
 */
export class ArmWriter extends InstructionWriter<ArmAssembler> {
  readonly #templates: Templates;

  /**
   * @throws {WriterError} `misaligned` for a `pc` or `codeAddress` that is no multiple of 4
   * @throws {IsaError} `unknown-option`, also for an address that is not within options
   */
  constructor(options: CodeWriterOptions = {}) {
    super({ set: "a32", alignment: 4 }, a32Table(), options);
    this.#templates = templatesOf();
  }

  protected override get common(): CommonTemplates {
    return this.#templates;
  }

  protected override putEncoded(_row: Row, word: number): void {
    this.putWord(word);
  }

  protected override get itPlace(): Place["it"] {
    return "outside";
  }

  protected override get poolAllowed(): boolean {
    return true;
  }

  protected override sizeOfJumpOver(): 4 {
    return 4;
  }

  protected override putJumpOver(target: number): void {
    this.putRelative(this.#templates.b, target);
  }

  protected override putPadding(): void {
    this.putNop();
  }

  protected override saveState(): void {}

  protected override restoreState(): void {}

  protected override targetWithin(address: number): number {
    return address;
  }

  protected override targetBeyond(address: number): number {
    return address % 2 === 1 ? address - 1 : address;
  }

  protected override staysWithin(address: number): boolean {
    return address % 2 === 0;
  }

  protected override loadableTarget(address: number): number {
    return address;
  }

  /** Calls the address in a register, T32 code if its bit 0 is set. */
  putCallReg(reg: CoreRegisterLike): void {
    this.putBlxReg(reg);
  }

  /** Branches to an address of A32 code if the condition holds. @throws {WriterError} `target-out-of-reach`: beyond 32 MiB */
  putBCondImm(cc: ConditionLike, target: number): void {
    this.putRelative(this.#templates.bCond, target, conditionNumber(cc));
  }

  /** Branches to a label. */
  putBLabel(label: string): void {
    this.putRelative(this.#templates.b, label);
  }

  /** Branches to a label if the condition holds. */
  putBCondLabel(cc: ConditionLike, label: string): void {
    this.putRelative(this.#templates.bCond, label, conditionNumber(cc));
  }

  /**
   * Calls the A32 code whose address is in a register without BLX, as ARMv4 does.
   *
   *     mov lr, pc
   *     mov pc, reg
   *
   * @throws {WriterError} `out-of-range` for lr, which is overwritten before it is used
   */
  putBlReg(reg: CoreRegisterLike): void {
    const number = coreRegisterNumber(reg);
    if (number === 14)
      throw writerError(
        "out-of-range",
        "reg",
        reg,
        "r0 to r12, sp",
        ": lr is overwritten before it is used, putBlxReg(lr)",
      );
    this.putUnit(8, () => {
      this.#putTwo(this.#templates.movRegister, 14, 15);
      this.#putTwo(this.#templates.movRegister, 15, number);
    });
  }

  /** Returns: `bx lr`, to T32 code if bit 0 of lr is set. */
  putRet(): void {
    this.putTemplate(this.#templates.bx, 14);
  }

  override putLdrRegRegOffset(dstReg: CoreRegisterLike, srcReg: CoreRegisterLike, srcOffset: number): void {
    this.#putTransfer(this.#templates.load, AL, dstReg, srcReg, srcOffset);
  }

  /** Loads a word if the condition holds. */
  putLdrCondRegRegOffset(
    cc: ConditionLike,
    dstReg: CoreRegisterLike,
    srcReg: CoreRegisterLike,
    srcOffset: number,
  ): void {
    this.#putTransfer(this.#templates.load, conditionNumber(cc), dstReg, srcReg, srcOffset);
  }

  /**
   * Loads a constant from the next literal pool if the condition holds.
   *
   * @param value - -2^31 to 2^32 - 1
   * @throws {WriterError} `out-of-range`
   */
  putLdrCondRegU32(cc: ConditionLike, reg: CoreRegisterLike, value: number): void {
    this.putLiteralLoad(this.#templates.literalCond, value, conditionNumber(cc), coreRegisterNumber(reg));
  }

  override putStrRegRegOffset(srcReg: CoreRegisterLike, dstReg: CoreRegisterLike, dstOffset: number): void {
    this.#putTransfer(this.#templates.store, AL, srcReg, dstReg, dstOffset);
  }

  /** Stores a word if the condition holds. */
  putStrCondRegRegOffset(
    cc: ConditionLike,
    srcReg: CoreRegisterLike,
    dstReg: CoreRegisterLike,
    dstOffset: number,
  ): void {
    this.#putTransfer(this.#templates.store, conditionNumber(cc), srcReg, dstReg, dstOffset);
  }

  /** Loads registers from the words at the address in a register; bit n of the mask is r`n`. */
  putLdmiaRegMask(reg: CoreRegisterLike, mask: number): void {
    this.putLoadMultiple(reg, mask);
  }

  /** As {@link putLdmiaRegMask}, and adds to the register the bytes that were loaded. */
  putLdmiaRegMaskWb(reg: CoreRegisterLike, mask: number): void {
    this.putLoadMultiple(writeBack(reg), mask);
  }

  override putMovRegReg(dstReg: CoreRegisterLike, srcReg: CoreRegisterLike): void {
    const destination = coreRegisterNumber(dstReg);
    const source = coreRegisterNumber(srcReg);
    if (destination !== source) this.#putTwo(this.#templates.movRegister, destination, source);
  }

  /**
   * Copies a register, shifted. Puts nothing if that changes nothing.
   *
   * @param shiftValue - bits: LSL 0 to 31, LSR and ASR 1 to 32, ROR 1 to 31; a register for the shifts by a register
   */
  putMovRegRegShift(
    dstReg: CoreRegisterLike,
    srcReg: CoreRegisterLike,
    shift: ArmShifter,
    shiftValue: number | CoreRegisterLike = 1,
  ): void {
    const operand = shiftedRegister(srcReg, shift, shiftValue);
    const { type, amount } = operand;
    if (type === "lsl" && amount === 0) this.putMovRegReg(dstReg, srcReg);
    else if (type === "rrx") this.putNamed("rrx", [dstReg, srcReg]);
    else this.putNamed(type, [dstReg, srcReg, amount]);
  }

  /** Adds a constant, 0 to 2^16 - 1, to a register, in up to two instructions. */
  putAddRegU16(dstReg: CoreRegisterLike, val: number): void {
    this.#putSum(this.#templates.addImmediate, dstReg, val, 0xffff);
  }

  /** Adds a constant, 0 to 2^32 - 1, to a register, in up to four instructions. */
  putAddRegU32(dstReg: CoreRegisterLike, val: number): void {
    this.#putSum(this.#templates.addImmediate, dstReg, val, 0xffffffff);
  }

  /** Adds a constant. @throws {IsaError} `not-encodable` if it is no modified immediate */
  putAddRegRegImm(dstReg: CoreRegisterLike, srcReg: CoreRegisterLike, immVal: number): void {
    this.#putImmediate(this.#templates.addImmediate, dstReg, srcReg, immVal);
  }

  override putAddRegRegReg(dstReg: CoreRegisterLike, srcReg1: CoreRegisterLike, srcReg2: CoreRegisterLike): void {
    this.#putThree(
      this.#templates.addRegister,
      coreRegisterNumber(dstReg),
      coreRegisterNumber(srcReg1),
      coreRegisterNumber(srcReg2),
    );
  }

  /** Adds a shifted register. */
  putAddRegRegRegShift(
    dstReg: CoreRegisterLike,
    srcReg1: CoreRegisterLike,
    srcReg2: CoreRegisterLike,
    shift: ArmShifter,
    shiftValue: number | CoreRegisterLike = 1,
  ): void {
    this.putNamed("add", [dstReg, srcReg1, shiftedRegister(srcReg2, shift, shiftValue)]);
  }

  /** Subtracts a constant, 0 to 2^16 - 1, from a register, in up to two instructions. */
  putSubRegU16(dstReg: CoreRegisterLike, val: number): void {
    this.#putSum(this.#templates.subImmediate, dstReg, val, 0xffff);
  }

  /** Subtracts a constant, 0 to 2^32 - 1, from a register, in up to four instructions. */
  putSubRegU32(dstReg: CoreRegisterLike, val: number): void {
    this.#putSum(this.#templates.subImmediate, dstReg, val, 0xffffffff);
  }

  /** Subtracts a constant. @throws {IsaError} `not-encodable` if it is no modified immediate */
  putSubRegRegImm(dstReg: CoreRegisterLike, srcReg: CoreRegisterLike, immVal: number): void {
    this.#putImmediate(this.#templates.subImmediate, dstReg, srcReg, immVal);
  }

  override putSubRegRegReg(dstReg: CoreRegisterLike, srcReg1: CoreRegisterLike, srcReg2: CoreRegisterLike): void {
    this.#putThree(
      this.#templates.subRegister,
      coreRegisterNumber(dstReg),
      coreRegisterNumber(srcReg1),
      coreRegisterNumber(srcReg2),
    );
  }

  /** Subtracts a register from a constant. @throws {IsaError} `not-encodable` */
  putRsbRegRegImm(dstReg: CoreRegisterLike, srcReg: CoreRegisterLike, immVal: number): void {
    this.#putImmediate(this.#templates.rsbImmediate, dstReg, srcReg, immVal);
  }

  /** The bitwise AND of a register and a constant; sets N, Z and C. @throws {IsaError} `not-encodable` */
  putAndsRegRegImm(dstReg: CoreRegisterLike, srcReg: CoreRegisterLike, immVal: number): void {
    this.#putImmediate(this.#templates.andsImmediate, dstReg, srcReg, immVal);
  }

  override putCmpRegImm(dstReg: CoreRegisterLike, immVal: number): void {
    this.#putTwo(this.#templates.cmpImmediate, coreRegisterNumber(dstReg), modifiedImmediate(immVal));
  }

  /** A breakpoint that Linux reports as SIGTRAP: `udf #16`. */
  putBreakpoint(): void {
    this.putBrkImm(0x10);
  }

  /** A permanently undefined instruction with a number, 0 to 65535. */
  putBrkImm(imm: number): void {
    this.#putTwo(this.#templates.udf, Math.floor(imm / 16), imm % 16);
  }

  /** Puts the 32 bits of an instruction as they are. @throws {WriterError} `out-of-range` */
  putInstruction(insn: number): void {
    requireWord("insn", insn);
    this.putWord(insn);
  }

  #putTwo(template: Template, v0: number, v1: number): void {
    this.putWord(template.encode2(v0, v1));
  }

  #putThree(template: Template, v0: number, v1: number, v2: number): void {
    this.putWord(template.encode3(v0, v1, v2));
  }

  #putTransfer(
    template: Template,
    condition: number,
    transferred: CoreRegisterLike,
    base: CoreRegisterLike,
    offset: number,
  ): void {
    const magnitude = offset < 0 ? -offset : offset;
    if ((magnitude & REACH_OF_OFFSET) !== magnitude) {
      const allowed = `-${REACH_OF_OFFSET} to ${REACH_OF_OFFSET}`;
      throw isaError("out-of-range", "offset", offset, allowed, ` in ${template.row.id}`);
    }
    const word = template.encode3(condition, coreRegisterNumber(transferred), coreRegisterNumber(base));
    this.putWord(word | (offset < 0 ? 0 : ADDS_OFFSET) | magnitude);
  }

  #putImmediate(template: Template, dstReg: CoreRegisterLike, srcReg: CoreRegisterLike, value: number): void {
    this.#putThree(template, coreRegisterNumber(dstReg), coreRegisterNumber(srcReg), modifiedImmediate(value));
  }

  // add rd, rd, #byte << n    for each byte of the constant that is not zero, high bytes first, at any even n
  #putSum(template: Template, reg: CoreRegisterLike, value: number, most: number): void {
    requireWithin("val", value, 0, most);
    const number = coreRegisterNumber(reg);
    this.putUnit(16, () => {
      for (let rest = value; rest !== 0; ) {
        const part = encodeA32Immediate(rest) >= 0 ? rest : highestImmediate(rest);
        this.#putThree(template, number, number, encodeA32Immediate(part));
        rest -= part;
      }
    });
  }
}

/** The highest bits of a constant that fit a modified immediate: 8 bits that begin at an even place. */
function highestImmediate(value: number): number {
  const shift = Math.max(0, (32 - Math.clz32(value) - 8 + 1) & ~1);
  return ((value >>> shift) << shift) >>> 0;
}

function modifiedImmediate(value: number): number {
  if ((value & 0xff) === value) return value;
  const field = isWord(value) ? encodeA32Immediate(value) : -1;
  if (field >= 0) return field;
  const allowed = "an 8-bit value rotated right by an even number of bits";
  throw isaError("not-encodable", "immVal", value, allowed, ": load it into a register with putLdrRegU32");
}

const registerShift = /^(asr|lsl|lsr|ror)-reg$/;

function shiftedRegister(reg: CoreRegisterLike, shift: ArmShifter, value: number | CoreRegisterLike): ShiftedRegister {
  const byRegister = registerShift.exec(shift);
  if (byRegister === null) return shifted(reg, shift as ShiftType, value);
  if (typeof value === "number") throw isaError("operand-kind", "shiftValue", value, "r0 to r12, sp or lr");
  return shifted(reg, byRegister[1] as ShiftType, value);
}
