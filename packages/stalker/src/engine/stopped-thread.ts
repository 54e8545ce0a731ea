import { type Address, addressOf, type CodeAddress, codeAddress, type InstructionSet, setOf } from "@armstalker/isa";
import { CPSR, CPSR_IT, CPSR_T, LR, PC, type Target, type ThreadId } from "@armstalker/target";

/** The IT state in a CPSR. */
export const itStateOf = (cpsr: number): number =>
  (cpsr & CPSR_T) === 0 ? 0 : ((cpsr >>> 25) & 3) | ((cpsr >>> 8) & 0xfc);

/** A CPSR in an IT state. */
export const withIt = (cpsr: number, it: number): number =>
  (withoutIt(cpsr) | ((it & 3) << 25) | ((it & 0xfc) << 8)) >>> 0;

/** A CPSR outside of IT blocks. */
export const withoutIt = (cpsr: number): number => (cpsr & ~CPSR_IT) >>> 0;

/** The instruction set that a CPSR selects. */
export const setIn = (cpsr: number): InstructionSet => ((cpsr & CPSR_T) !== 0 ? "t32" : "a32");

/** The code that a processor executes with this PC and CPSR. It ignores low bits of PC that no instruction of the set has (BranchWritePC, A2.3.1). */
export function codeIn(pc: number, cpsr: number): CodeAddress {
  const set = setIn(cpsr);
  return codeAddress((pc & (set === "t32" ? ~1 : ~3)) >>> 0, set);
}

/** The PC, the instruction set and the IT state of a stopped thread. */
export class StoppedThread {
  readonly target: Target;
  readonly id: ThreadId;

  constructor(target: Target, id: ThreadId) {
    this.target = target;
    this.id = id;
  }

  get pc(): Address {
    return this.target.readRegister(this.id, PC) as Address;
  }

  set pc(address: number) {
    this.target.writeRegister(this.id, PC, address);
  }

  /** LR, as a return address. */
  get lr(): CodeAddress {
    return this.target.readRegister(this.id, LR) as CodeAddress;
  }

  get set(): InstructionSet {
    return setIn(this.target.readRegister(this.id, CPSR));
  }

  set itState(it: number) {
    const cpsr = this.target.readRegister(this.id, CPSR);
    this.target.writeRegister(this.id, CPSR, withIt(cpsr, it));
  }

  /** Sets PC and the instruction set. */
  goTo(code: CodeAddress): void {
    const cpsr = this.target.readRegister(this.id, CPSR);
    const set = setOf(code);
    if (set !== setIn(cpsr)) {
      this.target.writeRegister(this.id, CPSR, (set === "t32" ? cpsr | CPSR_T : cpsr & ~CPSR_T) >>> 0);
    }
    this.pc = addressOf(code);
  }
}
