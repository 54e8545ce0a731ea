import { ArmWriter } from "@armstalker/arm-writer";
import {
  AL,
  a32Decoder,
  addressOf,
  advanceIt,
  type CodeAddress,
  classNumber,
  type Decoder,
  type Instruction,
  type InstructionSet,
  type ItState,
  inItBlock,
  Link,
  MemoryUse,
  NO_IT,
  Operation,
  Raises,
  Relative,
  type Row,
  Transfer,
  t32Decoder,
} from "@armstalker/isa";
import {
  canGoOn,
  directTarget,
  type Emitter,
  emitterFor,
  fallsThrough,
  inPlace,
  Mover,
  RelocationError,
  Site,
  Source,
  settingsOf,
} from "@armstalker/relocator";
import { ThumbWriter } from "@armstalker/thumb-writer";
import type { Refusal } from "./block-tables.js";
import { refuseBigEndian } from "./byte-order.js";
import type { CompiledBlock, CompileRequest, CompilerSurroundings } from "./compile-request.js";
import { type IndirectTransfer, putIndirect, transferAt } from "./control-transfer.js";
import { reachesExclusiveStore } from "./exclusive-sequence.js";
import { Exits } from "./exits.js";
import { Generator, LR, PC } from "./generator.js";
import { putBranchToRegister } from "./indirect.js";
import { noteInsertedCode } from "./inserted-code.js";
import type { IteratorBackend, MemoryAccess, TransformIterator } from "./iterator.js";
import { LeadKind } from "./lead-table.js";
import { constantMovedAt, lastWriteOf } from "./moved-constant.js";
import { LinkageStub, tableTargets } from "./prediction.js";
import type { Callout } from "./program.js";
import { type RecordDescriptor, RecordKind } from "./record-table.js";
import { lowestOf } from "./register-mask.js";
import { Scanner } from "./scan.js";
import { SiteFlag, SiteKind } from "./site-table.js";
import { putStencil, Stencils } from "./stencils.js";
import { putSystemCallTest } from "./system-call-test.js";
import { Transformation } from "./transformation.js";
import { svcImmediate, svcWord, wordsOf } from "./words.js";

/** How many instructions a block has at most. */
const MOST_INSTRUCTIONS = 256;
/** How many conditional branches a block goes on behind. */
const MOST_BRANCHES = 24;
const R7 = 7;
/** The class of loads of one or two registers, as a number of `facts.class`. */
const LOAD = classNumber("load");
/** Bytes of what sets a register to a constant, at most. */
const LONGEST_CONSTANT = 8;
/** Bytes that no literal pool may come between: more than any sequence here. */
const LONGEST_SEQUENCE = 256;
/** Bytes of code after which the writer begins anew. */
const MOST_WRITTEN = 1 << 16;

/** Compiles blocks of one instruction set, one after the other. */
export class BlockCompiler implements IteratorBackend {
  readonly #around: CompilerSurroundings;
  /** Null if there is no transformer. */
  readonly #iterator: TransformIterator | null;
  readonly #out: Emitter;
  readonly #set: InstructionSet;
  readonly #setBit: 0 | 1;
  readonly #decoder: Decoder;
  readonly #scanner: Scanner;
  readonly #source: Source;
  readonly #mover: Mover;
  readonly #generator: Generator;
  readonly #exits: Exits;
  readonly #stencils: Stencils;
  readonly #linkageStub = new LinkageStub();
  /** What a transformer's block is written into: it may have no more than fits. */
  readonly #output: Uint8Array;
  readonly #siteSurroundings;
  #origin = 0;
  /** The offset in the writer at which the block's code begins. */
  #base = 0;
  #transform: CompileRequest["transform"] = null;
  #address = 0;
  #it: ItState = 0;
  #exclusive = false;
  #low = 0;
  #high = 0;
  #count = 0;
  #branchCount = 0;
  /** With a transformer: the address of the instruction that was kept last of those that set r7; -1 if its constant cannot be told. */
  #r7At = -1;
  #start = 0;
  /** True when control cannot come to what would be put next. */
  #ended = false;
  #current: Instruction | null = null;
  #isKept = true;
  /** Where the code of the instruction ends that was kept last. */
  #keptTo = 0;
  /** With a transformer: where the code ends that was put last by this compiler, and not by the transformer itself. */
  #ownTo = 0;
  /** True when the block ends with an instruction that was refused. */
  #refused = false;
  /** True when the transformer has seen the last instruction of the block. */
  #atEnd = false;
  /** The number of the block's record, -1 if there is none. */
  #blockRecord = -1;

  /**
   * @param iterator - of the transformer; null if there is none
   * @param largestBlock - bytes of code that one block has at most
   */
  constructor(
    around: CompilerSurroundings,
    set: InstructionSet,
    iterator: TransformIterator | null,
    largestBlock: number,
  ) {
    this.#output = new Uint8Array(iterator === null ? 0 : largestBlock);
    this.#around = around;
    this.#iterator = iterator;
    const out = emitterFor(iterator ?? newWriter(set));
    this.#out = out;
    this.#set = out.set;
    this.#setBit = out.setBit;
    this.#decoder = out.set === "a32" ? a32Decoder() : t32Decoder();
    const read = (address: number, size: number): Uint8Array => around.program.readCode(address, size);
    this.#scanner = new Scanner(out.set, read);
    this.#source = new Source(out.set, { read, address: 0 });
    const isExclusive = (): boolean => this.#exclusive;
    const settings = settingsOf({ scratchFrom: "spilled" });
    this.#siteSurroundings = { source: this.#source, settings, placement: inPlace };
    const moving = {
      ...settings,
      isConstant: (at: number, size: number) => this.#isConstant(at, size),
      // Within an exclusive sequence nothing may be saved on the stack, so registers that are dead serve.
      get findsDead(): boolean {
        return isExclusive();
      },
    };
    this.#mover = new Mover(out, { source: this.#source, settings: moving, placement: inPlace });
    this.#generator = new Generator(out, around.data, around.tables, around.waysOut);
    this.#exits = new Exits(this.#generator);
    this.#stencils = new Stencils(this.#generator, newWriter(set));
    out.prefersLiterals = true;
    out.observer = around.tables.steps;
  }

  /**
   * Compiles a block to stand at an address: puts its ways out, recovery rows, leads and records into the tables.
   *
   * @param at - a multiple of 4
   * @throws {RecompilerError} `transform-failed`; the tables have entries of half a block then
   */
  compile(request: CompileRequest, at: number): CompiledBlock {
    const { start, transform } = request;
    this.#begin(request, at);
    this.#mark();
    for (const callout of this.#around.policy.calloutsAt(start)) this.putCallout(callout);
    if (transform === null) {
      this.#keepAll();
      return this.#finish();
    }
    const transformation = new Transformation(this, this.#out.writer, this.#around.program);
    try {
      transformation.run(transform);
      this.#noteInserted();
      this.#keepWhatBelongsTogether();
      return this.#finish();
    } catch (error) {
      throw transformation.failed(start, error);
    }
  }

  /** Has the iterator refuse to write: its transformer may have kept it. */
  release(): void {
    this.#iterator?.end();
  }

  #finish(): CompiledBlock {
    if (!this.#ended) {
      this.#mark();
      this.#exit(this.#location(this.#address));
    }
    if (this.#exits.pending > 0) this.#exits.putPending(this.#origin - this.#base);
    this.#around.tables.steps.settle();
    // Without a transformer there are no labels.
    if (this.#transform === null) this.#out.writer.putLiteralPool("never-reached");
    else this.#out.writer.flush();
    if (this.#blockRecord >= 0) {
      this.#around.tables.records.setSecond(this.#blockRecord, this.#location(this.#address));
    }
    return {
      code: this.#out.writer.toBytes().subarray(this.#base),
      end: this.#address,
      low: this.#low,
      high: Math.max(this.#high, this.#address),
    };
  }

  #begin({ start, entry, it, transform }: CompileRequest, at: number): void {
    if (transform === null) this.#goOnAt(at);
    else {
      this.#iterator!.begin({ pc: at, output: this.#output });
      this.#base = 0;
    }
    this.#around.tables.rows.begin();
    this.#around.tables.steps.base = this.#base;
    this.#out.literals = true;
    this.#origin = at;
    this.#transform = transform;
    this.#address = addressOf(start);
    this.#it = inItBlock(it) ? it : NO_IT;
    this.#exclusive = entry === "exclusive";
    this.#low = this.#address;
    this.#high = this.#address;
    this.#count = 0;
    this.#branchCount = 0;
    this.#r7At = -1;
    this.#start = this.#address;
    this.#ended = false;
    this.#refused = false;
    this.#current = null;
    this.#isKept = true;
    this.#keptTo = 0;
    this.#ownTo = 0;
    this.#atEnd = false;
    this.#blockRecord = -1;
    this.#linkageStub.reset();
    this.#scanner.start();
    this.#source.forget();
    this.#mover.end();
    this.#exits.pending = 0;
  }

  /** An address of the program in the block's instruction set. */
  #location(address: number): CodeAddress {
    return (address + this.#setBit) as CodeAddress;
  }

  get #offset(): number {
    return this.#out.writer.offset - this.#base;
  }

  /** Lets the writer stand at an address: as a rule it stands there already, behind the block before. */
  #goOnAt(at: number): void {
    const { writer } = this.#out;
    if (writer.pc === at - 2) this.#out.copy(wordsOf(this.#set).nop);
    if (writer.pc !== at || writer.offset > MOST_WRITTEN) writer.reset({ pc: at });
    this.#base = writer.offset;
  }

  #isConstant(address: number, size: number): boolean {
    const { program, policy } = this.#around;
    const isConstant =
      policy.trustThreshold() >= 0 &&
      !program.isWritable(address) &&
      !program.isWritable((address + size - 1) >>> 0) &&
      program.read(address, size).length === size;
    if (!isConstant) return false;
    this.#low = Math.min(this.#low, address);
    this.#high = Math.max(this.#high, address + size);
    return true;
  }

  /** The word at an address, if the program cannot change it. */
  #constant = (address: number): number | null => {
    if (address % 4 !== 0 || !this.#isConstant(address, 4)) return null;
    const bytes = this.#around.program.read(address, 4);
    return bytes.length < 4 ? null : new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  };

  /** True if a conditional branch ends the block: events or a transformer look at blocks. */
  get #endsAtBranches(): boolean {
    return this.#around.records.block || this.#transform !== null;
  }

  /** True if the block shall end here: because of its length, or for the next to begin with a probe. Not in the middle of what belongs together. */
  get #isLongEnough(): boolean {
    if (this.#it !== NO_IT || this.#exclusive) return false;
    if (this.#count >= MOST_INSTRUCTIONS) return true;
    return this.#count > 0 && this.#around.policy.calloutsAt(this.#location(this.#address)).length > 0;
  }

  // Without a transformer

  #keepAll(): void {
    const { records } = this.#around;
    if (records.block && !this.#exclusive) this.#putBlockRecord();
    while (!this.#ended && !this.#isLongEnough) {
      if (this.#count > 0 && this.#branchCount > 0 && this.#around.isCompiled(this.#location(this.#address))) return;
      const scanner = this.#scanner;
      if (this.#mayCopy) {
        const isAtOther = this.#copyRun();
        if (!isAtOther && scanner.count > 0) continue;
        if (isAtOther) {
          const put = this.#putFrequent(scanner.word, scanner.size);
          if (put === "ends") return;
          if (put === "put") continue;
        }
      }
      if (!scanner.fetch(this.#address)) {
        this.#refuseUnreadable();
        return;
      }
      const instruction = this.#decoder.instruction(scanner.word, scanner.size, this.#address, this.#it);
      if (instruction.class === "it" && !records.exec && this.#keepWholeItBlock(instruction)) continue;
      this.#advance(instruction);
      if (this.#put(instruction) && this.#endsBlock(instruction)) return;
    }
  }

  /** True if plain instructions may be copied in one piece here: nobody looks at single ones. */
  get #mayCopy(): boolean {
    return this.#it === NO_IT && !this.#exclusive && !this.#around.records.exec && !this.#linkageStub.isBegun;
  }

  /**
   * Puts the instruction at this address if it is of a frequent form, without making an object of it: a direct branch, or a load of a constant.
   *
   * @returns `ends`: the block ends behind it
   */
  #putFrequent(word: number, size: 2 | 4): "put" | "ends" | "other" {
    const decoder = this.#decoder;
    const number = decoder.findNumber(word, size);
    const { facts } = decoder;
    const address = this.#address;
    if (facts.transfer[number] === Transfer.direct) {
      const target = directTarget(decoder, number, word, address);
      const next = (address + size) >>> 0;
      const condition = decoder.conditionNumber(number, word);
      this.#mark();
      this.#address = next;
      this.#count++;
      const isCompare = facts.operation[number] === Operation.compareAndBranch;
      const isCall = facts.link[number] !== Link.none;
      if (isCompare) this.#putCompareAndBranch(word, target);
      else if (isCall) this.#putCall(condition, address, next, target);
      else this.#putJump(condition, target);
      this.#branchCount++;
      this.#linkageStub.reset();
      if (!fallsThrough(facts, number, condition)) this.#ended = true;
      return this.#ended || isCall || this.#endsAtBranches || this.#branchCount >= MOST_BRANCHES ? "ends" : "put";
    }
    if (facts.transfer[number] !== Transfer.none) return this.#putKnownTransfer(word, size);
    if (facts.relative[number] !== Relative.memory || facts.memoryUse[number] !== MemoryUse.read) return "other";
    if (facts.memorySize[number] !== 4 || facts.class[number] !== LOAD || !this.#out.literals) return "other";
    const written = decoder.writtenMask(number, word);
    if ((written & 0x8000) !== 0 || decoder.conditionNumber(number, word) !== AL) return "other";
    const value = this.#constant(decoder.relativeAddress(number, word, address));
    // LDRD and loads that write back are others.
    if (value === null || (written & (written - 1)) !== 0) return "other";
    this.#mark();
    this.#out.writer.reserve(LONGEST_CONSTANT);
    this.#out.constant(lowestOf(written), value);
    this.#count++;
    this.#address = (address + size) >>> 0;
    this.#linkageStub.reset();
    return "put";
  }

  /** Puts a transfer of control that has a stencil. */
  #putKnownTransfer(word: number, size: 2 | 4): "put" | "ends" | "other" {
    const stencil = this.#stencils.find(word);
    if (stencil === undefined || this.#around.records.flow || !this.#out.literals) return "other";
    const { isCall } = stencil;
    const next = (this.#address + size) >>> 0;
    const link = this.#location(next);
    if (isCall) this.#around.tables.leads.add(LeadKind.return, link);
    this.#mark();
    this.#out.writer.reserve(LONGEST_SEQUENCE);
    putStencil(this.#generator, stencil, link);
    this.#address = next;
    this.#count++;
    this.#branchCount++;
    this.#linkageStub.reset();
    if (stencil.condition === AL) this.#ended = true;
    return this.#ended || isCall || this.#endsAtBranches || this.#branchCount >= MOST_BRANCHES ? "ends" : "put";
  }

  /** Copies the plain instructions that come next. Returns true if the scanner has found what comes behind them. */
  #copyRun(): boolean {
    const scanner = this.#scanner;
    const isAtOther = scanner.run(this.#address, MOST_INSTRUCTIONS - this.#count, this.#mayPass);
    const { count, from, to } = scanner;
    if (count === 0) return isAtOther;
    const { writer } = this.#out;
    const { rows } = this.#around.tables;
    const size = to - from;
    writer.reserve(size);
    rows.add(this.#offset, this.#address, 0, "run");
    writer.putRun(scanner.bytes, from, to);
    // What comes next begins with a row of its own.
    this.#count += count;
    this.#address = (this.#address + size) >>> 0;
    return isAtOther;
  }

  /** True if a run may go on with the instruction at an address. */
  readonly #mayPass = (address: number): boolean => {
    const location = this.#location(address);
    if (this.#branchCount > 0 && this.#around.isCompiled(location)) return false;
    return this.#around.policy.calloutsAt(location).length === 0;
  };

  /** Puts an IT block in one piece, if nothing of it needs looking at. */
  #keepWholeItBlock(it: Instruction): boolean {
    const members: Instruction[] = [];
    const scanner = this.#scanner;
    let address = it.next;
    for (let state = it.nextIt; inItBlock(state); state = advanceIt(state)) {
      if (!scanner.fetch(address)) return false;
      const member = this.#decoder.instruction(scanner.word, scanner.size, address, state);
      const { row } = member;
      if (member.writesPc || row.class === "exception" || row.exclusive !== "none" || member.validity === "undefined") {
        return false;
      }
      members.push(member);
      address = member.next;
    }
    const { rows, steps } = this.#around.tables;
    this.#mark();
    const [rowsEnd, stepsEnd] = [rows.end - 1, steps.end];
    this.#mover.pass(it);
    try {
      for (const member of members) refuseBigEndian(member);
      this.#mover.moveItBlock(it, members, (member, to) =>
        rows.add(to - this.#origin, member.address, member.it, "sequence"),
      );
    } catch (error) {
      if (!(error instanceof RelocationError)) throw error;
      rows.truncate(rowsEnd);
      steps.truncate(stepsEnd);
      return false;
    }
    this.#count += 1 + members.length;
    this.#address = address;
    this.#it = 0;
    return true;
  }

  // With a transformer

  get memoryAccess(): MemoryAccess {
    return this.#exclusive ? "exclusive" : "open";
  }

  next(): Instruction | null {
    this.#noteInserted();
    const instruction = this.#read();
    this.#ownTo = this.#offset;
    return instruction;
  }

  /** Notes what the transformer has put by itself since this compiler has put something. */
  #noteInserted(): void {
    const end = this.#offset;
    if (end === this.#ownTo) return;
    noteInsertedCode(this.#around.tables.steps, this.#decoder, this.#out.writer.toBytes(), this.#ownTo, end);
    this.#ownTo = end;
  }

  #read(): Instruction | null {
    if (this.#atEnd) return null;
    const last = this.#current;
    if (!this.#isKept) this.#noteLeftOut();
    if (last === null) {
      if (this.#around.records.block && !this.#exclusive) this.#putBlockRecord();
    } else if (this.#isLongEnough || this.#refused) {
      return this.#endTransform();
    } else if (last.writesPc) {
      if (this.#isKept ? this.#ended || this.#endsBlock(last) : !canGoOn(last)) return this.#endTransform();
    }
    const scanner = this.#scanner;
    if (!scanner.fetch(this.#address)) {
      this.#refuseUnreadable();
      return this.#endTransform();
    }
    const instruction = this.#decoder.instruction(scanner.word, scanner.size, this.#address, this.#it);
    this.#current = instruction;
    this.#isKept = false;
    this.#advance(instruction);
    return instruction;
  }

  /** The store of an exclusive sequence may have been left out, or the branch to it. */
  #noteLeftOut(): void {
    if (!this.#exclusive || this.#isExclusiveAt(this.#address, this.#it)) return;
    this.#exclusive = false;
    this.#mover.end();
  }

  #endTransform(): null {
    this.#atEnd = true;
    return null;
  }

  // A transformer may stop reading before the block ends: what it has not read is another block, which cannot begin within an IT block or an exclusive
  // sequence. Where it has read nothing that would be this block again, for ever.
  #keepWhatBelongsTogether(): void {
    if (this.#current === null) {
      if (!this.#ended) this.#keepAll();
      return;
    }
    while (!this.#ended && (inItBlock(this.#it) || this.#exclusive) && this.next() !== null) this.keep();
  }

  keep(): void {
    if (this.#current === null || this.#isKept) return;
    this.#isKept = true;
    this.#noteInserted();
    // What a transformer has put in between may change registers.
    if (this.#offset !== this.#keptTo) this.#r7At = -1;
    this.#put(this.#current);
    this.#keptTo = this.#offset;
    // What a transformer puts behind it comes after it.
    if (!this.#ended) this.#mark();
    this.#ownTo = this.#keptTo;
  }

  putCallout(callout: Callout): boolean {
    if (this.#exclusive) return false;
    this.#noteInserted();
    const pc = this.#current !== null && !this.#isKept ? this.#current.address : this.#address;
    this.#out.writer.putUnit(this.#around.waysOut.stopSize, () => {
      const site = this.#generator.stop(SiteKind.callout, pc);
      this.#around.tables.callouts.set(site, callout);
    });
    this.#ownTo = this.#offset;
    return true;
  }

  putCounter(address: number): boolean {
    if (this.#exclusive) return false;
    this.#noteInserted();
    this.#out.writer.putUnit(LONGEST_SEQUENCE, () => this.#generator.count(address));
    this.#ownTo = this.#offset;
    return true;
  }

  putChainingReturn(): void {
    this.#noteInserted();
    const current = this.#current;
    if (current !== null && !this.#isKept) this.#recordExec(current);
    const location = this.#location(current?.address ?? this.#address);
    this.#out.writer.putUnit(LONGEST_SEQUENCE, () =>
      putBranchToRegister(this.#generator, LR, "bit 0", { link: 0, record: this.#flow(RecordKind.return, location) }),
    );
    this.#ended = true;
    this.#ownTo = this.#offset;
  }

  // Each instruction

  #advance(instruction: Instruction): void {
    this.#address = instruction.next;
    this.#it = instruction.nextIt;
    this.#count++;
  }

  /** Notes that an instruction begins here, with all registers as in the program. */
  #mark(address: number = this.#address, it: ItState = this.#it): void {
    const { steps, rows } = this.#around.tables;
    if (steps.end !== steps.begun) steps.settle();
    rows.add(this.#offset, address, it, "sequence");
  }

  #putBlockRecord(): void {
    this.#out.writer.reserve(LONGEST_SEQUENCE);
    this.#blockRecord = this.#generator.record({
      kind: RecordKind.block,
      location: this.#location(this.#address),
      second: 0,
      returnAddress: 0,
    });
  }

  /** Puts an instruction; false if it is refused. */
  #put(instruction: Instruction): boolean {
    const { tables } = this.#around;
    this.#mark(instruction.address, instruction.it);
    this.#predict(instruction);
    this.#recordExec(instruction);
    const sites = tables.sites.end;
    const records = tables.records.end;
    const steps = tables.steps.end;
    try {
      refuseBigEndian(instruction);
      if (instruction.writesPc) this.#putTransfer(instruction);
      else if (instruction.facts.raises[instruction.number] === Raises.systemCall) this.#putSystemCall(instruction);
      else if (instruction.class === "it") this.#mover.pass(instruction);
      else this.#move(instruction);
    } catch (error) {
      if (!(error instanceof RelocationError)) throw error;
      tables.sites.truncate(sites);
      tables.records.truncate(records);
      tables.steps.truncate(steps);
      this.#refuseInstruction(instruction, error);
      return false;
    }
    this.#noteExclusive(instruction.row);
    if ((instruction.writtenMask & (1 << R7)) !== 0) {
      this.#r7At = instruction.conditionNumber === AL ? instruction.address : -1;
    }
    return true;
  }

  #predict(instruction: Instruction): void {
    const { program, tables } = this.#around;
    if (this.#set === "t32") {
      if (instruction.row.branch !== "table") return;
      for (const target of tableTargets(instruction, program)) tables.leads.add(LeadKind.prediction, target);
      return;
    }
    const target = this.#linkageStub.take(instruction, program);
    if (target >= 0) tables.leads.add(LeadKind.prediction, target as CodeAddress);
  }

  #move(instruction: Instruction): void {
    if (!inItBlock(instruction.it)) this.#mover.move(instruction);
    else this.#mover.moveItBlock(null, [instruction], () => {});
  }

  #noteExclusive({ exclusive, class: kind, branch }: Row): void {
    if (exclusive === "load" || (this.#exclusive && branch !== "none")) {
      this.#exclusive = !this.#ended && this.#isExclusiveAt(this.#address, this.#it);
    } else if (exclusive !== "none" || kind === "exception") this.#exclusive = false;
    // For the mover each exclusive load begins a sequence.
    if (exclusive === "load" && !this.#exclusive) this.#mover.end();
  }

  /** True if a sequence that has begun goes on at an address of this instruction set. */
  #isExclusiveAt(address: number, it: ItState = 0): boolean {
    return reachesExclusiveStore(this.#source, this.#decoder, address, it);
  }

  /** The constant that r7 holds, -1 if it cannot be told. */
  get #r7(): number {
    const at =
      this.#current === null ? lastWriteOf(R7, this.#scanner, this.#decoder, this.#start, this.#address) : this.#r7At;
    return at < 0 ? -1 : constantMovedAt(at, this.#scanner, this.#decoder);
  }

  #flow(
    kind: typeof RecordKind.indirectCall | typeof RecordKind.return | typeof RecordKind.jump,
    location: number,
    returnAddress = 0,
  ): RecordDescriptor | null {
    if (!this.#around.records.flow || this.#exclusive) return null;
    return { kind, location, second: 0, returnAddress };
  }

  /** Records that an instruction executes. In T32, members of an IT block do so only if their condition holds. */
  #recordExec({ address, it, conditionNumber }: Instruction): void {
    if (!this.#around.records.exec || this.#exclusive) return;
    const descriptor = { kind: RecordKind.exec, location: this.#location(address), second: 0, returnAddress: 0 };
    this.#putSequence(() =>
      this.#generator.conditionally(inItBlock(it) ? conditionNumber : AL, () => this.#generator.record(descriptor)),
    );
    this.#mark(address, it);
  }

  /** Puts a sequence that no literal pool splits, wholly or not at all: only a literal that cannot be read makes one fail. */
  #putSequence(body: () => void): void {
    const { writer, literals } = this.#out;
    if (!literals) {
      writer.putUnit(LONGEST_SEQUENCE, body);
      return;
    }
    writer.reserve(LONGEST_SEQUENCE);
    body();
  }

  // Control transfers

  #putTransfer(instruction: Instruction): void {
    const site = new Site(instruction, this.#siteSurroundings, false);
    const transfer = transferAt(site, this.#constant);
    this.#mover.pass(instruction);
    if (transfer.kind === "compare-and-branch") this.#putCompareAndBranch(instruction.word, transfer.target);
    else if (transfer.kind !== "direct") this.#putIndirect(site, transfer);
    else if (transfer.link === null) this.#putJump(transfer.condition, transfer.target);
    else this.#putCall(transfer.condition, instruction.address, instruction.next, transfer.target);
    this.#branchCount++;
    if (!transfer.fallsThrough) this.#ended = true;
  }

  #putIndirect(site: Site, transfer: IndirectTransfer): void {
    const location = this.#location(site.address);
    const link = transfer.link ?? 0;
    if (link !== 0) this.#around.tables.leads.add(LeadKind.return, link);
    this.#exclusive = false;
    const record = this.#flow(recordKinds[transfer.purpose], location, link);
    const generator = this.#generator;
    const { condition } = transfer;
    if (record === null && this.#out.literals && isSameAnywhere(site.instruction)) {
      const stencil = this.#stencils.of(site.instruction.word, condition, link !== 0, (to, placeholder) =>
        to.conditionally(condition, () => putIndirect(to, site, transfer, { link: placeholder, record: null })),
      );
      this.#out.writer.reserve(LONGEST_SEQUENCE);
      putStencil(generator, stencil, link);
      return;
    }
    this.#putSequence(() =>
      generator.conditionally(transfer.condition, () => putIndirect(generator, site, transfer, { link, record })),
    );
  }

  #putCall(condition: number, address: number, next: number, target: CodeAddress): void {
    const link = this.#location(next);
    this.#around.tables.leads.add(LeadKind.return, link);
    const isNative = this.#around.policy.isNative(target);
    this.#exclusive = false;
    const out = this.#out;
    // The body holds an exit, which is aligned: no pool may come between.
    this.#putSequence(() =>
      this.#generator.conditionally(condition, () => {
        if (this.#around.records.flow) {
          const returnAddress = isNative ? 0 : link;
          const location = this.#location(address);
          this.#generator.record({ kind: RecordKind.call, location, second: target, returnAddress });
        }
        if (isNative) this.#callNatively(target);
        out.literal(LR, link);
        this.#exit(isNative ? link : target, isNative ? 0 : SiteFlag.call);
      }),
    );
  }

  // ldr lr, =here
  // ldr pc, =target
  // here:
  #callNatively(target: CodeAddress): void {
    const out = this.#out;
    const returnPoint = out.pc + 8;
    out.literal(LR, returnPoint + out.setBit);
    out.literal(PC, target);
    if (out.pc !== returnPoint) throw new Error("a native call has another length than it is known by");
  }

  #putJump(condition: number, target: CodeAddress): void {
    const exchanges = (target & 1) !== this.#setBit;
    const isExclusive = this.#exclusive && !exchanges && this.#isExclusiveAt(addressOf(target));
    const flags = isExclusive ? SiteFlag.exclusive : 0;
    if (condition === AL) this.#exit(target, flags);
    else if (exchanges) {
      this.#putSequence(() => this.#generator.conditionally(condition, () => this.#exit(target, flags)));
    } else this.#exits.putConditional(condition, target, flags);
  }

  // cbnz rn, over; b target; over:     for CBZ, and the other way round
  #putCompareAndBranch(word: number, target: CodeAddress): void {
    const isExclusive = this.#exclusive && this.#isExclusiveAt(addressOf(target));
    const out = this.#out;
    this.#putSequence(() => {
      out.copy(((word ^ 0x800) & ~0x2f8) | (1 << 3));
      this.#exit(target, isExclusive ? SiteFlag.exclusive : 0);
    });
  }

  #exit(target: CodeAddress, flags: number = this.#exclusive ? SiteFlag.exclusive : 0): void {
    this.#exits.put(target, flags, 0);
  }

  /** True if the block ends after a conditional branch that was put. */
  #endsBlock(instruction: Instruction): boolean {
    if (!instruction.writesPc) return false;
    if (this.#ended) return true;
    const goesOn = !this.#endsAtBranches && this.#branchCount < MOST_BRANCHES && instruction.row.branch !== "call";
    return !goesOn && !this.#exclusive;
  }

  // System calls and what cannot be moved

  #putSystemCall(instruction: Instruction): void {
    const out = this.#out;
    const generator = this.#generator;
    const { sites } = this.#around.tables;
    const { address } = instruction;
    const immediate = svcImmediate(instruction);
    const interest = this.#around.policy.interestIn(this.#set, immediate, this.#r7);
    const stop = (): number => generator.stop(SiteKind.systemCall, address);
    const body = (): void => {
      if (interest === "stop") sites.setDetail(stop(), out.pc);
      else if (interest === "look-up") putSystemCallTest(generator, (resume) => sites.setDetail(stop(), resume()));
      // A signal may have the call made again from here.
      this.#mark(address, instruction.it);
      out.copy(svcWord(this.#set, immediate));
    };
    this.#putSequence(() => generator.conditionally(instruction.conditionNumber, body));
    this.#mover.pass(instruction);
    this.#r7At = -1;
  }

  #refuseUnreadable(): void {
    if (this.#count > 0) return;
    const at = this.#address;
    const cause = new RelocationError("truncated", at, new Uint8Array(0), "there is no memory to execute");
    this.#refuse(at, { next: -1, it: this.#it, cause });
  }

  // A thread can execute the instruction in its place if the next one is surely the one behind it. Not in an exclusive sequence, which a stop ends.
  #refuseInstruction({ address, next, it, writesPc }: Instruction, cause: RelocationError): void {
    this.#refuse(address, { next: writesPc || this.#exclusive ? -1 : next, it, cause });
  }

  #refuse(pc: number, refusal: Refusal): void {
    this.#out.writer.putUnit(this.#around.waysOut.stopSize, () => {
      const site = this.#generator.stop(SiteKind.refused, pc);
      this.#around.tables.refusals.set(site, refusal);
    });
    this.#ended = true;
    this.#refused = true;
  }
}

/** The records of indirect transfers, by their purposes. */
const recordKinds = {
  call: RecordKind.indirectCall,
  return: RecordKind.return,
  jump: RecordKind.jump,
} as const;

const newWriter = (set: InstructionSet): ArmWriter | ThumbWriter =>
  set === "a32" ? new ArmWriter() : new ThumbWriter();

/** True for a transfer of control whose code is the same wherever it stands: it does not read PC, and its condition is its own. */
const isSameAnywhere = ({ facts, number, readMask, it }: Instruction): boolean =>
  facts.transfer[number] !== Transfer.table &&
  facts.relative[number] === Relative.none &&
  (readMask & (1 << PC)) === 0 &&
  !inItBlock(it);
