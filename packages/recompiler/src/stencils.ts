import type { CodeWriter } from "@armstalker/isa";
import { emitterFor } from "@armstalker/relocator";
import { BlockTables } from "./block-tables.js";
import type { Draft } from "./draft.js";
import { Generator } from "./generator.js";
import type { SiteKind } from "./site-table.js";

/** Takes the place of what differs from one place to the other: the return address in stencils of calls, PC in those of sums. */
const LINK = 0xfffffff0;
/** Words that have a stencil, at most: a program has a few hundred. */
const MOST_STENCILS = 4096;

/** A load of a literal: from where to where it is in the code, the register, and what it loads. */
interface Literal {
  readonly begin: number;
  readonly end: number;
  readonly rd: number;
  readonly value: number;
}

/** What a stencil is for: a transfer of control, one that sets a return address, or a sum with PC. */
export type StencilUse = "jump" | "call" | "sum";

/** The code of a transfer of control, or of a sum with PC, made once for all places that have the same instruction: with its ways out, steps and literals, by offsets. */
export interface Stencil {
  /** The condition of the instruction. */
  readonly condition: number;
  readonly isCall: boolean;
  readonly code: Uint8Array;
  readonly literals: readonly Literal[];
  readonly sites: readonly StencilSite[];
  /** As rows of a step table. */
  readonly steps: Uint32Array;
}

interface StencilSite {
  readonly kind: SiteKind;
  readonly offset: number;
  readonly target: number;
  readonly detail: number;
  readonly flags: number;
}

/** The stencils of one instruction set, by the instruction that they are for. */
export class Stencils {
  readonly #generator: Generator;
  readonly #tables = new BlockTables();
  readonly #known = new Map<number, Stencil>();
  #literals: Literal[] = [];

  /** @param writer - writes nothing else */
  constructor({ data, waysOut }: Generator, writer: CodeWriter) {
    const out = emitterFor(writer);
    out.prefersLiterals = true;
    const { steps } = this.#tables;
    out.observer = {
      step: (...step) => steps.step(...step),
      takeLiteral: (begin, size, rd, value) => this.#literals.push({ begin, end: begin + size, rd, value }) > 0,
    };
    this.#generator = new Generator(out, data, this.#tables, waysOut);
  }

  find(word: number): Stencil | undefined {
    return this.#known.get(word);
  }

  /**
   * The stencil of an instruction, made if there is none.
   *
   * @param put - puts the code, which is the same wherever it stands; with the given return address, or the given PC
   */
  of(word: number, condition: number, use: StencilUse, put: (to: Generator, link: number) => void): Stencil {
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    const { sites, steps } = this.#tables;
    const { writer } = this.#generator.out;
    writer.reset({ pc: 0 });
    const [firstSite, firstStep] = [sites.end, steps.end];
    this.#literals = [];
    put(this.#generator, use === "jump" ? 0 : LINK);
    const stencil: Stencil = {
      condition,
      isCall: use === "call",
      code: writer.toBytes().slice(),
      literals: this.#literals,
      sites: Array.from({ length: sites.end - firstSite }, (_, index) => {
        const site = firstSite + index;
        return {
          kind: sites.kindOf(site),
          offset: sites.addressOf(site),
          target: sites.targetOf(site),
          detail: sites.detailOf(site),
          flags: sites.flagsOf(site),
        };
      }),
      steps: steps.rowsFrom(firstStep),
    };
    sites.truncate(firstSite);
    steps.truncate(firstStep);
    if (this.#known.size >= MOST_STENCILS) this.#known.clear();
    this.#known.set(word, stencil);
    return stencil;
  }
}

/**
 * Puts a stencil by the writer.
 *
 * @param link - the return address that a call sets
 */
export function writeStencil({ out, tables }: Generator, stencil: Stencil, link: number): void {
  const { writer } = out;
  const { offset, pc } = writer;
  const { code, literals } = stencil;
  let from = 0;
  for (let index = 0; index < literals.length; index++) {
    const { begin, end, rd, value } = literals[index]!;
    writer.putRun(code, from, begin);
    out.loadLiteral(rd, value === LINK ? link : value);
    from = end;
  }
  writer.putRun(code, from, code.length);
  note(tables, stencil, pc, offset, link);
}

/** Puts a stencil into the draft, which has room for it. @param link - the return address that a call sets, or PC as a sum reads it */
export function putStencil(draft: Draft, tables: BlockTables, stencil: Stencil, link: number): void {
  const { length } = draft;
  const { code, literals } = stencil;
  draft.copy(code, 0, code.length);
  for (let index = 0; index < literals.length; index++) {
    const { begin, end, value } = literals[index]!;
    draft.want(length + begin, end - begin, value === LINK ? link : value);
  }
  note(tables, stencil, draft.origin + length, length + tables.steps.base, link);
  tables.steps.begun = tables.steps.end;
}

/** Adds a stencil's ways out and steps. @param offset - from which the steps of the block count */
function note(tables: BlockTables, stencil: Stencil, address: number, offset: number, link: number): void {
  const { sites, steps, blocks } = tables;
  for (let index = 0; index < stencil.sites.length; index++) {
    const site = stencil.sites[index]!;
    sites.add(site.kind, address + site.offset, site.target, site.detail, site.flags, blocks.end);
  }
  steps.append(stencil.steps, offset, LINK, link);
}
