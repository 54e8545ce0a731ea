import { isaError } from "../errors.js";
import { type DoubleRegister, doubleRegisters, Register, type RegisterLike, register } from "../registers.js";
import { Memory } from "./operand.js";

/** One element of a D register, `d0[1]`, or all of them, `d0[]`. */
export class Lane {
  readonly register: DoubleRegister;
  /** The element, 0 to 7; null for all. */
  readonly index: number | null;

  constructor(register: DoubleRegister, index: number | null) {
    this.register = register;
    this.index = index;
  }

  toString(): string {
    return `${this.register.name}[${this.index ?? ""}]`;
  }
}

const doubleRegister = (like: RegisterLike): DoubleRegister => {
  const found = like instanceof Register ? like : register(like);
  if (found.kind !== "d") {
    throw isaError("unknown-register", "the register with lanes", like, "d0 to d31");
  }
  return doubleRegisters[found.number]!;
};

/** `d0[1]`: one element of a D register; how wide it is depends on the instruction's data type. */
export const lane = (of: RegisterLike, index: number): Lane => new Lane(doubleRegister(of), index);

/** `d0[]`: all elements of a D register, which a load to all lanes fills. */
export const allLanes = (of: RegisterLike): Lane => new Lane(doubleRegister(of), null);

/** `[r0 :64]`: the same address with the promise that it is aligned to so many bits. */
export const aligned = (memory: Memory, bits: number): Memory => new Memory({ ...memory, alignment: bits });
