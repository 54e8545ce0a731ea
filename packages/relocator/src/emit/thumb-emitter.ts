import {
  AL,
  conditionNames,
  coreRegisters,
  encodeT32Immediate,
  Feature,
  invertCondition,
  lsl,
  mem,
  Operation,
  once,
  registersOfMask,
  SP,
  Template,
  t32Decoder,
  t32Table,
} from "@armstalker/isa";
import type { ThumbWriter } from "@armstalker/thumb-writer";
import { RelocationError } from "../errors.js";
import { retarget } from "../relative.js";
import { type BranchForm, Emitter } from "./emitter.js";
import { Step } from "./steps.js";

const rows = once(() => {
  const table = t32Table();
  return {
    branch: [table.row("B_T2"), table.row("B_T4")],
    branchIf: [table.row("B_T1"), table.row("B_T3")],
    push: table.row("PUSH_T1"),
    pop: table.row("POP_T1"),
    addHigh: table.row("ADD_r_T2"),
    adrNarrow: table.row("ADR_T1"),
    adr: [table.row("ADR_T3"), table.row("ADR_T2")],
    mov: new Template(table.row("MOV_i_T2"), ["Rd"]),
    mvn: new Template(table.row("MVN_i_T1"), ["Rd"]),
    movw: new Template(table.row("MOV_i_T3"), ["Rd"]),
    movt: new Template(table.row("MOVT_T1"), ["Rd"]),
    pushFar: new Template(table.row("STR_i_T4"), ["Rt", "imm8"], { Rn: SP, P: 1, U: 0, W: 1 }),
    popFar: new Template(table.row("LDR_i_T4"), ["Rt", "imm8"], { Rn: SP, P: 0, U: 1, W: 1 }),
    loadNarrow: new Template(table.row("LDR_l_T1"), ["Rt"], { imm8: 0 }),
    load: new Template(table.row("LDR_l_T2"), ["Rt"], { U: 0, imm12: 0 }),
  };
});

/** The branches of each condition outside of an IT block. */
const forms = once((): readonly (readonly BranchForm[])[] =>
  conditionNames.map((_, condition) => {
    const { branch, branchIf } = rows();
    if (condition === AL) return branch.map((row) => ({ row, word: row.value }));
    return branchIf.map((row) => ({ row, word: (row.value | (condition << (row.size === 2 ? 8 : 22))) >>> 0 }));
  }),
);

/** Fills in `i:imm3:imm8`, 12 bits, and Rd. */
const withConstant = (template: Template, rd: number, field: number): number =>
  (template.encode(rd) | ((field >>> 11) << 26) | (((field >>> 8) & 7) << 12) | (field & 0xff)) >>> 0;

/** Fills in `imm4:i:imm3:imm8`, 16 bits, and Rd. */
const withHalf = (template: Template, rd: number, half: number): number =>
  (withConstant(template, rd, half & 0xfff) | ((half >>> 12) << 16)) >>> 0;

/** Writes T32, outside of IT blocks: what is conditional is branched around. */
export class ThumbEmitter extends Emitter {
  override readonly set = "t32";
  override readonly setBit = 1;
  override readonly writer: ThumbWriter;
  protected override readonly condition: number = AL;

  constructor(writer: ThumbWriter) {
    super();
    this.writer = writer;
  }

  protected override putWord(word: number): void {
    this.copy(word);
  }

  override copy(word: number): void {
    if (word > 0xffff) this.writer.putInstructionWide(word >>> 16, word & 0xffff);
    else this.writer.putInstruction(word);
  }

  // b<inverse>.n over; body; over:
  override conditionally(condition: number, _changing: boolean, body: () => void): void {
    if (condition === AL) {
      body();
      return;
    }
    this.putOver(forms()[invertCondition(condition)]![0]!, body);
  }

  override constantWords(rd: number, value: number, at: number): readonly number[] | null {
    const { adrNarrow, adr, mov, mvn, movw, movt } = rows();
    const narrow = rd < 8 ? retarget(adrNarrow, adrNarrow.value | (rd << 8), at, value) : null;
    if (narrow !== null) return [narrow];
    this.#requireWide();
    // 32-bit data processing with constants cannot take SP; and SP must not be half set when a signal comes.
    if (rd === SP) return null;
    const plain = encodeT32Immediate(value);
    if (plain >= 0) return [withConstant(mov, rd, plain)];
    const inverse = encodeT32Immediate(~value);
    if (inverse >= 0) return [withConstant(mvn, rd, inverse)];
    for (const row of adr) {
      const word = retarget(row, (row.value | (rd << 8)) >>> 0, at, value);
      if (word !== null) return [word];
    }
    const low = withHalf(movw, rd, value & 0xffff);
    return value > 0xffff ? [low, withHalf(movt, rd, value >>> 16)] : [low];
  }

  #requireWide(): void {
    if ((this.writer.features & Feature.thumb2) !== 0) return;
    throw new RelocationError(
      "missing-feature",
      this.pc,
      new Uint8Array(0),
      "rewriting T32 takes 32-bit encodings, which the CPU that the writer is told of does not have",
    );
  }

  override unboundLoad(rd: number): number {
    const { loadNarrow, load } = rows();
    return (rd < 8 ? loadNarrow : load).encode(rd) >>> 0;
  }

  protected override putLiteral(rd: number, value: number): void {
    this.#requireWide();
    // The wide form: pools of the narrow one would have to stand every 1020 bytes.
    if (rd === 15) this.writer.putBranchAddress(value - (value % 2), value % 2 === 1 ? "t32" : "a32");
    else this.writer.putLdrRegU32(coreRegisters[rd]!, value);
  }

  protected override putPush(mask: number): void {
    // 1011010 M register_list
    if ((mask & ~0x40ff) === 0) this.copy(rows().push.value | (mask & 0xff) | ((mask >>> 14) << 8));
    else this.writer.asm.push(registersOfMask(mask));
  }

  protected override putPop(mask: number): void {
    // 1011110 P register_list
    if ((mask & ~0x80ff) === 0) this.copy(rows().pop.value | (mask & 0xff) | ((mask >>> 15) << 8));
    else this.writer.asm.pop(registersOfMask(mask));
  }

  protected override putPushFar(rt: number, distance: number): void {
    this.copy(rows().pushFar.encode2(rt, distance) >>> 0);
  }

  protected override putPopFar(rt: number, distance: number): void {
    this.copy(rows().popFar.encode2(rt, distance) >>> 0);
  }

  protected override putStore(rt: number, rn: number, offset: number): void {
    this.writer.putStrRegRegOffset(coreRegisters[rt]!, coreRegisters[rn]!, offset);
  }

  protected override putLoad(rt: number, rn: number, offset: number): void {
    this.writer.putLdrRegRegOffset(coreRegisters[rt]!, coreRegisters[rn]!, offset);
  }

  protected override putMove(rd: number, rm: number): void {
    this.writer.putMovRegReg(coreRegisters[rd]!, coreRegisters[rm]!);
  }

  protected override putAdd(rd: number, rn: number, rm: number, shift: number): void {
    // 01000100 DN Rm Rdn; with SP it is another encoding
    if (rd === rn && shift === 0 && rd !== SP && rm !== SP) {
      this.copy(rows().addHigh.value | ((rd >>> 3) << 7) | (rm << 3) | (rd & 7));
      return;
    }
    const index = shift === 0 ? coreRegisters[rm]! : lsl(coreRegisters[rm]!, shift);
    this.writer.asm.add(coreRegisters[rd]!, coreRegisters[rn]!, index);
  }

  protected override putAddConstant(rd: number, rn: number, value: number): void {
    this.writer.putAddRegRegImm(coreRegisters[rd]!, coreRegisters[rn]!, value);
  }

  protected override putStayInSet(rd: number): void {
    this.writer.putOrRegRegImm(coreRegisters[rd]!, coreRegisters[rd]!, 1);
  }

  protected override putBranchRegister(rm: number): void {
    this.writer.putBxReg(coreRegisters[rm]!);
  }

  protected override putCallRegister(rm: number): void {
    this.writer.putBlxReg(coreRegisters[rm]!);
  }

  /** Loads the entry of TBB or TBH: `ldrb rt, [rn, rm]`, `ldrh rt, [rn, rm, lsl #1]`. */
  loadEntry(rt: number, rn: number, rm: number, entry: 1 | 2): void {
    const [t, n, m] = [coreRegisters[rt]!, coreRegisters[rn]!, coreRegisters[rm]!];
    const { offset } = this.writer;
    if (entry === 1) this.writer.asm.ldrb(t, mem(n, m));
    else this.writer.asm.ldrh(t, mem(n, lsl(m, 1)));
    this.note(Step.other, offset);
  }

  override branchForms(condition: number): readonly BranchForm[] {
    return forms()[condition]!;
  }

  override putBranchToLabel({ row, word }: BranchForm, label: string): void {
    const { writer } = this;
    if (t32Decoder().facts.operation[row.number] === Operation.compareAndBranch) {
      const rn = coreRegisters[word & 7]!;
      if ((word & 0x800) === 0) writer.putCbzRegLabel(rn, label);
      else writer.putCbnzRegLabel(rn, label);
    } else if (row.branch === "call") writer.putBlLabel(label);
    else if (row.cond === null) {
      if (row.size === 2) writer.putBLabel(label);
      else writer.putBLabelWide(label);
    } else {
      const condition = conditionNames[(word >>> (row.size === 2 ? 8 : 22)) & 15]!;
      if (row.size === 2) writer.putBCondLabel(condition, label);
      else writer.putBCondLabelWide(condition, label);
    }
  }
}
