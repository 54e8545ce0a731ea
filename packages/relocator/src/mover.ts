import { ByteOrder, classNumber, Exclusive, type Instruction, type InstructionSet, Link } from "@armstalker/isa";
import { type Emitter, LONGEST_REWRITING } from "./emit/emitter.js";
import { RelocationError } from "./errors.js";
import { type Place, putItBlock } from "./it-block.js";
import { classify, type RelocationKind } from "./kinds.js";
import { type Plan, singleOf } from "./plan.js";
import { rules } from "./rules/index.js";
import { type Rule, singleWord } from "./rules/rule.js";
import { Site, type Surroundings } from "./site.js";

/** How many instructions after an exclusive load are taken for its sequence, if no exclusive store ends it. */
const LONGEST_EXCLUSIVE = 64;
const EXCEPTION = classNumber("exception");

/** Moves instructions one after the other. */
export class Mover {
  readonly #out: Emitter;
  readonly #surroundings: Surroundings;
  readonly #refused: ((error: RelocationError) => void) | null;
  readonly #count: ((kind: RelocationKind) => void) | null;
  #exclusiveFor = 0;

  /**
   * @param refused - takes what is refused; without it an error is thrown
   * @param count - is told what becomes of each instruction
   */
  constructor(
    out: Emitter,
    surroundings: Surroundings,
    refused: ((error: RelocationError) => void) | null = null,
    count: ((kind: RelocationKind) => void) | null = null,
  ) {
    this.#count = count;
    this.#out = out;
    this.#surroundings = surroundings;
    this.#refused = refused;
    out.placement = surroundings.placement;
  }

  /** Notes what an instruction that is passed, moved or not, means for those after it. */
  pass({ word, facts, number }: Pick<Instruction, "word" | "facts" | "number">): void {
    if (this.#exclusiveFor > 0) this.#exclusiveFor--;
    const exclusive = facts.exclusive[number];
    if (exclusive === Exclusive.load) this.#exclusiveFor = LONGEST_EXCLUSIVE;
    else if (exclusive !== Exclusive.none || facts.class[number] === EXCEPTION || facts.link[number] !== Link.none) {
      this.#exclusiveFor = 0;
    }
    const saysBigEndian = (word & facts.byteOrderBits[number]!) !== 0;
    if (facts.byteOrder[number] === ByteOrder.set) this.#out.literals = !saysBigEndian;
    // User mode may write CPSR.E (B1.3.3): the byte order is not known from here on.
    else if (saysBigEndian) this.#out.literals = false;
  }

  /** Notes that control does not come to what follows from what was passed. */
  end(): void {
    this.#exclusiveFor = 0;
    this.#out.literals = true;
  }

  /**
   * Puts an instruction, outside of IT blocks, so that it does what it did.
   *
   * @throws {RelocationError}
   */
  move(instruction: Instruction): void {
    const plan = this.#plan(instruction);
    const out = this.#out;
    out.writer.reserve(LONGEST_REWRITING);
    const single = singleOf(plan, out, out.pc, false);
    if (single !== null) single.put(out);
    else out.writer.putUnit(LONGEST_REWRITING, () => plan.rule!.put(plan.site, out));
    this.pass(instruction);
  }

  /**
   * Puts an IT block so that it does what it did.
   *
   * @param it - the IT instruction; null if the code begins within the block
   * @param members - the instructions after it
   * @param place - is told where each of them goes
   * @throws {RelocationError}
   */
  moveItBlock(it: Instruction | null, members: readonly Instruction[], place: Place): void {
    const plans = members.map((member) => {
      const plan = this.#plan(member);
      this.pass(member);
      return plan;
    });
    this.#out.writer.putUnit((2 + LONGEST_REWRITING) * members.length, () => putItBlock(it, plans, this.#out, place));
  }

  #plan(instruction: Instruction): Plan {
    const kind = classify(instruction);
    const site = new Site(instruction, this.#surroundings, this.#exclusiveFor > 0);
    this.#count?.(typeof kind === "string" ? kind : "refused");
    if (kind === "kept") return { site, rule: null, branches: false };
    if (typeof kind === "string") return { site, rule: this.#guarded(rules[kind]), branches: kind === "branch" };
    const error = site.refuse(kind.code, kind.reason);
    if (this.#refused === null) throw error;
    this.#refused(error);
    return { site, rule: trap, branches: false };
  }

  /** A rule that puts a trap where it must refuse, if there is someone to tell. */
  #guarded(rule: Rule): Rule {
    const refused = this.#refused;
    if (refused === null) return rule;
    const guard = <T>(site: Site, body: (rule: Rule) => T): T => {
      try {
        return body(rule);
      } catch (error) {
        if (!(error instanceof RelocationError)) throw error;
        refused(site.refuse(error.code, error.reason));
        return body(trap);
      }
    };
    return {
      single: (site, out, at, inIt) => guard(site, (each) => each.single(site, out, at, inIt)),
      put: (site, out) => guard(site, (each) => out.writer.putUnit(0, () => each.put(site, out))),
    };
  }
}

/** `udf #65535` or `udf #255`, which raise SIGILL. */
export const trapWord = (set: InstructionSet): number => (set === "a32" ? 0xe7ffffff : 0xdeff);

const trap: Rule = {
  single: (site) => singleWord(site, trapWord(site.set)),
  put: (site, out) => out.copy(trapWord(site.set)),
};
