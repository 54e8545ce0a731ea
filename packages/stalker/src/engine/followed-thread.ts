import type { CodeAddress } from "@armstalker/isa";
import { CPSR, CPSR_T, type Target, type ThreadId } from "@armstalker/target";

const PC = 15;
/** CPSR.IT, in two parts. */
const CPSR_IT = 0x0600fc00;

/** The IT state in a CPSR. */
export const itStateOf = (cpsr: number): number =>
  (cpsr & CPSR_T) === 0 ? 0 : ((cpsr >>> 25) & 3) | ((cpsr >>> 8) & 0xfc);

/** A CPSR in an IT state. */
export const withIt = (cpsr: number, it: number): number =>
  (withoutIt(cpsr) | ((it & 3) << 25) | ((it & 0xfc) << 8)) >>> 0;

/** A CPSR outside of IT blocks. */
export const withoutIt = (cpsr: number): number => (cpsr & ~CPSR_IT) >>> 0;

/** An address with its instruction set in bit 0. */
export const location = (address: number, isThumb: boolean): CodeAddress =>
  (address + (isThumb ? 1 : 0)) as CodeAddress;

/** Where a stopped thread is, and goes on. */
export class FollowedThread {
  readonly target: Target;
  readonly id: ThreadId;

  constructor(target: Target, id: ThreadId) {
    this.target = target;
    this.id = id;
  }

  get pc(): number {
    return this.target.readRegister(this.id, PC);
  }

  set pc(address: number) {
    this.target.writeRegister(this.id, PC, address);
  }

  get isThumb(): boolean {
    return (this.target.readRegister(this.id, CPSR) & CPSR_T) !== 0;
  }

  set itState(it: number) {
    const cpsr = this.target.readRegister(this.id, CPSR);
    this.target.writeRegister(this.id, CPSR, withIt(cpsr, it));
  }

  /** Sets PC and the instruction set, which is `isThumb` now. @param address - bit 0 set: T32 */
  goTo(address: number, isThumb: boolean): void {
    const wantsThumb = (address & 1) !== 0;
    if (wantsThumb !== isThumb) {
      const cpsr = this.target.readRegister(this.id, CPSR);
      this.target.writeRegister(this.id, CPSR, (wantsThumb ? cpsr | CPSR_T : cpsr & ~CPSR_T) >>> 0);
    }
    this.pc = (address & ~1) >>> 0;
  }
}
