import type { CodeAddress, Instruction, InstructionSet } from "@armstalker/isa";
import { RelocationError, type RelocationErrorCode } from "./errors.js";
import { deadRegisters } from "./liveness.js";
import type { Placement, Settings } from "./settings.js";
import type { Source } from "./source.js";
import { addressAfter, type ControlTransfer, pcOf, transferOf } from "./transfer.js";

/** What the sites of one piece of code have in common. */
export interface Surroundings {
  readonly source: Source;
  readonly settings: Settings;
  readonly placement: Placement;
}

/** An instruction that is to be rewritten, and what is known where it stands. */
export class Site {
  readonly instruction: Instruction;
  readonly surroundings: Surroundings;
  /** Whether it stands between an exclusive load and its store, where nothing may be stored. */
  readonly exclusive: boolean;
  #dead = -1;
  #transfer: ControlTransfer | null = null;

  constructor(instruction: Instruction, surroundings: Surroundings, exclusive: boolean) {
    this.instruction = instruction;
    this.surroundings = surroundings;
    this.exclusive = exclusive;
  }

  get set(): InstructionSet {
    return this.instruction.instructionSet;
  }

  get address(): number {
    return this.instruction.address;
  }

  /** The value that PC has as an operand, not word-aligned. */
  get pc(): number {
    return pcOf(this.instruction);
  }

  /** The address after the instruction, as a call leaves it in LR. */
  get returnAddress(): CodeAddress {
    return addressAfter(this.instruction);
  }

  /** How the instruction writes PC; it must do so. */
  get transfer(): ControlTransfer {
    this.#transfer ??= transferOf(this.instruction);
    return this.#transfer;
  }

  /** The registers, as a mask, that are free while the instruction executes, besides those that it uses. */
  get free(): number {
    const { settings, source } = this.surroundings;
    if (this.#dead < 0) {
      const { next, nextIt, writesPc } = this.instruction;
      // Where a jump goes is not known here.
      this.#dead = settings.findsDead && !writesPc ? deadRegisters(source, next, nextIt, 0x5fff) : 0;
    }
    return this.#dead | settings.free;
  }

  /** An error about this instruction. */
  refuse(code: RelocationErrorCode, reason: string): RelocationError {
    return new RelocationError(code, this.address, this.instruction.bytes, reason);
  }
}
