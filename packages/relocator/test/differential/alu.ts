import { type Instruction, invertCondition } from "@armstalker/isa";

/**
 * The value that a data-processing instruction with PC as its destination writes there, so that states can be chosen in which it goes
 * to a place where nothing is. The comparison itself does not rely on it. Null if it is none of these.
 *
 * @param registers - r0 to r14, and what PC reads as
 */
export function branchTarget(instruction: Instruction, registers: ArrayLike<number>, carry: number): number | null {
  const { word, row } = instruction;
  const value = (number: number): number => registers[number]! | 0;
  if (row.set === "t32") {
    const m = value((word >>> 3) & 15);
    if (row.id === "ADD_r_T2" || row.id === "ADD_SP_r_T1") return (value(15) + m) >>> 0;
    return row.id === "MOV_r_T1" ? m >>> 0 : null;
  }
  if (row.class !== "data-processing" || ((word >>> 12) & 15) !== 15) return null;
  const n = value((word >>> 16) & 15);
  const operand =
    (word & 0x2000000) !== 0
      ? rotateRight(word & 255, 2 * ((word >>> 8) & 15))
      : shift(value(word & 15), (word >>> 5) & 3, (word >>> 7) & 31, carry);
  switch ((word >>> 21) & 15) {
    case 0:
      return (n & operand) >>> 0;
    case 1:
      return (n ^ operand) >>> 0;
    case 2:
      return (n - operand) >>> 0;
    case 3:
      return (operand - n) >>> 0;
    case 4:
      return (n + operand) >>> 0;
    case 5:
      return (n + operand + carry) >>> 0;
    case 6:
      return (n - operand - 1 + carry) >>> 0;
    case 7:
      return (operand - n - 1 + carry) >>> 0;
    case 12:
      return (n | operand) >>> 0;
    case 13:
      return operand >>> 0;
    case 14:
      return (n & ~operand) >>> 0;
    case 15:
      return ~operand >>> 0;
    default:
      return null;
  }
}

const rotateRight = (value: number, amount: number): number =>
  amount === 0 ? value : (value >>> amount) | (value << (32 - amount));

/** A register shifted by a constant, with 0 meaning what it does in an encoding (A8.4.3). */
export function shift(value: number, type: number, amount: number, carry: number): number {
  switch (type) {
    case 0:
      return value << amount;
    case 1:
      return amount === 0 ? 0 : value >>> amount;
    case 2:
      return value >> (amount === 0 ? 31 : amount);
    default:
      return amount === 0 ? (value >>> 1) | (carry << 31) : rotateRight(value, amount);
  }
}

/** Whether a condition holds in a CPSR. */
export function holds(condition: number, cpsr: number): boolean {
  const [n, z, c, v] = [31, 30, 29, 28].map((bit) => ((cpsr >>> bit) & 1) === 1) as [
    boolean,
    boolean,
    boolean,
    boolean,
  ];
  if (condition >= 14) return true;
  if ((condition & 1) === 1) return !holds(invertCondition(condition), cpsr);
  return [z, c, n, v, c && !z, n === v, !z && n === v][condition >>> 1]!;
}
