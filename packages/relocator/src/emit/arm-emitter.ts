import type { ArmWriter } from "@armstalker/arm-writer";
import {
  AL,
  a32Table,
  conditionNames,
  coreRegisters,
  encodeA32Immediate,
  Feature,
  invertCondition,
  lsl,
  once,
  type Row,
  SP,
  Template,
} from "@armstalker/isa";
import { RelocationError } from "../errors.js";
import { retarget } from "../relative.js";
import { type BranchForm, Emitter } from "./emitter.js";

const rows = once(() => {
  const table = a32Table();
  const always = { cond: AL };
  return {
    b: table.row("B_A1") as Row,
    adr: table.row("ADR_A1") as Row,
    adrBack: table.row("ADR_A2") as Row,
    mov: new Template(table.row("MOV_i_A1"), ["Rd", "imm12"], always),
    mvn: new Template(table.row("MVN_i_A1"), ["Rd", "imm12"], always),
    movw: new Template(table.row("MOV_i_A2"), ["Rd", "imm4", "imm12"], always),
    stmdb: new Template(table.row("STMDB_A1"), ["W", "Rn"], always),
    ldm: new Template(table.row("LDM_A1"), ["W", "Rn"], always),
    movt: new Template(table.row("MOVT_A1"), ["Rd", "imm4", "imm12"], always),
    str: table.row("STR_i_A1") as Row,
    ldr: table.row("LDR_i_A1") as Row,
    movRegister: new Template(table.row("MOV_r_A1"), ["Rd", "Rm"], { ...always, S: 0, stype: 0, imm5: 0 }),
    load: new Template(table.row("LDR_l_A1"), ["Rt"], { ...always, P: 1, U: 0, W: 0, imm12: 0 }),
  };
});

/** The branch of each condition. */
const forms = once((): readonly (readonly BranchForm[])[] =>
  conditionNames.map((_, condition) => [{ row: rows().b, word: ((condition << 28) | rows().b.value) >>> 0 }]),
);

const CONDITION = 0xf0000000;
/** Bits of LDR and STR (A5.3): the base register takes the sum after the access, before it, or not at all. */
const POST_INDEXED = 0;
const PRE_INDEXED = (1 << 24) | (1 << 21);
const OFFSET = 1 << 24;
const ADDED = 1 << 23;
const MOST_OFFSET = 4095;

/** Writes A32: nearly all instructions take a condition. */
export class ArmEmitter extends Emitter {
  override readonly set = "a32";
  override readonly setBit = 0;
  override readonly writer: ArmWriter;
  protected override condition: number = AL;

  constructor(writer: ArmWriter) {
    super();
    this.writer = writer;
  }

  get #options(): { condition: (typeof conditionNames)[number] } {
    return { condition: conditionNames[this.condition]! };
  }

  override copy(word: number): void {
    this.writer.putInstruction(word);
  }

  protected override putWord(word: number): void {
    // 1111 is the space of unconditional instructions.
    const unconditional = word >>> 28 === 15;
    this.writer.putInstruction(unconditional ? word : ((word & ~CONDITION) | (this.condition << 28)) >>> 0);
  }

  override conditionally(condition: number, changing: boolean, body: () => void): void {
    if (changing && condition !== AL) {
      this.putOver(forms()[invertCondition(condition)]![0]!, body);
      return;
    }
    this.condition = condition;
    try {
      body();
    } finally {
      this.condition = AL;
    }
  }

  override constantWords(rd: number, value: number, at: number): readonly number[] | null {
    const { adr, adrBack, mov, mvn, movw, movt } = rows();
    const plain = encodeA32Immediate(value);
    if (plain >= 0) return [mov.encode2(rd, plain)];
    const inverse = encodeA32Immediate(~value);
    if (inverse >= 0) return [mvn.encode2(rd, inverse)];
    for (const row of [adr, adrBack]) {
      const word = retarget(row, (AL << 28) | row.value | (rd << 12), at, value);
      if (word !== null) return [word];
    }
    // SP must not be half set when a signal comes.
    if ((this.writer.features & Feature.thumb2) === 0 || (rd === SP && value > 0xffff)) return null;
    const low = movw.encode3(rd, (value >>> 12) & 15, value & 0xfff);
    return value > 0xffff ? [low, movt.encode3(rd, value >>> 28, (value >>> 16) & 0xfff)] : [low];
  }

  override unboundLoad(rd: number): number {
    return rows().load.encode(rd) >>> 0;
  }

  protected override putLiteral(rd: number, value: number): void {
    this.writer.putLdrCondRegU32(conditionNames[this.condition]!, coreRegisters[rd]!, value);
  }

  protected override putPush(mask: number): void {
    // stmdb sp!, {…}; for one register str rt, [sp, #-4]!, as assemblers have it
    if ((mask & (mask - 1)) !== 0) this.putWord(rows().stmdb.encode2(1, SP) | mask);
    else this.putPushFar(31 - Math.clz32(mask), 4);
  }

  protected override putPop(mask: number): void {
    // ldm sp!, {…}; for one register ldr rt, [sp], #4
    if ((mask & (mask - 1)) !== 0) this.putWord(rows().ldm.encode2(1, SP) | mask);
    else this.putPopFar(31 - Math.clz32(mask), 4);
  }

  protected override putPushFar(rt: number, distance: number): void {
    this.#putTransfer(rows().str, PRE_INDEXED, rt, SP, -distance);
  }

  protected override putPopFar(rt: number, distance: number): void {
    this.#putTransfer(rows().ldr, POST_INDEXED, rt, SP, distance);
  }

  protected override putStore(rt: number, rn: number, offset: number): void {
    this.#putTransfer(rows().str, OFFSET, rt, rn, offset);
  }

  protected override putLoad(rt: number, rn: number, offset: number): void {
    this.#putTransfer(rows().ldr, OFFSET, rt, rn, offset);
  }

  #putTransfer({ value }: Row, mode: number, rt: number, rn: number, offset: number): void {
    const distance = Math.abs(offset);
    if (distance > MOST_OFFSET) {
      const reason = `a load or store at ${offset} is out of reach`;
      throw new RelocationError("out-of-range", this.pc, new Uint8Array(0), reason);
    }
    const added = offset < 0 ? 0 : ADDED;
    this.putWord(((AL << 28) | value | mode | added | (rn << 16) | (rt << 12) | distance) >>> 0);
  }

  protected override putMove(rd: number, rm: number): void {
    this.putWord(rows().movRegister.encode2(rd, rm) >>> 0);
  }

  protected override putAdd(rd: number, rn: number, rm: number, shift: number): void {
    const index = shift === 0 ? coreRegisters[rm]! : lsl(coreRegisters[rm]!, shift);
    this.writer.asm.add(coreRegisters[rd]!, coreRegisters[rn]!, index, this.#options);
  }

  protected override putAddConstant(rd: number, rn: number, value: number): void {
    const [low, high] = [Math.abs(value) & 0xff, Math.abs(value) & ~0xff];
    const sum = (from: number, part: number): void => {
      const operands = [coreRegisters[rd]!, coreRegisters[from]!, part, this.#options] as const;
      if (value < 0) this.writer.asm.sub(...operands);
      else this.writer.asm.add(...operands);
    };
    if (encodeA32Immediate(Math.abs(value)) >= 0) sum(rn, Math.abs(value));
    else {
      sum(rn, high);
      sum(rd, low);
    }
  }

  protected override putStayInSet(rd: number): void {
    this.writer.asm.bic(coreRegisters[rd]!, coreRegisters[rd]!, 3, this.#options);
  }

  protected override putBranchRegister(rm: number): void {
    this.writer.asm.bx(coreRegisters[rm]!, this.#options);
  }

  protected override putCallRegister(rm: number): void {
    this.writer.asm.blx(coreRegisters[rm]!, this.#options);
  }

  override branchForms(condition: number): readonly BranchForm[] {
    return forms()[condition]!;
  }

  override putBranchToLabel(form: BranchForm, label: string): void {
    const condition = conditionNames[form.word >>> 28]!;
    if (form.row.branch === "call") this.writer.asm.bl(label, { condition });
    else this.writer.putBCondLabel(condition, label);
  }
}
