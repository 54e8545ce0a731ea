import type { EncodeOptions } from "../encode.js";
import { Memory, type OperandInput } from "../operands/operand.js";
import {
  type CoreRegister,
  type CoreRegisterLike,
  coreRegisterNumber,
  coreRegisters,
  Register,
  type RegisterLike,
  register,
} from "../registers.js";
import type { InstructionTable } from "../table.js";
import { type CallArgument, type CallPrimitives, type CallTarget, putCallSequence } from "./call-sequence.js";
import { CodeWriter, type CodeWriterOptions, type CodeWriterTraits } from "./code-writer.js";
import { type AssembleOptions, encodeOptionsOf, makeAssembler, noOptions } from "./mnemonics.js";
import type { RelativeTemplate, Template } from "./template.js";
import { requireWithin, writerError } from "./writer-error.js";

/** The encodings that both instruction sets have, and the shared methods put. */
export interface CommonTemplates {
  readonly b: RelativeTemplate;
  readonly bl: RelativeTemplate;
  /** To the other instruction set. */
  readonly blx: RelativeTemplate;
  /** Rm. */
  readonly bx: Template;
  /** Rm. */
  readonly blxRegister: Template;
  /** Rt, from a literal pool, any of r0 to pc. */
  readonly literal: RelativeTemplate;
  readonly nop: Template;
  /** Rd: reads the flags and GE bits. */
  readonly mrs: Template;
  /** Rn: writes NZCVQ and the GE bits. */
  readonly msr: Template;
}

// A call sequence has at most: two adjustments, a load and a store for each argument, a move through lr for each cycle, the call.
const bytesOfCall = (argumentCount: number): number => 4 * (4 + 3 * argumentCount);

/**
 * The methods of Frida's writers that are the same for A32 and T32, and the assembler interface.
 *
 * @typeParam Assembler - the signatures of the mnemonics
 */
export abstract class InstructionWriter<Assembler> extends CodeWriter {
  readonly #table: InstructionTable;
  #assembler: Assembler | null = null;
  #plainOptions: EncodeOptions | null = null;

  protected constructor(traits: CodeWriterTraits, table: InstructionTable, options: CodeWriterOptions) {
    super(traits, options);
    this.#table = table;
  }

  protected abstract readonly common: CommonTemplates;

  /**
   * The encodings of the instruction set but Advanced SIMD and VFP arithmetic and moves, a method for each mnemonic; the last argument may be
   * options. `fullAsm(writer)` of the writer's package has these and Advanced SIMD and VFP arithmetic and moves.
   */
  get asm(): Assembler {
    this.#assembler ??= this.asmOf<Assembler>(this.#table);
    return this.#assembler;
  }

  /** @internal An assembler that puts the encodings of a table of the same instruction set. */
  asmOf<Other>(table: InstructionTable): Other {
    return makeAssembler<Other>(table, (mnemonic, candidates, operands, options) =>
      this.assemble(mnemonic, candidates, operands, this.#optionsOf(options)),
    );
  }

  /** Puts an instruction by its mnemonic. */
  protected putNamed(mnemonic: string, operands: readonly OperandInput[], options: AssembleOptions = noOptions): void {
    this.assemble(mnemonic, this.#table.candidates(mnemonic), operands, this.#optionsOf(options));
  }

  // Most instructions are put without options.
  #optionsOf(options: AssembleOptions): EncodeOptions {
    if (options !== noOptions) return encodeOptionsOf(options, this.features);
    if (this.#plainOptions?.features !== this.features) this.#plainOptions = encodeOptionsOf(noOptions, this.features);
    return this.#plainOptions;
  }

  /** Puts an encoding with one field, or none. */
  protected putTemplate(template: Template, v0 = 0): void {
    this.putEncoded(template.row, template.encode(v0));
  }

  /** The address that a branch within this instruction set goes to: bit 0, where it says T32, is no part of it. */
  protected abstract targetWithin(address: number): number;
  /** The address that a branch to the other instruction set goes to. */
  protected abstract targetBeyond(address: number): number;
  /** True if a code address, bit 0 included, is of this instruction set. */
  protected abstract staysWithin(address: number): boolean;
  /** What a code address, bit 0 included, loads into PC to get there. */
  protected abstract loadableTarget(address: number): number;

  /**
   * True if a branch at one address reaches another one directly.
   *
   * @param from - of the branch instruction, 0 to 2^32 - 1
   * @param to - of code of the same instruction set
   */
  canBranchDirectlyBetween(from: number, to: number): boolean {
    return this.common.b.reaches(from, this.targetWithin(to));
  }

  /**
   * Branches to an address of this instruction set.
   *
   * @throws {WriterError} `target-out-of-reach`: beyond 32 MiB in A32, 16 MiB in T32
   */
  putBImm(target: number): void {
    this.putRelative(this.common.b, this.targetWithin(target));
  }

  /** Calls an address of this instruction set. @throws {WriterError} `target-out-of-reach` */
  putBlImm(target: number): void {
    this.putRelative(this.common.bl, this.targetWithin(target));
  }

  /** Calls an address of the other instruction set. @throws {WriterError} `target-out-of-reach` */
  putBlxImm(target: number): void {
    this.putRelative(this.common.blx, this.targetBeyond(target));
  }

  /** Calls a label. */
  putBlLabel(label: string): void {
    this.putRelative(this.common.bl, label);
  }

  /** Branches to the address in a register, to T32 code if its bit 0 is set. */
  putBxReg(reg: CoreRegisterLike): void {
    this.putTemplate(this.common.bx, coreRegisterNumber(reg));
  }

  /** Calls the address in a register, T32 code if its bit 0 is set. */
  putBlxReg(reg: CoreRegisterLike): void {
    this.putTemplate(this.common.blxRegister, coreRegisterNumber(reg));
  }

  /**
   * Branches to any address and changes no register: directly where that is in reach, else by loading PC from a literal.
   *
   *     b target        or      ldr pc, =target
   *
   * @param address - 0 to 2^32 - 1; bit 0 set for T32 code. `ThumbWriter` takes every address for T32 code unless told otherwise.
   */
  putBranchAddress(address: number): void {
    if (this.staysWithin(address) && this.canBranchDirectlyBetween(this.pc, address)) this.putBImm(address);
    else this.putLiteralLoad(this.common.literal, this.loadableTarget(address), 15);
  }

  /** Loads an address from the next literal pool. */
  putLdrRegAddress(reg: CoreRegisterLike, address: number): void {
    this.putLdrRegU32(reg, address);
  }

  /**
   * Loads a constant from the next literal pool.
   *
   * @param value - -2^31 to 2^32 - 1
   * @throws {WriterError} `out-of-range`
   */
  putLdrRegU32(reg: CoreRegisterLike, value: number): void {
    this.putLiteralLoad(this.common.literal, value, coreRegisterNumber(reg));
  }

  /** Loads the word at the address in a register. */
  putLdrRegReg(dstReg: CoreRegisterLike, srcReg: CoreRegisterLike): void {
    this.putLdrRegRegOffset(dstReg, srcReg, 0);
  }

  /** Loads the word at a register plus an offset in bytes. @throws {IsaError} `out-of-range` */
  abstract putLdrRegRegOffset(dstReg: CoreRegisterLike, srcReg: CoreRegisterLike, srcOffset: number): void;

  /** Stores a word at the address in a register. */
  putStrRegReg(srcReg: CoreRegisterLike, dstReg: CoreRegisterLike): void {
    this.putStrRegRegOffset(srcReg, dstReg, 0);
  }

  /** Stores a word at a register plus an offset in bytes. @throws {IsaError} `out-of-range` */
  abstract putStrRegRegOffset(srcReg: CoreRegisterLike, dstReg: CoreRegisterLike, dstOffset: number): void;

  /** Copies a register; puts nothing if it is the same. No flags change. */
  abstract putMovRegReg(dstReg: CoreRegisterLike, srcReg: CoreRegisterLike): void;

  /** Reads the condition flags, Q and the GE bits. */
  putMovRegCpsr(reg: CoreRegisterLike): void {
    this.putTemplate(this.common.mrs, coreRegisterNumber(reg));
  }

  /** Writes the condition flags, Q and the GE bits. */
  putMovCpsrReg(reg: CoreRegisterLike): void {
    this.putTemplate(this.common.msr, coreRegisterNumber(reg));
  }

  /** Adds two registers; no flags change. */
  putAddRegRegReg(dstReg: CoreRegisterLike, leftReg: CoreRegisterLike, rightReg: CoreRegisterLike): void {
    this.putNamed("add", [dstReg, leftReg, rightReg]);
  }

  /** Subtracts a register from another; no flags change. */
  putSubRegRegReg(dstReg: CoreRegisterLike, leftReg: CoreRegisterLike, rightReg: CoreRegisterLike): void {
    this.putNamed("sub", [dstReg, leftReg, rightReg]);
  }

  /** Compares a register with a constant. */
  putCmpRegImm(reg: CoreRegisterLike, immValue: number): void {
    this.putNamed("cmp", [reg, immValue]);
  }

  /** Pushes registers, the lowest at the lowest address. */
  putPushRegs(regs: readonly CoreRegisterLike[]): void {
    this.putNamed("push", [regs]);
  }

  /** Pops registers, the lowest from the lowest address. */
  putPopRegs(regs: readonly CoreRegisterLike[]): void {
    this.putNamed("pop", [regs]);
  }

  /**
   * Pushes a range of S, D or Q registers.
   *
   * @throws {WriterError} `out-of-range` if the two are not of one file, in descending order, or more than 16 D registers
   */
  putVpushRange(firstReg: RegisterLike, lastReg: RegisterLike): void {
    this.putNamed("vpush", [vectorRange(firstReg, lastReg)]);
  }

  /** Pops a range of S, D or Q registers. @throws {WriterError} as `putVpushRange` */
  putVpopRange(firstReg: RegisterLike, lastReg: RegisterLike): void {
    this.putNamed("vpop", [vectorRange(firstReg, lastReg)]);
  }

  /** Does nothing. */
  putNop(): void {
    this.putTemplate(this.common.nop);
  }

  /**
   * Calls a function by the procedure call standard (AAPCS32) with any number of arguments. Register arguments have the values from
   * before the sequence, whichever arguments they come after; the stack, a multiple of 8 bytes before, is so at the call.
   *
   * @param func - its address, bit 0 set for T32 code
   */
  putCallAddressWithArguments(func: number, args: readonly CallArgument[]): void {
    this.#putCall(func, args);
  }

  /** Calls a function whose address a register holds, as {@link putCallAddressWithArguments}. */
  putCallRegWithArguments(reg: CoreRegisterLike, args: readonly CallArgument[]): void {
    const number = coreRegisterNumber(reg);
    if (number === 13 || number === 15)
      throw writerError("out-of-range", "reg", reg, "r0 to r12 or lr", ": it holds a function's address");
    this.#putCall(coreRegisters[number]!, args);
  }

  #putCall(target: CallTarget, args: readonly CallArgument[]): void {
    this.putUnit(bytesOfCall(args.length), () => putCallSequence(target, args, this.#primitives));
  }

  readonly #primitives: CallPrimitives = {
    move: (destination, source) => this.putMovRegReg(destination, source),
    loadConstant: (destination, value) => this.putLdrRegU32(destination, value),
    addToStack: (destination, bytes) => this.putNamed(bytes < 0 ? "sub" : "add", [destination, sp, Math.abs(bytes)]),
    storeOnStack: (source, bytes) => this.putStrRegRegOffset(source, sp, bytes),
    call: (target) => this.#putCallOf(target),
  };

  #putCallOf(target: CallTarget): void {
    if (target instanceof Register) {
      this.putBlxReg(target);
      return;
    }
    const within = this.staysWithin(target);
    const call = within ? this.common.bl : this.common.blx;
    const address = within ? this.targetWithin(target) : this.targetBeyond(target);
    if (call.reaches(this.pc, address)) {
      this.putRelative(call, address);
      return;
    }
    const callee = coreRegisters[12]!;
    this.putLdrRegU32(callee, target);
    this.putBlxReg(callee);
  }

  /** Loads registers from consecutive words; bit n of the mask is r`n`. */
  protected putLoadMultiple(base: OperandInput, mask: number): void {
    this.putNamed("ldmia", [base, this.registersOf(mask)]);
  }

  /** The registers of a mask. @throws {WriterError} `out-of-range` */
  protected registersOf(mask: number): CoreRegister[] {
    requireWithin("mask", mask, 1, 0xffff);
    return coreRegisters.filter(({ number }) => mask & (1 << number));
  }

  /** `[reg, #offset]` or `[reg], #offset` as an operand. */
  protected at(reg: CoreRegisterLike, offset: number, mode: "offset" | "post-indexed" = "offset"): OperandInput {
    return new Memory({ base: coreRegisters[coreRegisterNumber(reg)]!, displacement: offset, mode });
  }
}

const sp: CoreRegister = coreRegisters[13]!;

function vectorRange(firstReg: RegisterLike, lastReg: RegisterLike): Register[] {
  const first = register(firstReg);
  const last = register(lastReg);
  const size = first.kind === "s" ? 1 : first.kind === "d" ? 2 : 4;
  const count = last.number - first.number + 1;
  if (first.kind === "r" || first.kind !== last.kind || count < 1 || count * size > 32) {
    throw writerError(
      "out-of-range",
      "lastReg",
      last.name,
      `${first.name} or a register after it, at most 16 D registers`,
    );
  }
  // The instructions know S and D registers: q1 is d2 and d3.
  const kind = first.kind === "s" ? "s" : "d";
  const registers = kind === "s" ? count : (count * size) / 2;
  const start = first.kind === "q" ? first.number * 2 : first.number;
  return Array.from({ length: registers }, (_, index) => register(`${kind}${start + index}` as "d0"));
}
