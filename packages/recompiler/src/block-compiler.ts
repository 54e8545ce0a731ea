import { ArmWriter } from "@armstalker/arm-writer";
import {
  AL,
  a32Decoder,
  type CodeAddress,
  classNumber,
  type Decoder,
  Exclusive,
  type Instruction,
  type InstructionSet,
  inItBlock,
  Link,
  NO_IT,
  Raises,
  t32Decoder,
} from "@armstalker/isa";
import {
  canGoOn,
  type Emitter,
  emitterFor,
  inPlace,
  Mover,
  RelocationError,
  Source,
  settingsOf,
} from "@armstalker/relocator";
import { ThumbWriter } from "@armstalker/thumb-writer";
import { BlockState, MOST_BRANCHES, MOST_INSTRUCTIONS } from "./block-state.js";
import type { Refusal } from "./block-tables.js";
import { refuseBigEndian } from "./byte-order.js";
import type { CompiledBlock, CompileRequest, CompilerSurroundings } from "./compile-request.js";
import { Constants } from "./constants.js";
import { Draft } from "./draft.js";
import { Exits } from "./exits.js";
import { Frequent } from "./frequent.js";
import { Generator } from "./generator.js";
import { noteInsertedCode } from "./inserted-code.js";
import { isIt, plainMembersOf } from "./it-members.js";
import type { IteratorBackend, MemoryAccess, TransformIterator } from "./iterator.js";
import { constantMovedAt, lastWriteOf } from "./moved-constant.js";
import { LONGEST_RECORD, LONGEST_SEQUENCE, longestPieceOf } from "./piece-size.js";
import { addPredictions, LinkageStub } from "./prediction.js";
import type { Callout } from "./program.js";
import { RecordKind } from "./record-table.js";
import { Scanner } from "./scan.js";
import { SiteFlag, SiteKind } from "./site-table.js";
import { Stencils } from "./stencils.js";
import { putSystemCall } from "./system-call.js";
import { Transfers } from "./transfers.js";
import { Transformation } from "./transformation.js";
import { svcImmediate, wordsOf } from "./words.js";

const R7 = 7;
const EXCEPTION = classNumber("exception");
/** Compiles blocks of one instruction set, one after the other. */
export class BlockCompiler implements IteratorBackend {
  readonly #around: CompilerSurroundings;
  /** Null if there is no transformer. */
  readonly #iterator: TransformIterator | null;
  readonly #state: BlockState;
  readonly #out: Emitter;
  readonly #draft: Draft;
  readonly #decoder: Decoder;
  readonly #scanner: Scanner;
  readonly #source: Source;
  readonly #mover: Mover;
  readonly #generator: Generator;
  readonly #exits: Exits;
  readonly #transfers: Transfers;
  readonly #frequent: Frequent;
  readonly #linkageStub = new LinkageStub();
  /** What a transformer's block is written into: it may have no more than fits. */
  readonly #output: Uint8Array;
  #transform: CompileRequest["transform"] = null;
  /** True until the writer writes something of the block. */
  #isFresh = true;
  /** True if something may have to be called where an instruction begins. */
  #hasCallouts = false;
  /** With a transformer: the address of the instruction that was kept last of those that set r7; -1 if its constant cannot be told. */
  #r7At = -1;
  #current: Instruction | null = null;
  #isKept = true;
  /** Where the code of the instruction ends that was kept last. */
  #keptTo = 0;
  /** With a transformer: where the code ends that was put last by this compiler, and not by the transformer itself. */
  #ownTo = 0;
  /** True when the transformer has seen the last instruction of the block. */
  #atEnd = false;
  /** Bytes of the code that tells that the block runs. */
  #markSize = 0;
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
    const state = new BlockState(set);
    this.#state = state;
    const out = emitterFor(iterator ?? newWriter(set));
    out.prefersLiterals = true;
    this.#out = out;
    const { program, tables } = around;
    this.#decoder = set === "a32" ? a32Decoder() : t32Decoder();
    this.#draft = new Draft(out, wordsOf(set), tables, largestBlock);
    this.#scanner = new Scanner(set, program);
    const source = new Source(set, { read: (address, size) => program.readCode(address, size), address: 0 });
    this.#source = source;
    const constants = new Constants(around, state);
    const moving = {
      ...settingsOf({ scratchFrom: "spilled" }),
      isConstant: (at: number, size: number) => constants.has(at, size),
      // Within an exclusive sequence nothing may be saved on the stack, so registers that are dead serve.
      get findsDead(): boolean {
        return state.exclusive;
      },
    };
    this.#mover = new Mover(out, { source, settings: moving, placement: inPlace });
    this.#generator = new Generator(out, around.data, tables, around.waysOut);
    this.#exits = new Exits(this.#generator, this.#draft);
    const stencils = new Stencils(this.#generator, newWriter(set));
    const parts = {
      generator: this.#generator,
      decoder: this.#decoder,
      source,
      mover: this.#mover,
      exits: this.#exits,
      stencils,
      constants,
      draft: this.#draft,
      scanner: this.#scanner,
    };
    this.#transfers = new Transfers(around, state, parts);
    this.#frequent = new Frequent(around, state, parts);
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
    if (request.mark !== 0) this.#putMark(request.mark);
    if (transform === null) {
      if (this.#hasCallouts) this.#putCallouts(start);
      this.#keepAll();
      return this.#finish();
    }
    this.#putCallouts(start);
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

  #begin(request: CompileRequest, at: number): void {
    const { start, transform } = request;
    const { tables, policy } = this.#around;
    this.#transform = transform;
    this.#state.begin(start - this.#state.setBit, request);
    this.#draft.begin(at);
    tables.rows.begun = tables.rows.end;
    this.#scanner.start();
    this.#hasCallouts = policy.hasCallouts();
    this.#exits.pending = 0;
    this.#blockRecord = -1;
    this.#linkageStub.ip = -1;
    this.#out.literals = true;
    this.#isFresh = true;
    this.#markSize = 0;
    if (transform === null) return;
    this.#iterator!.begin({ pc: at, output: this.#output });
    this.#r7At = -1;
    this.#current = null;
    this.#isKept = true;
    this.#keptTo = 0;
    this.#ownTo = 0;
    this.#atEnd = false;
  }

  /** Puts code that tells that the block runs. */
  #putMark(address: number): void {
    this.#openPiece(LONGEST_RECORD);
    this.#mark();
    this.#generator.tell(address);
    this.#closePiece();
    this.#markSize = this.#draft.offset;
    this.#ownTo = this.#markSize;
  }

  #finish(): CompiledBlock {
    const state = this.#state;
    const draft = this.#draft;
    const target = (state.address + state.setBit) as CodeAddress;
    if (this.#transform !== null) {
      if (!state.ended) {
        this.#mark();
        this.#transfers.exit(target);
      }
      this.#out.writer.flush();
      draft.takeAll();
    } else if (!state.ended) {
      draft.reserve(this.#exits.largest, state.address, state.it);
      this.#around.tables.rows.add(draft.length, state.address, state.it, "sequence");
      this.#exits.put(target, state.exclusive ? SiteFlag.exclusive : 0, 0);
    }
    if (this.#exits.pending > 0) this.#exits.putPending(state.address);
    if (draft.literalCount > 0) draft.putPool("never-reached");
    if (this.#blockRecord >= 0) this.#around.tables.records.setSecond(this.#blockRecord, target);
    return {
      code: draft.bytes,
      size: draft.length,
      markSize: this.#markSize,
      setBit: state.setBit,
      start: state.start,
      end: state.address,
      low: state.low,
      high: Math.max(state.high, state.address),
    };
  }

  /** Begins what the writer writes: so many bytes at most. With a transformer the whole block is one piece. */
  #openPiece(most: number): void {
    if (this.#isFresh) {
      this.#isFresh = false;
      this.#source.forget();
      this.#mover.end();
    }
    if (this.#transform !== null) return;
    const { address, it } = this.#state;
    this.#draft.reserve(most, address, it);
    this.#draft.openPiece();
  }

  #closePiece(): void {
    if (this.#transform === null) this.#draft.closePiece();
  }

  /** True if a conditional branch ends the block: events or a transformer look at blocks. */
  get #endsAtBranches(): boolean {
    return this.#around.endsAtBranches || this.#transform !== null;
  }

  /** True if the block shall end here: because of its length, or for the next to begin with a probe. Not in the middle of what belongs together. */
  get #isLongEnough(): boolean {
    const { it, exclusive, count, address } = this.#state;
    if (it !== NO_IT || exclusive || count === 0) return false;
    if (count >= MOST_INSTRUCTIONS) return true;
    return this.#hasCallouts && this.#around.policy.calloutsAt(this.#state.location(address)).length > 0;
  }

  #putCallouts(start: CodeAddress): void {
    const { policy, waysOut } = this.#around;
    const callouts = policy.calloutsAt(start);
    this.#openPiece(callouts.length * waysOut.stopSize);
    this.#mark();
    for (const callout of callouts) this.putCallout(callout);
    this.#closePiece();
  }

  // Without a transformer

  #keepAll(): void {
    const state = this.#state;
    const { records, isCompiled } = this.#around;
    if (records.block && !state.exclusive) {
      this.#openPiece(LONGEST_RECORD);
      this.#mark();
      this.#putBlockRecord();
      this.#closePiece();
    }
    // Nobody looks at single plain instructions: they may be copied.
    const copies = !records.exec && this.#transform === null;
    while (!state.ended) {
      if (state.count > 0) {
        if (this.#isLongEnough) return;
        if (state.branchCount > 0 && isCompiled(state.location(state.address))) return;
      }
      const scanner = this.#scanner;
      if (copies && state.it === NO_IT && !state.exclusive && this.#linkageStub.ip < 0) {
        const isFree = state.branchCount === 0 && !this.#hasCallouts;
        const isAtOther = this.#frequent.copyRun(isFree ? null : this.#mayPass);
        if (!isAtOther && scanner.count > 0) continue;
        if (isAtOther) {
          const outcome = this.#frequent.put();
          if (outcome === "ends") return;
          if (outcome === "put") continue;
        }
      }
      if (this.#keepNext()) return;
    }
  }

  /** True if a run may go on with the instruction at an address. */
  readonly #mayPass = (address: number): boolean => {
    const state = this.#state;
    const location = state.location(address);
    if (state.branchCount > 0 && this.#around.isCompiled(location)) return false;
    return !this.#hasCallouts || this.#around.policy.calloutsAt(location).length === 0;
  };

  /** Keeps the next instruction by the writer, and in T32 all of an IT block. Returns true if the block ends with it. */
  #keepNext(): boolean {
    const state = this.#state;
    const scanner = this.#scanner;
    if (!scanner.fetch(state.address)) {
      this.#refuseUnreadable();
      return true;
    }
    const instruction = this.#decoder.instruction(scanner.word, scanner.size, state.address, state.it);
    this.#openPiece(longestPieceOf(instruction));
    let ends = false;
    if (!isIt(instruction) || this.#around.records.exec || !this.#keepWholeItBlock(instruction)) {
      this.#advance(instruction);
      ends = this.#put(instruction) && this.#endsBlock(instruction);
    }
    this.#closePiece();
    return ends;
  }

  /** Puts an IT block in one piece, if nothing of it needs looking at. */
  #keepWholeItBlock(it: Instruction): boolean {
    const members = plainMembersOf(it, this.#scanner, this.#decoder);
    if (members === null) return false;
    const state = this.#state;
    const draft = this.#draft;
    const { rows, steps } = this.#around.tables;
    this.#mark();
    const [rowsEnd, stepsEnd, loads] = [rows.end - 1, steps.end, draft.loadsOfPiece];
    this.#mover.pass(it);
    try {
      for (const member of members) refuseBigEndian(member);
      this.#mover.moveItBlock(it, members, (member, to) =>
        rows.add(to - draft.origin, member.address, member.it, "sequence"),
      );
    } catch (error) {
      if (!(error instanceof RelocationError)) throw error;
      rows.truncate(rowsEnd);
      steps.truncate(stepsEnd);
      draft.forgetLoads(loads);
      return false;
    }
    state.count += 1 + members.length;
    state.address = members.at(-1)!.next;
    state.it = NO_IT;
    return true;
  }

  // With a transformer

  get memoryAccess(): MemoryAccess {
    return this.#state.exclusive ? "exclusive" : "open";
  }

  next(): Instruction | null {
    this.#noteInserted();
    const instruction = this.#read();
    this.#ownTo = this.#draft.offset;
    return instruction;
  }

  /** Notes what the transformer has put by itself since this compiler has put something. */
  #noteInserted(): void {
    const end = this.#draft.offset;
    if (end === this.#ownTo) return;
    noteInsertedCode(this.#around.tables.steps, this.#decoder, this.#out.writer.toBytes(), this.#ownTo, end);
    this.#ownTo = end;
  }

  #read(): Instruction | null {
    if (this.#atEnd) return null;
    const state = this.#state;
    const last = this.#current;
    if (!this.#isKept) this.#noteLeftOut();
    if (last === null) {
      if (this.#around.records.block && !state.exclusive) this.#putBlockRecord();
    } else if (this.#isLongEnough || state.refused) {
      return this.#endTransform();
    } else if (last.writesPc) {
      if (this.#isKept ? state.ended || this.#endsBlock(last) : !canGoOn(last)) return this.#endTransform();
    }
    const scanner = this.#scanner;
    if (!scanner.fetch(state.address)) {
      this.#refuseUnreadable();
      return this.#endTransform();
    }
    const instruction = this.#decoder.instruction(scanner.word, scanner.size, state.address, state.it);
    this.#current = instruction;
    this.#isKept = false;
    this.#advance(instruction);
    return instruction;
  }

  /** The store of an exclusive sequence may have been left out, or the branch to it. */
  #noteLeftOut(): void {
    const state = this.#state;
    if (!state.exclusive || this.#transfers.isExclusiveAt(state.address, state.it)) return;
    state.exclusive = false;
    this.#mover.end();
  }

  #endTransform(): null {
    this.#atEnd = true;
    return null;
  }

  // A transformer may stop reading before the block ends: what it has not read is another block, which cannot begin within an IT block or an exclusive
  // sequence. Where it has read nothing that would be this block again, for ever.
  #keepWhatBelongsTogether(): void {
    const state = this.#state;
    if (this.#current === null) {
      if (!state.ended) this.#keepAll();
      return;
    }
    while (!state.ended && (inItBlock(state.it) || state.exclusive) && this.next() !== null) this.keep();
  }

  keep(): void {
    if (this.#current === null || this.#isKept) return;
    this.#isKept = true;
    this.#noteInserted();
    // What a transformer has put in between may change registers.
    if (this.#draft.offset !== this.#keptTo) this.#r7At = -1;
    this.#put(this.#current);
    this.#keptTo = this.#draft.offset;
    // What a transformer puts behind it comes after it.
    if (!this.#state.ended) this.#mark();
    this.#ownTo = this.#keptTo;
  }

  putCallout(callout: Callout): boolean {
    const state = this.#state;
    if (state.exclusive) return false;
    this.#noteInserted();
    const pc = this.#current !== null && !this.#isKept ? this.#current.address : state.address;
    this.#out.writer.putUnit(this.#around.waysOut.stopSize, () => {
      const site = this.#generator.stop(SiteKind.callout, pc);
      this.#around.tables.callouts.set(site, callout);
    });
    this.#ownTo = this.#draft.offset;
    return true;
  }

  putCounter(address: number): boolean {
    if (this.#state.exclusive) return false;
    this.#noteInserted();
    this.#out.writer.putUnit(LONGEST_SEQUENCE, () => this.#generator.count(address));
    this.#ownTo = this.#draft.offset;
    return true;
  }

  putChainingReturn(): void {
    this.#noteInserted();
    const current = this.#current;
    if (current !== null && !this.#isKept) this.#recordExec(current);
    this.#transfers.putReturn(current?.address ?? this.#state.address);
    this.#state.ended = true;
    this.#ownTo = this.#draft.offset;
  }

  // Each instruction that the writer writes

  #advance(instruction: Instruction): void {
    const state = this.#state;
    state.address = instruction.next;
    state.it = instruction.nextIt;
    state.count++;
  }

  /** Notes that the next instruction of the program begins where the writer is. */
  #mark(): void {
    this.#draft.mark(this.#state.address, this.#state.it);
  }

  #putBlockRecord(): void {
    const state = this.#state;
    this.#out.writer.reserve(LONGEST_SEQUENCE);
    this.#blockRecord = this.#generator.record({
      kind: RecordKind.block,
      location: state.location(state.address),
      second: 0,
      returnAddress: 0,
    });
  }

  /** Puts an instruction; false if it is refused. */
  #put(instruction: Instruction): boolean {
    const { tables } = this.#around;
    const draft = this.#draft;
    draft.mark(instruction.address, instruction.it);
    addPredictions(instruction, this.#linkageStub, this.#around.program, tables.leads);
    this.#recordExec(instruction);
    const sites = tables.sites.end;
    const records = tables.records.end;
    const steps = tables.steps.end;
    const loads = draft.loadsOfPiece;
    try {
      refuseBigEndian(instruction);
      if (instruction.writesPc) this.#transfers.put(instruction);
      else if (instruction.facts.raises[instruction.number] === Raises.systemCall) this.#putSystemCall(instruction);
      else if (isIt(instruction)) this.#mover.pass(instruction);
      else this.#move(instruction);
    } catch (error) {
      if (!(error instanceof RelocationError)) throw error;
      tables.sites.truncate(sites);
      tables.records.truncate(records);
      tables.steps.truncate(steps);
      draft.forgetLoads(loads);
      this.#refuseInstruction(instruction, error);
      return false;
    }
    this.#noteExclusive(instruction);
    if ((instruction.writtenMask & (1 << R7)) !== 0) {
      this.#r7At = instruction.conditionNumber === AL ? instruction.address : -1;
    }
    return true;
  }

  #move(instruction: Instruction): void {
    if (!inItBlock(instruction.it)) this.#mover.move(instruction);
    else this.#mover.moveItBlock(null, [instruction], () => {});
  }

  #noteExclusive({ facts, number, writesPc }: Instruction): void {
    const state = this.#state;
    const exclusive = facts.exclusive[number];
    if (exclusive === Exclusive.load || (state.exclusive && writesPc)) {
      state.exclusive = !state.ended && this.#transfers.isExclusiveAt(state.address, state.it);
    } else if (exclusive !== Exclusive.none || facts.class[number] === EXCEPTION) state.exclusive = false;
    // For the mover each exclusive load begins a sequence.
    if (exclusive === Exclusive.load && !state.exclusive) this.#mover.end();
  }

  /** The constant that r7 holds, -1 if it cannot be told. */
  get #r7(): number {
    const { start, address } = this.#state;
    const at = this.#current === null ? lastWriteOf(R7, this.#scanner, this.#decoder, start, address) : this.#r7At;
    return at < 0 ? -1 : constantMovedAt(at, this.#scanner, this.#decoder);
  }

  /** Records that an instruction executes. In T32, members of an IT block do so only if their condition holds. */
  #recordExec({ address, it, conditionNumber }: Instruction): void {
    const state = this.#state;
    if (!this.#around.records.exec || state.exclusive) return;
    const descriptor = { kind: RecordKind.exec, location: state.location(address), second: 0, returnAddress: 0 };
    this.#transfers.putSequence(() =>
      this.#generator.conditionally(inItBlock(it) ? conditionNumber : AL, () => this.#generator.record(descriptor)),
    );
    this.#draft.mark(address, it);
  }

  /** True if the block ends after a conditional branch that was put. */
  #endsBlock(instruction: Instruction): boolean {
    if (!instruction.writesPc) return false;
    const { ended, branchCount, exclusive } = this.#state;
    if (ended) return true;
    const isCall = instruction.facts.link[instruction.number] !== Link.none;
    const goesOn = !this.#endsAtBranches && branchCount < MOST_BRANCHES && !isCall;
    return !goesOn && !exclusive;
  }

  // System calls and what cannot be moved

  #putSystemCall(instruction: Instruction): void {
    const interest = this.#around.policy.interestIn(this.#state.set, svcImmediate(instruction), this.#r7);
    const begins = (): void => this.#draft.mark(instruction.address, instruction.it);
    this.#transfers.putSequence(() => putSystemCall(this.#generator, instruction, interest, begins));
    this.#mover.pass(instruction);
    this.#r7At = -1;
  }

  #refuseUnreadable(): void {
    const { count, address, it } = this.#state;
    if (count > 0) return;
    const cause = new RelocationError("truncated", address, new Uint8Array(0), "there is no memory to execute");
    this.#openPiece(this.#around.waysOut.stopSize);
    this.#mark();
    this.#refuse(address, { next: -1, it, cause });
    this.#closePiece();
  }

  // A thread can execute the instruction in its place if the next one is surely the one behind it. Not in an exclusive sequence, which a stop ends.
  #refuseInstruction({ address, next, it, writesPc }: Instruction, cause: RelocationError): void {
    this.#refuse(address, { next: writesPc || this.#state.exclusive ? -1 : next, it, cause });
  }

  #refuse(pc: number, refusal: Refusal): void {
    this.#out.writer.putUnit(this.#around.waysOut.stopSize, () => {
      const site = this.#generator.stop(SiteKind.refused, pc);
      this.#around.tables.refusals.set(site, refusal);
    });
    this.#state.ended = true;
    this.#state.refused = true;
  }
}

const newWriter = (set: InstructionSet): ArmWriter | ThumbWriter =>
  set === "a32" ? new ArmWriter() : new ThumbWriter();
