import {
  type CodeWriterOptions,
  type CommonTemplates,
  type CoreRegisterLike,
  coreRegisterNumber,
  coreRegisters,
  Feature,
  featureNames,
  featureSets,
  isaError,
  isWithin,
  once,
  RelativeTemplate,
  type Row,
  requireWithin,
  requireWord,
  SP,
  t32Table,
} from "@armstalker/isa";
import { ThumbWriter } from "./thumb-writer.js";

const narrowBranch = /* @__PURE__ */ once(() => new RelativeTemplate(t32Table().row("B_T2")));

const LR = 14;
/** Call sequences have up to twice the bytes of those of larger cores. */
const LONGER = 2;
/** Bytes of a sequence with saved registers. */
const LONGEST_SEQUENCE = 24;

/** True if a register is one of r0 to r7, which all 16-bit instructions take. */
const isLow = (number: number): boolean => number < 8;

/** True if a register is one of r8 to r12 or lr, which only moves and sums take. */
const isHigh = (number: number): boolean => number > 7 && number !== SP && number <= LR;

/**
 * Writes T32 code for cores of the M profile, by default for the smallest, ARMv6-M (Cortex-M0 and M0+). It puts only what the core has: where
 * an instruction is missing, the sequence of those that there are, with registers saved on the stack. What has no such sequence is refused.
 * As in {@link ThumbWriter}, no flags change unless the name says so.
 */
export class CortexMWriter extends ThumbWriter {
  #smallest: CommonTemplates | null = null;

  /** @throws as {@link ThumbWriter}; `features` are those of `armv6-m` by default */
  constructor(options: CodeWriterOptions = {}) {
    const isObject = typeof options === "object" && options !== null;
    super(isObject ? { features: featureSets["armv6-m"], ...options } : options);
  }

  get #isMainline(): boolean {
    return (this.features & Feature.mainline) !== 0;
  }

  protected override get common(): CommonTemplates {
    if ((this.features & Feature.thumb2) !== 0) return super.common;
    this.#smallest ??= { ...super.common, b: narrowBranch() };
    return this.#smallest;
  }

  /** @throws {IsaError} `missing-feature` */
  protected override putEncoded(row: Row, word: number): void {
    const missing = row.features & ~this.features;
    if (missing !== 0)
      throw isaError("missing-feature", "features", featureNames(missing).join(", "), "what the core has");
    super.putEncoded(row, word);
  }

  override putUnit<T>(most: number, body: () => T): T {
    return super.putUnit(this.#isMainline ? most : LONGER * most, body);
  }

  /** There is no A32 code to go to. */
  protected override targetBeyond(address: number): number {
    throw isaError("missing-feature", "the address", address, "one of T32 code, with bit 0 set");
  }

  /**
   * Branches to any address and changes no register: directly where that is in reach, else by
   *
   *     push {r0, r1}; ldr r0, =target; str r0, [sp, #4]; pop {r0, pc}
   *
   * @throws {IsaError} `missing-feature` for A32 code
   */
  override putBranchAddress(address: number, instructionSet: "a32" | "t32" = "t32"): void {
    if (instructionSet !== "t32") this.targetBeyond(address);
    if (this.#isMainline || this.canBranchDirectlyBetween(this.pc, address)) {
      super.putBranchAddress(address);
      return;
    }
    this.putUnit(8, () => {
      this.putPushRegs(["r0", "r1"]);
      super.putLdrRegU32("r0", this.loadableTarget(address));
      super.putStrRegRegOffset("r0", "sp", 4);
      this.putPopRegs(["r0", "pc"]);
    });
  }

  /** Runs a sequence with low registers that it may overwrite: they are saved before it and restored after it. */
  #withScratch(count: number, avoided: readonly number[], body: (scratch: readonly CoreRegisterLike[]) => void): void {
    const scratch = coreRegisters.filter(({ number }) => isLow(number) && !avoided.includes(number)).slice(0, count);
    this.putUnit(LONGEST_SEQUENCE, () => {
      this.putPushRegs(scratch);
      body(scratch);
      this.putPopRegs(scratch);
    });
  }

  // High registers: push {r0}; ldr r0, =value; mov reg, r0; pop {r0}
  override putLdrRegU32(reg: CoreRegisterLike, value: number): void {
    requireWord("value", value);
    if (this.#isMainline || !isHigh(coreRegisterNumber(reg))) {
      super.putLdrRegU32(reg, value);
      return;
    }
    this.#withScratch(1, [], ([low]) => {
      super.putLdrRegU32(low!, value);
      this.putMovRegReg(reg, low!);
    });
  }

  override putLdrRegRegOffset(dstReg: CoreRegisterLike, srcReg: CoreRegisterLike, srcOffset: number): void {
    const [destination, source] = [coreRegisterNumber(dstReg), coreRegisterNumber(srcReg)];
    if (this.#isMainline || (!isHigh(destination) && !isHigh(source))) {
      super.putLdrRegRegOffset(dstReg, srcReg, srcOffset);
    } else if (isLow(destination)) {
      this.putUnit(4, () => {
        this.putMovRegReg(dstReg, srcReg);
        super.putLdrRegRegOffset(dstReg, dstReg, srcOffset);
      });
    } else {
      this.#withScratch(1, [source], ([low]) => {
        const base = isHigh(source) ? low! : srcReg;
        if (isHigh(source)) this.putMovRegReg(low!, srcReg);
        super.putLdrRegRegOffset(low!, base, source === SP ? srcOffset + 4 : srcOffset);
        this.putMovRegReg(dstReg, low!);
      });
    }
  }

  override putStrRegRegOffset(srcReg: CoreRegisterLike, dstReg: CoreRegisterLike, dstOffset: number): void {
    const [source, base] = [coreRegisterNumber(srcReg), coreRegisterNumber(dstReg)];
    const count = Number(isHigh(source)) + Number(isHigh(base));
    if (this.#isMainline || count === 0) {
      super.putStrRegRegOffset(srcReg, dstReg, dstOffset);
      return;
    }
    this.#withScratch(count, [source, base], (scratch) => {
      const value = isHigh(source) ? scratch[0]! : srcReg;
      const address = isHigh(base) ? scratch[count - 1]! : dstReg;
      if (isHigh(source)) this.putMovRegReg(value, srcReg);
      if (isHigh(base)) this.putMovRegReg(address, dstReg);
      super.putStrRegRegOffset(value, address, base === SP ? dstOffset + 4 * count : dstOffset);
    });
  }

  override putMovRegU8(dstReg: CoreRegisterLike, immValue: number): void {
    requireWithin("immValue", immValue, 0, 255);
    if (this.#isMainline) super.putMovRegU8(dstReg, immValue);
    else this.putLdrRegU32(dstReg, immValue);
  }

  // mov dst, left; add dst, right: the only sum that changes no flags.
  override putAddRegRegReg(dstReg: CoreRegisterLike, leftReg: CoreRegisterLike, rightReg: CoreRegisterLike): void {
    const destination = coreRegisterNumber(dstReg);
    if (this.#isMainline) super.putAddRegRegReg(dstReg, leftReg, rightReg);
    else if (destination === coreRegisterNumber(rightReg)) this.putAddRegReg(dstReg, leftReg);
    else
      this.putUnit(4, () => {
        this.putMovRegReg(dstReg, leftReg);
        this.putAddRegReg(dstReg, rightReg);
      });
  }

  /** Adds a constant, -2^31 to 2^32 - 1 (from or to sp: a multiple of 4 that an instruction has); no flags change. */
  override putAddRegRegImm(dstReg: CoreRegisterLike, leftReg: CoreRegisterLike, rightValue: number): void {
    requireWord("rightValue", rightValue);
    const [destination, left] = [coreRegisterNumber(dstReg), coreRegisterNumber(leftReg)];
    if (this.#isMainline || rightValue === 0 || destination === SP || (left === SP && isWithin(rightValue, 0, 1020))) {
      super.putAddRegRegImm(dstReg, leftReg, rightValue);
      return;
    }
    // mov dst, left; push {scratch}; ldr scratch, =constant; add dst, scratch; pop {scratch}
    this.putUnit(10, () => {
      this.putMovRegReg(dstReg, leftReg);
      this.#withScratch(1, [destination], ([low]) => {
        super.putLdrRegU32(low!, rightValue);
        this.putAddRegReg(dstReg, low!);
      });
    });
  }

  override putSubRegRegImm(dstReg: CoreRegisterLike, leftReg: CoreRegisterLike, rightValue: number): void {
    requireWord("rightValue", rightValue);
    if (this.#isMainline || coreRegisterNumber(dstReg) === SP) super.putSubRegRegImm(dstReg, leftReg, rightValue);
    else this.putAddRegRegImm(dstReg, leftReg, -rightValue | 0);
  }

  // push {scratch}; mrs scratch, apsr; ...; msr apsr_nzcvq, scratch; pop {scratch}
  #keepFlags(
    count: number,
    avoided: readonly CoreRegisterLike[],
    body: (scratch: readonly CoreRegisterLike[]) => void,
  ): void {
    this.#withScratch(count + 1, avoided.map(coreRegisterNumber), ([flags, ...others]) => {
      this.putMovRegCpsr(flags!);
      body(others);
      this.putMovCpsrReg(flags!);
    });
  }

  /** Subtracts a register, all of them r0 to r7 where the core is no larger than ARMv6-M; no flags change. */
  override putSubRegRegReg(dstReg: CoreRegisterLike, leftReg: CoreRegisterLike, rightReg: CoreRegisterLike): void {
    if (this.#isMainline) super.putSubRegRegReg(dstReg, leftReg, rightReg);
    else this.#keepFlags(0, [dstReg, leftReg, rightReg], () => this.putNamed("subs", [dstReg, leftReg, rightReg]));
  }

  override putSubRegReg(dstReg: CoreRegisterLike, srcReg: CoreRegisterLike): void {
    this.putSubRegRegReg(dstReg, dstReg, srcReg);
  }

  override putLslRegRegImm(dstReg: CoreRegisterLike, leftReg: CoreRegisterLike, rightValue: number): void {
    if (this.#isMainline || rightValue === 0) super.putLslRegRegImm(dstReg, leftReg, rightValue);
    else this.#keepFlags(0, [dstReg, leftReg], () => this.putNamed("lsls", [dstReg, leftReg, rightValue]));
  }

  /** The bitwise AND with a constant, -2^31 to 2^32 - 1; no flags change. */
  override putAndRegRegImm(dstReg: CoreRegisterLike, leftReg: CoreRegisterLike, rightValue: number): void {
    if (this.#isMainline) super.putAndRegRegImm(dstReg, leftReg, rightValue);
    else this.#putBitwise("ands", dstReg, leftReg, rightValue);
  }

  /** The bitwise OR with a constant, -2^31 to 2^32 - 1; no flags change. */
  override putOrRegRegImm(dstReg: CoreRegisterLike, leftReg: CoreRegisterLike, rightValue: number): void {
    if (this.#isMainline) super.putOrRegRegImm(dstReg, leftReg, rightValue);
    else this.#putBitwise("orrs", dstReg, leftReg, rightValue);
  }

  #putBitwise(mnemonic: string, dstReg: CoreRegisterLike, leftReg: CoreRegisterLike, value: number): void {
    this.#keepFlags(1, [dstReg, leftReg], ([constant]) => {
      super.putLdrRegU32(constant!, value);
      this.putMovRegReg(dstReg, leftReg);
      this.putNamed(mnemonic, [dstReg, dstReg, constant!]);
    });
  }

  /** Writes the condition flags and Q; with the DSP extension the GE bits as well. */
  override putMovCpsrReg(reg: CoreRegisterLike): void {
    if ((this.features & Feature.dsp) !== 0) super.putMovCpsrReg(reg);
    else this.putMsrRegReg("apsr-nzcvq", reg);
  }
}
