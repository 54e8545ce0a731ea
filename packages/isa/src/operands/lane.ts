import { isaError } from "../errors.js";
import { type DoubleRegister, Register, type RegisterLike, register, type SingleRegister } from "../registers.js";
import { Memory } from "./operand.js";

/** One element of a D register, `d0[1]`, or all of them, `d0[]`; or a half of an S register, `s0[1]`, as VFMAL takes it. */
export class Lane {
  readonly register: DoubleRegister | SingleRegister;
  /** The element, 0 to 7; null for all. */
  readonly index: number | null;

  constructor(register: DoubleRegister | SingleRegister, index: number | null) {
    this.register = register;
    this.index = index;
  }

  toString(): string {
    return `${this.register.name}[${this.index ?? ""}]`;
  }
}

const withLanes = (like: RegisterLike): DoubleRegister | SingleRegister => {
  const found = like instanceof Register ? like : register(like);
  if (found.kind !== "d" && found.kind !== "s") {
    throw isaError("unknown-register", "the register with lanes", like, "d0 to d31 or s0 to s31");
  }
  return found as DoubleRegister | SingleRegister;
};

/** `d0[1]`: one element of a D register, or of an S register; how wide it is depends on the instruction's data type. */
export const lane = (of: RegisterLike, index: number): Lane => new Lane(withLanes(of), index);

/** `d0[]`: all elements of a D register, which a load to all lanes fills. */
export const allLanes = (of: RegisterLike): Lane => new Lane(withLanes(of), null);

/** `[r0 :64]`: the same address with the promise that it is aligned to so many bits. */
export const aligned = (memory: Memory, bits: number): Memory => new Memory({ ...memory, alignment: bits });
