import type { ItState } from "@armstalker/isa";
import type { RelocationError } from "@armstalker/relocator";
import { BlockTable } from "./block-table.js";
import { DoorTable } from "./door-table.js";
import { LeadTable } from "./lead-table.js";
import type { Callout } from "./program.js";
import { RecordTable } from "./record-table.js";
import { RowTable } from "./row-table.js";
import { SiteKind, SiteTable } from "./site-table.js";
import { StepTable } from "./step-table.js";

/** How far each table was filled at some time. */
export interface TableMark {
  readonly blocks: number;
  readonly sites: number;
  readonly rows: number;
  readonly steps: number;
  readonly leads: number;
  readonly records: number;
}

/** An instruction that generated code cannot hold. */
export interface Refusal {
  /** Address of the instruction behind it, without an instruction set bit, if a thread can execute the refused one in its place; else -1. */
  readonly next: number;
  /** The IT state before it. */
  readonly it: ItState;
  readonly cause: RelocationError;
}

/** All that is known of the blocks of a context. Entries of one block lie together in each table, and blocks are in the order of their compilation. */
export class BlockTables {
  readonly blocks: BlockTable = new BlockTable();
  readonly sites: SiteTable = new SiteTable();
  readonly doors: DoorTable = new DoorTable();
  readonly rows: RowTable = new RowTable();
  readonly steps: StepTable = new StepTable();
  readonly leads: LeadTable = new LeadTable();
  readonly records: RecordTable = new RecordTable();
  /** What is to be called at callouts, and the instructions that were refused, by the numbers of the sites. */
  readonly callouts: Map<number, Callout> = new Map();
  readonly refusals: Map<number, Refusal> = new Map();

  /** The number that the next block gets. */
  get nextBlock(): number {
    return this.blocks.end;
  }

  mark(): TableMark {
    const { blocks, sites, rows, steps, leads, records } = this;
    return {
      blocks: blocks.end,
      sites: sites.end,
      rows: rows.end,
      steps: steps.end,
      leads: leads.end,
      records: records.end,
    };
  }

  /** Takes back what was added for a block that is not there yet. */
  rollBack({ sites, rows, steps, leads, records }: TableMark): void {
    for (let site = sites; site < this.sites.end; site++) this.#forgetPayload(site);
    this.sites.truncate(sites);
    this.rows.truncate(rows);
    this.steps.truncate(steps);
    this.leads.truncate(leads);
    this.records.truncate(records);
  }

  /** Forgets what came before. */
  dropBefore({ blocks, sites, rows, steps, leads, records }: TableMark): void {
    for (let site = this.sites.first; site < sites; site++) this.#forgetPayload(site);
    this.blocks.dropBefore(blocks);
    this.sites.dropBefore(sites);
    this.doors.dropBefore(sites);
    this.rows.dropBefore(rows);
    this.steps.dropBefore(steps);
    this.leads.dropBefore(leads);
    this.records.dropBefore(records);
  }

  #forgetPayload(site: number): void {
    const kind = this.sites.kindOf(site);
    if (kind === SiteKind.callout) this.callouts.delete(site);
    else if (kind === SiteKind.refused) this.refusals.delete(site);
  }
}
