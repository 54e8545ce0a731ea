import {
  AL,
  advanceIt,
  type Candidate,
  type CodeWriterOptions,
  type CommonTemplates,
  type ConditionLike,
  type CoreRegisterLike,
  conditionNumber,
  conditionOfIt,
  coreRegisterNumber,
  type EncodeOptions,
  InstructionWriter,
  type ItState,
  inItBlock,
  isaError,
  isWideThumb,
  isWithin,
  lastInItBlock,
  mayStand,
  NO_IT,
  type OperandInput,
  once,
  type Place,
  type RegisterLike,
  RelativeTemplate,
  type Row,
  requireWithin,
  requireWordOf,
  SP,
  Template,
  t32Table,
  writeBack,
  writerError,
} from "@armstalker/isa";
import type { ThumbAssembler } from "./thumb-assembler.generated.js";

/** The system registers of Frida's API: the condition flags and Q. */
export type ArmSystemRegister = "apsr-nzcvq";

/** A load or store with an offset: the narrow encoding, that from SP, and the wide one. */
type Transfers = readonly [narrow: Template, stack: Template, wide: Template];

interface Templates extends CommonTemplates {
  readonly bNarrow: RelativeTemplate;
  readonly bCond: RelativeTemplate;
  readonly bCondWide: RelativeTemplate;
  readonly cbz: RelativeTemplate;
  readonly cbnz: RelativeTemplate;
  readonly literalNarrow: RelativeTemplate;
  readonly mov: Template;
  readonly movWide: Template;
  readonly ldr: Transfers;
  readonly str: Transfers;
  readonly bkpt: Template;
  readonly udf: Template;
  readonly it: Row;
}

const templatesOf = once((): Templates => {
  const table = t32Table();
  const template = (id: string, fields: readonly string[] = [], fixed: Record<string, number> = {}): Template =>
    new Template(table.row(id), fields, fixed);
  const relative = (id: string, fields: readonly string[] = [], fixed: Record<string, number> = {}): RelativeTemplate =>
    new RelativeTemplate(table.row(id), fields, fixed);
  const transfers = (id: string): Transfers => [
    template(`${id}1`, ["Rt", "Rn", "imm5"]),
    template(`${id}2`, ["Rt", "imm8"]),
    template(`${id}3`, ["Rt", "Rn", "imm12"]),
  ];
  return {
    b: relative("B_T4"),
    bNarrow: relative("B_T2"),
    bCond: relative("B_T1", ["cond"]),
    bCondWide: relative("B_T3", ["cond"]),
    bl: relative("BL_i_T1"),
    blx: relative("BL_i_T2"),
    bx: template("BX_T1", ["Rm"]),
    blxRegister: template("BLX_r_T1", ["Rm"]),
    cbz: relative("CBZ_T1", ["Rn"], { op: 0 }),
    cbnz: relative("CBZ_T1", ["Rn"], { op: 1 }),
    literal: relative("LDR_l_T2", ["Rt"]),
    literalNarrow: relative("LDR_l_T1", ["Rt"]),
    nop: template("NOP_T1"),
    mrs: template("MRS_T1", ["Rd"]),
    msr: template("MSR_r_T1", ["Rn"], { mask: 0b1100 }),
    mov: template("MOV_r_T1", ["D", "Rd", "Rm"]),
    movWide: template("MOV_i_T2", ["Rd", "imm8"]),
    ldr: transfers("LDR_i_T"),
    str: transfers("STR_i_T"),
    bkpt: template("BKPT_T1", ["imm8"]),
    udf: template("UDF_T1", ["imm8"]),
    it: table.row("IT_T1"),
  };
});

/** What an IT block can need after its IT instruction: four instructions. */
const LONGEST_IT_BLOCK = 16;

/**
 * Writes T32 code. The methods named `put…` are those of Frida's ThumbWriter; {@link InstructionWriter.asm | asm} has the encodings of
 * the instruction set but Advanced SIMD and VFP arithmetic and moves. It knows when it is in an IT block: no literal pool goes there, and what may not stand there is refused.
 */
export class ThumbWriter extends InstructionWriter<ThumbAssembler> {
  readonly #templates: Templates;
  #it: ItState = NO_IT;

  /**
   * @throws {WriterError} `misaligned` for a `pc` or `codeAddress` that is odd
   * @throws {IsaError} `unknown-option`, also for an address that is not within options
   */
  constructor(options: CodeWriterOptions = {}) {
    super({ set: "t32", alignment: 2 }, t32Table(), options);
    this.#templates = templatesOf();
  }

  /** The IT state of the next instruction; 0 outside of IT blocks. */
  get itState(): ItState {
    return this.#it;
  }

  protected override get common(): CommonTemplates {
    return this.#templates;
  }

  protected override putEncoded(row: Row, word: number): void {
    if (this.#it === NO_IT && row !== this.#templates.it) {
      if (row.size === 2) this.putHalfword(word);
      else this.putHalfwords(word);
    } else this.#putWithIt(row, word);
  }

  #putWithIt(row: Row, word: number): void {
    if (!mayStand(row, word, this.#it)) {
      const allowed = "one outside or, if it branches, the last";
      throw writerError("it-block", "place", "within an IT block", allowed, ` for ${row.id}`);
    }
    if (row === this.#templates.it) {
      // Room for the whole block, so that no literal pool has to go into it.
      this.reserve(2 + LONGEST_IT_BLOCK);
      this.putHalfword(word);
      this.#it = word & 0xff;
      return;
    }
    if (row.size === 2) this.putHalfword(word);
    else this.putHalfwords(word);
    this.#it = advanceIt(this.#it);
  }

  protected override get itPlace(): Place["it"] {
    return !inItBlock(this.#it) ? "outside" : lastInItBlock(this.#it) ? "last" : "inside";
  }

  protected override get poolAllowed(): boolean {
    return !inItBlock(this.#it);
  }

  protected override sizeOfJumpOver(byteCount: number): 2 | 4 {
    return byteCount <= this.#templates.bNarrow.encoder.greatest ? 2 : 4;
  }

  protected override putJumpOver(target: number): void {
    const narrow = this.sizeOfJumpOver(target - this.pc) === 2;
    this.putRelative(narrow ? this.#templates.bNarrow : this.#templates.b, target);
  }

  protected override putPadding(): void {
    this.putNop();
  }

  protected override saveState(): ItState {
    return this.#it;
  }

  protected override restoreState(state: unknown): void {
    this.#it = state as ItState;
  }

  protected override targetWithin(address: number): number {
    return address % 2 === 1 ? address - 1 : address;
  }

  protected override targetBeyond(address: number): number {
    return address;
  }

  protected override staysWithin(address: number): boolean {
    return address % 2 === 1;
  }

  protected override loadableTarget(address: number): number {
    return address % 2 === 1 ? address : address + 1;
  }

  /**
   * @throws {WriterError} `it-block` if an IT block is not complete; and as {@link CodeWriter.flush}
   */
  override flush(): void {
    if (inItBlock(this.#it)) {
      throw writerError("it-block", "itState", this.#it, "0", ": put the instructions that the last IT block lacks");
    }
    super.flush();
  }

  override reset(options: CodeWriterOptions = {}): void {
    super.reset(options);
    this.#it = NO_IT;
  }

  protected override assemble(
    mnemonic: string,
    candidates: readonly Candidate[],
    operands: readonly OperandInput[],
    options: EncodeOptions,
  ): void {
    let inPlace = options;
    if (inItBlock(this.#it)) {
      const condition = conditionOfIt(this.#it);
      if (options.condition !== AL && options.condition !== condition) {
        throw writerError("it-block", "condition", options.condition, `${condition}, that of the IT block`);
      }
      inPlace = { ...options, condition };
    } else if (
      options.condition !== AL &&
      !candidates.some(({ row, syntax }) => row.cond !== null && syntax.operands.length === operands.length)
    ) {
      // it cond; instruction
      this.putUnit(6, () => {
        this.#putIt((options.condition << 4) | 8);
        super.assemble(mnemonic, candidates, operands, this.#sized(candidates, operands, options));
      });
      return;
    }
    super.assemble(mnemonic, candidates, operands, this.#sized(candidates, operands, inPlace));
  }

  // A label that is not put yet may turn out to be far away, so the reference to it is a wide one where there is a choice.
  #sized(candidates: readonly Candidate[], operands: readonly OperandInput[], options: EncodeOptions): EncodeOptions {
    if (options.size !== 0 || options.encoding !== "") return options;
    const index = this.labelIndex(candidates, operands);
    if (index < 0 || this.addressOfLabel(operands[index] as string) !== undefined) return options;
    return candidates.some(({ row, syntax }) => row.size === 4 && syntax.operands.length === operands.length)
      ? { ...options, size: 4 }
      : options;
  }

  /**
   * Branches to any address and changes no register, as in {@link InstructionWriter.putBranchAddress}.
   *
   * @param instructionSet - of the code there; T32 by default, whether or not bit 0 of the address is set
   */
  override putBranchAddress(address: number, instructionSet: "a32" | "t32" = "t32"): void {
    requireWordOf("instructionSet", instructionSet, "a32", "t32");
    if (instructionSet === "t32") super.putBranchAddress(this.loadableTarget(address));
    else if (address % 4 === 0) this.putLiteralLoad(this.#templates.literal, address, 15);
    else throw writerError("misaligned", "address", address, "a multiple of 4 for A32 code");
  }

  /** Branches to a label by a 16-bit instruction, which reaches 2 KiB. */
  putBLabel(label: string): void {
    this.putRelative(this.#templates.bNarrow, label);
  }

  /** Branches to a label by a 32-bit instruction, which reaches 16 MiB. */
  putBLabelWide(label: string): void {
    this.putRelative(this.#templates.b, label);
  }

  /** Branches to a label if the Z flag is set; reaches 256 bytes. */
  putBeqLabel(label: string): void {
    this.putBCondLabel("eq", label);
  }

  /** Branches to a label if the Z flag is clear; reaches 256 bytes. */
  putBneLabel(label: string): void {
    this.putBCondLabel("ne", label);
  }

  /** Branches to a label if the condition holds, by a 16-bit instruction, which reaches 256 bytes. */
  putBCondLabel(cc: ConditionLike, label: string): void {
    this.putRelative(this.#templates.bCond, label, branchCondition(cc));
  }

  /** Branches to a label if the condition holds, by a 32-bit instruction, which reaches 1 MiB. */
  putBCondLabelWide(cc: ConditionLike, label: string): void {
    this.putRelative(this.#templates.bCondWide, label, branchCondition(cc));
  }

  /** Branches forward to a label, up to 126 bytes away, if a register, r0 to r7, is zero. */
  putCbzRegLabel(reg: CoreRegisterLike, label: string): void {
    this.putRelative(this.#templates.cbz, label, coreRegisterNumber(reg));
  }

  /** Branches forward to a label, up to 126 bytes away, if a register, r0 to r7, is not zero. */
  putCbnzRegLabel(reg: CoreRegisterLike, label: string): void {
    this.putRelative(this.#templates.cbnz, label, coreRegisterNumber(reg));
  }

  /** Loads a constant from the next literal pool: by a 16-bit instruction into r0 to r7, else by a 32-bit one. */
  override putLdrRegU32(reg: CoreRegisterLike, value: number): void {
    const number = coreRegisterNumber(reg);
    this.putLiteralLoad(number < 8 ? this.#templates.literalNarrow : this.#templates.literal, value, number);
  }

  override putLdrRegRegOffset(dstReg: CoreRegisterLike, srcReg: CoreRegisterLike, srcOffset: number): void {
    this.#putTransfer("ldr", dstReg, srcReg, srcOffset);
  }

  override putStrRegRegOffset(srcReg: CoreRegisterLike, dstReg: CoreRegisterLike, dstOffset: number): void {
    this.#putTransfer("str", srcReg, dstReg, dstOffset);
  }

  /** Loads the byte, zero-extended, at the address in a register. */
  putLdrbRegReg(dstReg: CoreRegisterLike, srcReg: CoreRegisterLike): void {
    this.putNamed("ldrb", [dstReg, this.at(srcReg, 0)]);
  }

  /** Loads the halfword, zero-extended, at the address in a register. */
  putLdrhRegReg(dstReg: CoreRegisterLike, srcReg: CoreRegisterLike): void {
    this.putNamed("ldrh", [dstReg, this.at(srcReg, 0)]);
  }

  /**
   * Loads an S or D register from a core register plus an offset in bytes.
   *
   * @param srcOffset - -1020 to 1020, a multiple of 4
   */
  putVldrRegRegOffset(dstReg: RegisterLike, srcReg: CoreRegisterLike, srcOffset: number): void {
    this.putNamed("vldr", [dstReg, this.at(srcReg, srcOffset)]);
  }

  /** Loads registers from the words at the address in a register, and adds to it the bytes that were loaded. */
  putLdmiaRegMask(reg: CoreRegisterLike, mask: number): void {
    const base = coreRegisterNumber(reg);
    const registers = this.registersOf(mask);
    const [first] = registers;
    // For SP only POP has 16-bit encodings (A8.8.131). LDM has no 32-bit encoding for a single register (A8.8.58).
    if (base === SP) this.putPopRegs(registers);
    else if (registers.length === 1 && (base > 7 || first!.number > 7))
      this.putNamed("ldr", [first!, this.at(reg, 4, "post-indexed")]);
    else this.putLoadMultiple(writeBack(reg), mask);
  }

  override putMovRegReg(dstReg: CoreRegisterLike, srcReg: CoreRegisterLike): void {
    const destination = coreRegisterNumber(dstReg);
    const source = coreRegisterNumber(srcReg);
    if (destination !== source) this.#putThree(this.#templates.mov, destination >>> 3, destination & 7, source);
  }

  /** Sets a register to a constant, 0 to 255; no flags change. */
  putMovRegU8(dstReg: CoreRegisterLike, immValue: number): void {
    this.#putTwo(this.#templates.movWide, coreRegisterNumber(dstReg), immValue);
  }

  /** Adds a constant, -4095 to 4095 or a modified immediate, to a register; no flags change. */
  putAddRegImm(dstReg: CoreRegisterLike, immValue: number): void {
    this.putAddRegRegImm(dstReg, dstReg, immValue);
  }

  /** Subtracts a constant, as {@link putAddRegImm}. */
  putSubRegImm(dstReg: CoreRegisterLike, immValue: number): void {
    this.putSubRegRegImm(dstReg, dstReg, immValue);
  }

  /** Adds a register to another; no flags change. */
  putAddRegReg(dstReg: CoreRegisterLike, srcReg: CoreRegisterLike): void {
    this.putNamed("add", [dstReg, dstReg, srcReg]);
  }

  /** Subtracts a register from another; no flags change. */
  putSubRegReg(dstReg: CoreRegisterLike, srcReg: CoreRegisterLike): void {
    this.putNamed("sub", [dstReg, dstReg, srcReg]);
  }

  /** Adds a constant, -4095 to 4095 or a modified immediate; no flags change. Puts nothing if that changes nothing. */
  putAddRegRegImm(dstReg: CoreRegisterLike, leftReg: CoreRegisterLike, rightValue: number): void {
    this.#putSum("add", "sub", dstReg, leftReg, rightValue);
  }

  /** Subtracts a constant, as {@link putAddRegRegImm}. */
  putSubRegRegImm(dstReg: CoreRegisterLike, leftReg: CoreRegisterLike, rightValue: number): void {
    this.#putSum("sub", "add", dstReg, leftReg, rightValue);
  }

  /** The bitwise AND with a modified immediate; no flags change. */
  putAndRegRegImm(dstReg: CoreRegisterLike, leftReg: CoreRegisterLike, rightValue: number): void {
    this.putNamed("and", [dstReg, leftReg, rightValue]);
  }

  /** The bitwise OR with a modified immediate; no flags change. */
  putOrRegRegImm(dstReg: CoreRegisterLike, leftReg: CoreRegisterLike, rightValue: number): void {
    this.putNamed("orr", [dstReg, leftReg, rightValue]);
  }

  /** Shifts left by 0 to 31 bits; no flags change. */
  putLslRegRegImm(dstReg: CoreRegisterLike, leftReg: CoreRegisterLike, rightValue: number): void {
    if (rightValue === 0) this.putMovRegReg(dstReg, leftReg);
    else this.putNamed("lsl", [dstReg, leftReg, rightValue]);
  }

  /** Shifts left by 1 to 31 bits; sets N, Z and C. */
  putLslsRegRegImm(dstReg: CoreRegisterLike, leftReg: CoreRegisterLike, rightValue: number): void {
    this.putNamed("lsls", [dstReg, leftReg, rightValue]);
  }

  /** Shifts right with zeros by 1 to 32 bits; sets N, Z and C. */
  putLsrsRegRegImm(dstReg: CoreRegisterLike, leftReg: CoreRegisterLike, rightValue: number): void {
    this.putNamed("lsrs", [dstReg, leftReg, rightValue]);
  }

  /** Reads a system register: the condition flags, Q and the GE bits. */
  putMrsRegReg(dstReg: CoreRegisterLike, srcReg: ArmSystemRegister): void {
    requireSystemRegister(srcReg);
    this.putMovRegCpsr(dstReg);
  }

  /** Writes a system register: the condition flags and Q. */
  putMsrRegReg(dstReg: ArmSystemRegister, srcReg: CoreRegisterLike): void {
    requireSystemRegister(dstReg);
    this.putNamed("msr", ["apsr_nzcvq", srcReg]);
  }

  /** A breakpoint with a number, 0 to 255; it stops whatever the condition. */
  putBkptImm(imm: number): void {
    this.putTemplate(this.#templates.bkpt, imm);
  }

  /** A breakpoint that Linux reports as SIGTRAP: `udf #1`. */
  putBreakpoint(): void {
    this.putTemplate(this.#templates.udf, 1);
  }

  /**
   * Puts the 16 bits of an instruction as they are.
   *
   * @throws {WriterError} `out-of-range`, also for the first half of a 32-bit instruction
   */
  putInstruction(insn: number): void {
    if (!isWithin(insn, 0, 0xffff) || isWideThumb(insn)) {
      const allowed = "a 16-bit instruction, 0 to 0xe7ff";
      throw writerError("out-of-range", "insn", insn, allowed, "; a 32-bit one takes putInstructionWide");
    }
    if (insn >>> 8 === 0xbf && (insn & 15) !== 0) this.#putIt(insn & 0xff);
    else {
      this.putHalfword(insn);
      this.#it = advanceIt(this.#it);
    }
  }

  /** Puts the two halves of a 32-bit instruction as they are. @throws {WriterError} `out-of-range` */
  putInstructionWide(upper: number, lower: number): void {
    requireWithin("upper", upper, 0xe800, 0xffff);
    requireWithin("lower", lower, 0, 0xffff);
    this.putHalfwords(((upper << 16) | lower) >>> 0);
    this.#it = advanceIt(this.#it);
  }

  /** Puts IT with the condition and mask in 8 bits. */
  #putIt(state: ItState): void {
    const { it } = this.#templates;
    this.putEncoded(it, it.value | state);
  }

  #putTwo(template: Template, v0: number, v1: number): void {
    this.putEncoded(template.row, template.encode2(v0, v1));
  }

  #putThree(template: Template, v0: number, v1: number, v2: number): void {
    this.putEncoded(template.row, template.encode3(v0, v1, v2));
  }

  // The narrow form for r0 to r7, or from sp; else the wide one.
  #putTransfer(mnemonic: "ldr" | "str", transferred: CoreRegisterLike, base: CoreRegisterLike, offset: number): void {
    const transfers = this.#templates[mnemonic];
    const rt = coreRegisterNumber(transferred);
    const rn = coreRegisterNumber(base);
    const words = offset / 4;
    const most = rt > 7 ? -1 : rn < 8 ? 31 : rn === SP ? 255 : -1;
    if (isWithin(words, 0, most)) {
      if (rn === SP) this.#putTwo(transfers[1], rt, words);
      else this.#putThree(transfers[0], rt, rn, words);
    } else if (offset >= 0 && rn !== 15) this.#putThree(transfers[2], rt, rn, offset);
    else this.putNamed(mnemonic, [transferred, this.at(base, offset)]);
  }

  #putSum(
    mnemonic: string,
    opposite: string,
    dstReg: CoreRegisterLike,
    leftReg: CoreRegisterLike,
    value: number,
  ): void {
    if (value === 0) this.putMovRegReg(dstReg, leftReg);
    else if (value < 0) this.putNamed(opposite, [dstReg, leftReg, -value]);
    else this.putNamed(mnemonic, [dstReg, leftReg, value]);
  }
}

function branchCondition(cc: ConditionLike): number {
  const number = conditionNumber(cc);
  if (number !== AL) return number;
  throw isaError("condition-not-allowed", "cc", cc, "eq to le", ": for al use putBLabel");
}

function requireSystemRegister(name: ArmSystemRegister): void {
  if (name === "apsr-nzcvq") return;
  throw isaError("unknown-register", "the system register", name, "apsr-nzcvq", ": for others asm.mrs and asm.msr");
}
