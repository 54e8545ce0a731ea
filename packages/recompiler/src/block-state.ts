import { type CodeAddress, type InstructionSet, type ItState, inItBlock, NO_IT } from "@armstalker/isa";
import type { CompileRequest } from "./compile-request.js";

/** How many instructions a block has at most. */
export const MOST_INSTRUCTIONS = 256;
/** How many conditional branches a block goes on behind. */
export const MOST_BRANCHES = 24;

/** How far a block is compiled: what those who put parts of it share. Addresses are the program's, without an instruction set bit. */
export class BlockState {
  readonly set: InstructionSet;
  /** Bit 0 of addresses of the block's instruction set. */
  readonly setBit: 0 | 1;
  /** Where the block begins. */
  start = 0;
  /** Address of the next instruction. */
  address = 0;
  /** The IT state before the next instruction. */
  it: ItState = NO_IT;
  /** True between an exclusive load and its store: nothing may touch memory there. */
  exclusive = false;
  /** Bounds of the memory that the code depends on, apart from the instructions. */
  low = 0;
  high = 0;
  /** How many instructions the block has so far, and how many of them are branches. */
  count = 0;
  branchCount = 0;
  /** True when control cannot come to what would be put next. */
  ended = false;
  /** True when the block ends with an instruction that was refused. */
  refused = false;

  constructor(set: InstructionSet) {
    this.set = set;
    this.setBit = set === "t32" ? 1 : 0;
  }

  /** Begins a block at an address without an instruction set bit. */
  begin(address: number, { entry, it }: CompileRequest): void {
    this.start = address;
    this.address = address;
    this.it = it !== NO_IT && inItBlock(it) ? it : NO_IT;
    this.exclusive = entry === "exclusive";
    this.low = address;
    this.high = address;
    this.count = 0;
    this.branchCount = 0;
    this.ended = false;
    this.refused = false;
  }

  /** An address in the block's instruction set. */
  location(address: number): CodeAddress {
    return (address + this.setBit) as CodeAddress;
  }

  /** Notes that the code depends on a range of memory. */
  dependOn(address: number, size: number): void {
    this.low = Math.min(this.low, address);
    this.high = Math.max(this.high, address + size);
  }
}
