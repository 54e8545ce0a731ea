import {
  AL,
  addressOf,
  type CodeAddress,
  type Decoder,
  type Instruction,
  type ItState,
  inItBlock,
  LR,
  PC,
  Relative,
  Transfer,
} from "@armstalker/isa";
import { inPlace, type Mover, Site, type Source, settingsOf } from "@armstalker/relocator";
import type { BlockState } from "./block-state.js";
import type { CompilerSurroundings } from "./compile-request.js";
import type { Constants } from "./constants.js";
import { type IndirectTransfer, putIndirect, transferAt } from "./control-transfer.js";
import { reachesExclusiveStore } from "./exclusive-sequence.js";
import type { Exits } from "./exits.js";
import type { Generator } from "./generator.js";
import { putBranchToRegister } from "./indirect.js";
import { LeadKind } from "./lead-table.js";
import { LONGEST_SEQUENCE } from "./piece-size.js";
import { type RecordDescriptor, RecordKind } from "./record-table.js";
import { SiteFlag } from "./site-table.js";
import { type Stencils, writeStencil } from "./stencils.js";
import { compareOver } from "./words.js";

/** What puts control transfers. */
export interface TransferParts {
  readonly generator: Generator;
  readonly decoder: Decoder;
  readonly source: Source;
  readonly mover: Mover;
  readonly exits: Exits;
  readonly stencils: Stencils;
  readonly constants: Constants;
}

/** The records of indirect transfers, by their purposes. */
const recordKinds = {
  call: RecordKind.indirectCall,
  return: RecordKind.return,
  jump: RecordKind.jump,
} as const;

/** Puts the control transfers of a block by the writer: whatever their form, with records, and in exclusive sequences. */
export class Transfers {
  readonly #around: CompilerSurroundings;
  readonly #state: BlockState;
  readonly #parts: TransferParts;
  readonly #siteSurroundings;

  constructor(around: CompilerSurroundings, state: BlockState, parts: TransferParts) {
    this.#around = around;
    this.#state = state;
    this.#parts = parts;
    const settings = settingsOf({ scratchFrom: "spilled" });
    this.#siteSurroundings = { source: parts.source, settings, placement: inPlace };
  }

  /** Puts an instruction that writes PC. @throws {RelocationError} if it cannot be put */
  put(instruction: Instruction): void {
    const { mover, constants } = this.#parts;
    const state = this.#state;
    const site = new Site(instruction, this.#siteSurroundings, false);
    const transfer = transferAt(site, (address) => constants.wordAt(address));
    mover.pass(instruction);
    if (transfer.kind === "compare-and-branch") this.#putCompareAndBranch(instruction.word, transfer.target);
    else if (transfer.kind !== "direct") this.#putIndirect(site, transfer);
    else if (transfer.link === null) this.#putJump(transfer.condition, transfer.target);
    else this.#putCall(transfer.condition, instruction.address, instruction.next, transfer.target);
    state.branchCount++;
    if (!transfer.fallsThrough) state.ended = true;
  }

  /** Returns to LR, in place of the instruction at an address. */
  putReturn(address: number): void {
    const { generator } = this.#parts;
    const record = this.#flow(RecordKind.return, this.#state.location(address));
    generator.out.writer.putUnit(LONGEST_SEQUENCE, () =>
      putBranchToRegister(generator, LR, "bit 0", { link: 0, record }),
    );
  }

  /** Goes to an address of the program. */
  exit(target: CodeAddress, flags: number = this.#state.exclusive ? SiteFlag.exclusive : 0): void {
    this.#parts.exits.write(target, flags);
  }

  /** Puts a sequence that no literal pool splits, wholly or not at all: only a literal that cannot be read makes one fail. */
  putSequence(body: () => void): void {
    const { writer, literals } = this.#parts.generator.out;
    if (!literals) {
      writer.putUnit(LONGEST_SEQUENCE, body);
      return;
    }
    writer.reserve(LONGEST_SEQUENCE);
    body();
  }

  /** True if an exclusive sequence that has begun goes on at an address of this instruction set. */
  isExclusiveAt(address: number, it: ItState = 0): boolean {
    return reachesExclusiveStore(this.#parts.source, this.#parts.decoder, address, it);
  }

  #flow(
    kind: typeof RecordKind.indirectCall | typeof RecordKind.return | typeof RecordKind.jump,
    location: number,
    returnAddress = 0,
  ): RecordDescriptor | null {
    if (!this.#around.records.flow || this.#state.exclusive) return null;
    return { kind, location, second: 0, returnAddress };
  }

  #putIndirect(site: Site, transfer: IndirectTransfer): void {
    const { generator, stencils } = this.#parts;
    const location = this.#state.location(site.address);
    const link = transfer.link ?? 0;
    if (link !== 0) this.#around.tables.leads.add(LeadKind.return, link);
    this.#state.exclusive = false;
    const record = this.#flow(recordKinds[transfer.purpose], location, link);
    const { condition } = transfer;
    if (record === null && generator.out.literals && isSameAnywhere(site.instruction)) {
      const stencil = stencils.of(site.instruction.word, condition, link !== 0 ? "call" : "jump", (to, placeholder) =>
        to.conditionally(condition, () => putIndirect(to, site, transfer, { link: placeholder, record: null })),
      );
      generator.out.writer.reserve(LONGEST_SEQUENCE);
      writeStencil(generator, stencil, link);
      return;
    }
    this.putSequence(() =>
      generator.conditionally(condition, () => putIndirect(generator, site, transfer, { link, record })),
    );
  }

  #putCall(condition: number, address: number, next: number, target: CodeAddress): void {
    const { generator } = this.#parts;
    const { tables, policy, records } = this.#around;
    const link = this.#state.location(next);
    tables.leads.add(LeadKind.return, link);
    const isNative = policy.isNative(target);
    this.#state.exclusive = false;
    // The body holds an exit, which is aligned: no pool may come between.
    this.putSequence(() =>
      generator.conditionally(condition, () => {
        if (records.flow) {
          const returnAddress = isNative ? 0 : link;
          const location = this.#state.location(address);
          generator.record({ kind: RecordKind.call, location, second: target, returnAddress });
        }
        if (isNative) this.#callNatively(target);
        generator.out.literal(LR, link);
        // A function that has run natively returns, though it may return to the start of another one.
        this.exit(isNative ? link : target, isNative ? SiteFlag.returns : SiteFlag.call);
      }),
    );
  }

  // ldr lr, =here
  // ldr pc, =target
  // here:
  #callNatively(target: CodeAddress): void {
    const { out } = this.#parts.generator;
    const returnPoint = out.pc + 8;
    out.literal(LR, returnPoint + out.setBit);
    out.literal(PC, target);
    if (out.pc !== returnPoint) throw new Error("a native call has another length than it is known by");
  }

  #putJump(condition: number, target: CodeAddress): void {
    const { generator, exits } = this.#parts;
    const state = this.#state;
    const exchanges = (target & 1) !== state.setBit;
    const isExclusive = state.exclusive && !exchanges && this.isExclusiveAt(addressOf(target));
    const flags = isExclusive ? SiteFlag.exclusive : 0;
    if (condition === AL) this.exit(target, flags);
    else if (exchanges) this.putSequence(() => generator.conditionally(condition, () => this.exit(target, flags)));
    else exits.writeConditional(condition, target, flags);
  }

  // cbnz rn, over; b target; over:     for CBZ, and the other way round
  #putCompareAndBranch(word: number, target: CodeAddress): void {
    const isExclusive = this.#state.exclusive && this.isExclusiveAt(addressOf(target));
    const { out, waysOut } = this.#parts.generator;
    this.putSequence(() => {
      out.copy(compareOver(word, waysOut.branchSize));
      this.exit(target, isExclusive ? SiteFlag.exclusive : 0);
    });
  }
}

/** True for a transfer of control whose code is the same wherever it stands: it does not read PC, and its condition is its own. */
const isSameAnywhere = ({ facts, number, readMask, it }: Instruction): boolean =>
  facts.transfer[number] !== Transfer.table &&
  facts.relative[number] === Relative.none &&
  (readMask & (1 << PC)) === 0 &&
  !inItBlock(it);
