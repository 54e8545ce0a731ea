import { a32Table, once, t32Table } from "@armstalker/isa";
import { retarget } from "@armstalker/relocator";
import { wordsOf } from "../codegen/words.js";
import type { Block, BranchSite } from "./block.js";
import type { CodeCache } from "./code-cache.js";

const branches = once(() => ({
  a32: { always: a32Table().row("B_A1"), word: 0xea000000, conditional: a32Table().row("B_A1") },
  t32: { always: t32Table().row("B_T4"), word: t32Table().row("B_T4").value, conditional: t32Table().row("B_T3") },
}));

const swapped = (word: number): number => ((word >>> 16) | (word << 16)) >>> 0;

/** Makes branches go straight to blocks, and back to the engine. */
export class Linker {
  readonly #cache: CodeCache;

  constructor(cache: CodeCache) {
    this.#cache = cache;
  }

  link(site: BranchSite, block: Block): void {
    if (site.linked !== null) this.unlink(site);
    const { set, address } = site;
    const code = (block.code & ~1) >>> 0;
    if (site.exchanges) {
      this.#put(address, wordsOf(set).jumpByNextWord, set);
      this.#cache.patch32(address + 4, block.code);
    } else {
      const { always, word } = branches()[set];
      this.#put(address, retarget(always, word, address, code)!, set);
      this.#retargetConditional(site, code);
    }
    site.linked = block;
    block.incoming.add(site);
  }

  unlink(site: BranchSite): void {
    const { set, address } = site;
    const { trap, nop } = wordsOf(set);
    if (set === "t32") this.#cache.patch32(address, ((nop << 16) | trap) >>> 0);
    else this.#cache.patch32(address, trap);
    this.#retargetConditional(site, address);
    site.linked?.incoming.delete(site);
    site.linked = null;
  }

  // Where a conditional branch does not reach so far, it goes by way of the site.
  #retargetConditional({ conditional, set, address }: BranchSite, target: number): void {
    if (conditional === 0) return;
    const stored = new DataView(this.#cache.read(conditional, 4).slice().buffer).getUint32(0, true);
    const word = set === "t32" ? swapped(stored) : stored;
    const row = branches()[set].conditional;
    const reaching = retarget(row, word, conditional, target) ?? retarget(row, word, conditional, address)!;
    this.#put(conditional, reaching, set);
  }

  #put(address: number, word: number, set: "a32" | "t32"): void {
    this.#cache.patch32(address, set === "t32" ? swapped(word) : word);
  }
}
