import {
  AL,
  a32Decoder,
  advanceIt,
  type Decoder,
  type Instruction,
  type InstructionSet,
  type ItState,
  inItBlock,
  LeanInstruction,
  type Row,
  t32Decoder,
} from "@armstalker/isa";
import { type Emitter, inPlace, Mover, RelocationError, Site, Source, settingsOf } from "@armstalker/relocator";
import type { Callout } from "../cpu-context.js";
import { isNumbered } from "../engine/numbered-calls.js";
import { systemCallKind } from "../engine/system-calls.js";
import type { RecordDescriptor } from "../events/record.js";
import type { IteratorBackend, MemoryAccess } from "../iterator.js";
import { refuseBigEndian } from "./byte-order.js";
import type { CompileContext, Compiled, CompileOptions, NewStop } from "./compilation.js";
import { type ControlTransfer, type DirectTransfer, type IndirectTransfer, transferOf } from "./control-transfer.js";
import { reachesExclusiveStore } from "./exclusive-sequence.js";
import { type ExitProperties, Exits } from "./exits.js";
import { Generator, LR, PC } from "./generator.js";
import { putBranchToRegister } from "./indirect.js";
import { LinkageStub, tableTargets } from "./prediction.js";
import { putSystemCallTest } from "./system-call-test.js";
import { Transformation } from "./transformation.js";
import { svcImmediate, svcWord } from "./words.js";

/** How many instructions a block has at most. */
const MOST_INSTRUCTIONS = 256;
/** How far code goes on after a conditional branch that need not end it. */
const MOST_BRANCHES = 24;
const R7 = 7;
/** Bytes that no literal pool may come between: more than any sequence here. */
const LONGEST_SEQUENCE = 256;
/** Bytes of a trap. */
const LONGEST_TRAP = 4;

const SETTINGS = settingsOf({ scratchFrom: "spilled" });

/** Compiles one block. */
export class BlockCompiler implements IteratorBackend {
  readonly #context: CompileContext;
  readonly #options: CompileOptions;
  readonly #out: Emitter;
  readonly #set: InstructionSet;
  readonly #decoder: Decoder;
  readonly #source: Source;
  readonly #mover: Mover;
  readonly #generator: Generator;
  readonly #origin: number;
  readonly #exits: Exits;
  readonly #stops: NewStop[] = [];
  readonly #boundaries: number[] = [];
  readonly #itStates = new Map<number, ItState>();
  readonly #returnAddresses: number[] = [];
  readonly #predictions: number[] = [];
  readonly #linkageStub = new LinkageStub();
  readonly #blockRecord: { kind: "block"; location: number; second: number; returnAddress: number };
  #address: number;
  #it: ItState;
  #exclusive: boolean;
  #low: number;
  #high: number;
  #count = 0;
  #branchCount = 0;
  /** What r7 holds, if it is known. */
  #r7 = -1;
  /** Whether control cannot come to what would be put next. */
  #ended = false;
  #current: Instruction | null = null;
  #isKept = true;
  /** Where the code of the instruction ends that was kept last. */
  #keptTo = 0;
  /** Whether the transformer has seen the last instruction of the block. */
  #atEnd = false;

  constructor(context: CompileContext, out: Emitter, options: CompileOptions) {
    this.#context = context;
    this.#options = options;
    this.#out = out;
    this.#set = out.set;
    this.#decoder = out.set === "a32" ? a32Decoder() : t32Decoder();
    this.#address = (options.start & ~1) >>> 0;
    this.#it = options.it;
    this.#exclusive = options.exclusive;
    this.#low = this.#address;
    this.#high = this.#address;
    this.#origin = out.pc;
    this.#source = new Source(out.set, { read: context.read, address: this.#address });
    const isExclusive = (): boolean => this.#exclusive;
    const settings = {
      ...SETTINGS,
      isConstant: (at: number, size: number) => this.#isConstant(at, size),
      // Within an exclusive sequence nothing may be saved on the stack, so registers that are dead serve.
      get findsDead(): boolean {
        return isExclusive();
      },
    };
    this.#mover = new Mover(out, { source: this.#source, settings, placement: inPlace });
    this.#generator = new Generator(out, context.data);
    this.#exits = new Exits(out, this.#generator);
    this.#blockRecord = { kind: "block", location: options.start, second: 0, returnAddress: 0 };
    out.prefersLiterals = true;
    out.literals = true;
  }

  /** Compiles the block. @throws {StalkerError} `transform-failed` */
  compile(): Compiled {
    const { start, transform } = this.#options;
    for (const callout of this.#context.calloutsAt(start)) this.putCallout(callout);
    if (transform === null) {
      this.#keepAll();
      return this.#finish();
    }
    const transformation = new Transformation(this, this.#out.writer, this.#context);
    try {
      transformation.run(transform);
      this.#keepWhatBelongsTogether();
      return this.#finish();
    } catch (error) {
      throw transformation.failed(start, error);
    }
  }

  #finish(): Compiled {
    if (!this.#ended) this.#exit(this.#location(this.#address));
    this.#exits.putPending();
    this.#out.writer.flush();
    this.#blockRecord.second = this.#location(this.#address);
    return {
      code: this.#out.writer.toBytes(),
      end: this.#address,
      low: this.#low,
      high: Math.max(this.#high, this.#address),
      branches: this.#exits.branches,
      stops: this.#stops,
      generator: this.#generator,
      boundaries: Uint32Array.from(this.#boundaries),
      itStates: this.#itStates,
      returnAddresses: this.#returnAddresses,
      predictions: this.#predictions,
    };
  }

  /** An address of the program with the instruction set bit of the block. */
  #location(address: number): number {
    return address + this.#out.setBit;
  }

  get #offset(): number {
    return this.#out.writer.offset;
  }

  #isConstant(address: number, size: number): boolean {
    if (!this.#context.isConstant(address, size)) return false;
    this.#low = Math.min(this.#low, address);
    this.#high = Math.max(this.#high, address + size);
    return true;
  }

  /** The word at an address, if the program cannot change it. */
  #constant = (address: number): number | null => {
    if (address % 4 !== 0 || !this.#isConstant(address, 4)) return null;
    const bytes = this.#context.read(address, 4);
    return bytes.length < 4 ? null : new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  };

  /** Whether a conditional branch ends the block: where events or a transformer look at blocks. */
  get #endsAtBranches(): boolean {
    return this.#context.records.block || this.#options.transform !== null;
  }

  /** Whether the block shall end here: because of its length, or for the next to begin with a call probe. Not in the middle of what belongs together. */
  get #isLongEnough(): boolean {
    if (inItBlock(this.#it) || this.#exclusive) return false;
    if (this.#count >= MOST_INSTRUCTIONS) return true;
    return this.#count > 0 && this.#context.calloutsAt(this.#location(this.#address)).length > 0;
  }

  // Without a transformer

  #keepAll(): void {
    const lean = new LeanInstruction();
    const { exec, block } = this.#context.records;
    const out = this.#out;
    if (block && !this.#exclusive) this.#putBlockRecord();
    while (!this.#ended && !this.#isLongEnough) {
      if (this.#count > 0 && this.#branchCount > 0 && this.#context.isCompiled(this.#location(this.#address))) return;
      const fetched = this.#source.fetch(this.#address);
      if (fetched === null) {
        this.#refuseUnreadable();
        return;
      }
      const { word, size } = fetched;
      this.#decoder.lean(lean, word, size, this.#it);
      const row = lean.row;
      const isPlain =
        row !== null &&
        !exec &&
        ((lean.reads | lean.writes) & 0x8000) === 0 &&
        row.class !== "it" &&
        row.class !== "exception" &&
        row.class !== "system" &&
        row.class !== "status" &&
        row.exclusive === "none" &&
        !this.#linkageStub.isBegun &&
        !inItBlock(this.#it);
      if (isPlain) {
        this.#mark();
        out.writer.reserve(4);
        out.copy(word);
        this.#mover.pass({ row, word });
        if ((lean.writes & (1 << R7)) !== 0) this.#noteR7(row, word, 0);
        this.#count++;
        this.#address = (this.#address + size) >>> 0;
        continue;
      }
      const instruction = this.#decoder.instruction(word, size, this.#address, this.#it);
      if (instruction.class === "it" && !exec && this.#keepWholeItBlock(instruction)) continue;
      this.#advance(instruction);
      if (this.#put(instruction) && this.#endsBlock(instruction)) return;
    }
  }

  /** Puts an IT block in one piece, if nothing of it needs looking at. */
  #keepWholeItBlock(it: Instruction): boolean {
    const members: Instruction[] = [];
    let address = it.next;
    for (let state = it.nextIt; inItBlock(state); state = advanceIt(state)) {
      const fetched = this.#source.fetch(address);
      if (fetched === null) return false;
      const member = this.#decoder.instruction(fetched.word, fetched.size, address, state);
      const { row } = member;
      if (member.writesPc || row.class === "exception" || row.exclusive !== "none" || member.validity === "undefined") {
        return false;
      }
      if ((member.writtenMask & (1 << R7)) !== 0) this.#r7 = -1;
      members.push(member);
      address = member.next;
    }
    this.#mark();
    this.#mover.pass(it);
    const offsets: number[] = [];
    try {
      this.#mover.moveItBlock(it, members, (member, to) => offsets.push(to - this.#origin, member.address));
    } catch (error) {
      if (!(error instanceof RelocationError)) throw error;
      return false;
    }
    for (const { address: at, it: state } of members) this.#itStates.set(at, state);
    this.#boundaries.push(...offsets);
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
    if (this.#atEnd) return null;
    const last = this.#current;
    if (!this.#isKept) this.#noteLeftOut();
    if (last === null) {
      if (this.#context.records.block && !this.#exclusive) this.#putBlockRecord();
    } else if (this.#isLongEnough) {
      return this.#endTransform();
    } else if (last.writesPc) {
      if (this.#isKept ? this.#ended || this.#endsBlock(last) : !canGoOn(last)) return this.#endTransform();
    }
    const fetched = this.#source.fetch(this.#address);
    if (fetched === null) {
      this.#refuseUnreadable();
      return this.#endTransform();
    }
    const instruction = this.#decoder.instruction(fetched.word, fetched.size, this.#address, this.#it);
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
    // What a transformer has put in between may change registers.
    if (this.#offset !== this.#keptTo) this.#r7 = -1;
    this.#put(this.#current);
    this.#keptTo = this.#offset;
    // What a transformer puts behind it comes after it.
    if (!this.#ended) this.#mark();
  }

  putCallout(callout: Callout): boolean {
    if (this.#exclusive) return false;
    const pc = this.#current !== null && !this.#isKept ? this.#current.address : this.#address;
    this.#out.writer.putUnit(LONGEST_TRAP, () => {
      this.#stops.push({ kind: "callout", offset: this.#offset, callout, pc });
      this.#generator.trap();
    });
    return true;
  }

  putCounter(address: number): boolean {
    if (this.#exclusive) return false;
    this.#out.writer.putUnit(LONGEST_SEQUENCE, () => this.#generator.count(address));
    return true;
  }

  putChainingReturn(): void {
    const current = this.#current;
    if (current !== null && !this.#isKept) this.#recordExec(current);
    const location = this.#location(current?.address ?? this.#address);
    this.#out.writer.putUnit(LONGEST_SEQUENCE, () =>
      putBranchToRegister(this.#generator, LR, false, { link: 0, record: this.#flow("return", location) }),
    );
    this.#ended = true;
  }

  // Each instruction

  #advance(instruction: Instruction): void {
    this.#address = instruction.next;
    this.#it = instruction.nextIt;
    this.#count++;
  }

  /** Notes that here an instruction begins, with all registers as in the program. */
  #mark(address: number = this.#address): void {
    this.#boundaries.push(this.#offset, address);
  }

  #putBlockRecord(): void {
    this.#out.writer.putUnit(LONGEST_SEQUENCE, () => this.#generator.record(this.#blockRecord));
  }

  /** Puts an instruction; false if it is refused. */
  #put(instruction: Instruction): boolean {
    this.#mark(instruction.address);
    if (inItBlock(instruction.it)) this.#itStates.set(instruction.address, instruction.it);
    this.#predict(instruction);
    try {
      refuseBigEndian(instruction);
      if (!instruction.writesPc) this.#recordExec(instruction);
      if (instruction.writesPc) this.#putTransfer(instruction);
      else if (instruction.row.class === "exception" && instruction.row.id.startsWith("SVC"))
        this.#putSystemCall(instruction);
      else if (instruction.class === "it") this.#mover.pass(instruction);
      else this.#move(instruction);
    } catch (error) {
      if (!(error instanceof RelocationError)) throw error;
      this.#refuse(instruction.address, error);
      return false;
    }
    this.#noteExclusive(instruction.row);
    if ((instruction.writtenMask & (1 << R7)) !== 0) this.#noteR7(instruction.row, instruction.word, instruction.it);
    return true;
  }

  #predict(instruction: Instruction): void {
    const { read } = this.#context;
    if (this.#set === "t32") this.#predictions.push(...tableTargets(instruction, read));
    else {
      const target = this.#linkageStub.take(instruction, read);
      if (target >= 0) this.#predictions.push(target);
    }
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

  /** Whether a sequence that has begun goes on at an address of this instruction set. */
  #isExclusiveAt(address: number, it: ItState = 0): boolean {
    return reachesExclusiveStore(this.#source, this.#decoder, address, it);
  }

  #noteR7(row: Row, word: number, it: ItState): void {
    const isMove = /^MOV_i_/.test(row.id) && !inItBlock(it);
    if (!isMove || (row.cond !== null && row.cond.get(word) !== AL)) {
      this.#r7 = -1;
      return;
    }
    const operands = this.#decoder.instruction(word, row.size, 0).operands;
    const value = operands[1];
    this.#r7 = value !== undefined && value.kind === "immediate" ? Number(value.value) >>> 0 : -1;
  }

  #flow(kind: "indirect-call" | "return" | "jump", location: number, returnAddress = 0): RecordDescriptor | null {
    if (!this.#context.records.flow || this.#exclusive) return null;
    return { kind, location, second: 0, returnAddress };
  }

  /** Records that an instruction executes. In T32, members of an IT block do so only if their condition holds. */
  #recordExec({ address, it, conditionNumber }: Instruction): void {
    if (!this.#context.records.exec || this.#exclusive) return;
    const descriptor: RecordDescriptor = {
      kind: "exec",
      location: this.#location(address),
      second: 0,
      returnAddress: 0,
    };
    this.#out.writer.putUnit(LONGEST_SEQUENCE, () =>
      this.#generator.conditionally(inItBlock(it) ? conditionNumber : AL, () => this.#generator.record(descriptor)),
    );
    this.#mark(address);
  }

  // Control transfers

  #putTransfer(instruction: Instruction): void {
    const surroundings = {
      source: this.#source,
      settings: SETTINGS,
      placement: inPlace,
    };
    const site = new Site(instruction, surroundings, false);
    let transfer: ControlTransfer;
    try {
      transfer = transferOf(site, this.#constant);
    } catch (error) {
      this.#recordExec(instruction);
      throw error;
    }
    this.#recordExec(instruction);
    this.#mover.pass(instruction);
    if (transfer.kind === "indirect") this.#putIndirect(instruction, transfer);
    else if (transfer.comparesWithZero) this.#putCompareAndBranch(instruction, transfer);
    else if (transfer.isCall) this.#putCall(instruction, transfer.target);
    else this.#putJump(instruction, transfer);
    this.#branchCount++;
    if (instruction.conditionNumber === AL && instruction.row.id !== "CBZ_T1") this.#ended = true;
  }

  #putIndirect(instruction: Instruction, transfer: IndirectTransfer): void {
    const location = this.#location(instruction.address);
    const link = transfer.isCall ? this.#location(instruction.next) : 0;
    if (transfer.isCall) this.#returnAddresses.push(link);
    this.#exclusive = false;
    const kind = transfer.isCall ? "indirect-call" : transfer.isReturn ? "return" : "jump";
    const record = this.#flow(kind, location, link);
    this.#out.writer.putUnit(LONGEST_SEQUENCE, () =>
      this.#generator.conditionally(instruction.conditionNumber, () => transfer.put(this.#generator, { link, record })),
    );
  }

  #putCall(instruction: Instruction, target: number): void {
    const link = this.#location(instruction.next);
    this.#returnAddresses.push(link);
    const isNative = this.#context.isNative(target);
    this.#exclusive = false;
    const out = this.#out;
    // The body holds an exit, which is aligned: no pool may come between.
    out.writer.putUnit(LONGEST_SEQUENCE, () =>
      this.#generator.conditionally(instruction.conditionNumber, () => {
        if (this.#context.records.flow && !this.#exclusive) {
          const returnAddress = isNative ? 0 : link;
          const location = this.#location(instruction.address);
          this.#generator.record({ kind: "call", location, second: target, returnAddress });
        }
        if (isNative) this.#callNatively(target);
        out.literal(LR, link);
        this.#exit(isNative ? link : target, { isCall: !isNative });
      }),
    );
  }

  // ldr lr, =here
  // ldr pc, =target
  // here:
  #callNatively(target: number): void {
    const out = this.#out;
    const returnPoint = out.pc + 8;
    out.literal(LR, returnPoint + out.setBit);
    out.literal(PC, target);
    if (out.pc !== returnPoint) throw new Error("a native call has another length than it is known by");
  }

  #putJump(instruction: Instruction, { target }: DirectTransfer): void {
    const condition = instruction.conditionNumber;
    const exchanges = (target & 1) !== this.#out.setBit;
    if (condition === AL || exchanges) {
      const exclusive = this.#exclusive && !exchanges && this.#isExclusiveAt((target & ~1) >>> 0);
      this.#out.writer.putUnit(LONGEST_SEQUENCE, () =>
        this.#generator.conditionally(condition, () => this.#exit(target, { exclusive })),
      );
      return;
    }
    const exclusive = this.#exclusive && this.#isExclusiveAt((target & ~1) >>> 0);
    this.#exits.putConditional(condition, target, exclusive);
  }

  // cbnz rn, over; b target; over:     for CBZ, and the other way round
  #putCompareAndBranch({ word }: Instruction, { target }: DirectTransfer): void {
    const out = this.#out;
    out.writer.putUnit(LONGEST_SEQUENCE, () => {
      out.copy(((word ^ 0x800) & ~0x2f8) | (1 << 3));
      this.#exit(target, { exclusive: this.#exclusive && this.#isExclusiveAt((target & ~1) >>> 0) });
    });
  }

  #exit(target: number, properties: Partial<ExitProperties> = {}): void {
    this.#exits.put(target, { exclusive: this.#exclusive, ...properties });
  }

  /** Whether the block ends after a conditional branch that was put; if so its other exit is put. */
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
    const number = this.#r7;
    const { address, next } = instruction;
    const immediate = svcImmediate(instruction);
    const trapBefore = (): void => {
      const offset = this.#offset;
      generator.trap();
      this.#stops.push({ kind: "system-call", offset, svc: this.#offset, immediate, pc: address, next });
    };
    const kind = number >= 0 ? systemCallKind(number) : null;
    const body = (): void => {
      if (isNumbered(this.#set, immediate)) trapBefore();
      else if (number >= 0 && kind !== "masking") {
        if (kind !== null) trapBefore();
      } else {
        putSystemCallTest(generator, (resume) => {
          const offset = this.#offset;
          generator.trap();
          this.#stops.push({ kind: "system-call", offset, svc: resume(), immediate, pc: address, next });
        });
      }
      // A signal may have the call made again from here.
      this.#mark(address);
      out.copy(svcWord(this.#set, immediate));
    };
    out.writer.putUnit(LONGEST_SEQUENCE, () => generator.conditionally(instruction.conditionNumber, body));
    this.#mover.pass(instruction);
    this.#r7 = -1;
  }

  #refuseUnreadable(): void {
    if (this.#count > 0) return;
    const at = this.#address;
    this.#refuse(at, new RelocationError("truncated", at, new Uint8Array(0), "there is no memory to execute"));
  }

  #refuse(pc: number, cause: Error): void {
    this.#out.writer.putUnit(LONGEST_TRAP, () => {
      this.#stops.push({ kind: "refused", offset: this.#offset, pc, cause });
      this.#generator.trap();
    });
    this.#ended = true;
  }
}

/** Whether control may come from an instruction to the next. */
const canGoOn = ({ row, conditionNumber }: Instruction): boolean =>
  row.branch === "call" || conditionNumber !== AL || row.id === "CBZ_T1";
