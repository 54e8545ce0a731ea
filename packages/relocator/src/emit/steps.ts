/**
 * What one step of a sequence does, as far as whoever finds a thread in the middle of the sequence must know: to do the rest of it, or to take it back.
 * `a` and `b` are registers by number, `value` is a word.
 */
export const Step = {
  /** Any other instructions. */
  other: 0,
  /** Pushes the registers of the mask `value`. */
  push: 1,
  /** Pops the registers of the mask `value`. */
  pop: 2,
  /** `str a, [sp, #-value]!` */
  pushFar: 3,
  /** `ldr a, [sp], #value` */
  popFar: 4,
  /** `str a, [b, #value]` */
  store: 5,
  /** `ldr a, [b, #value]` */
  load: 6,
  /** `mov a, b` */
  move: 7,
  /** a := value, by one instruction or two. A value of PC has the instruction set in bit 0. */
  constant: 8,
  /** a := b + value */
  add: 9,
  /** The flags of CPSR are kept in a. */
  keepFlags: 10,
  /** The flags of CPSR are taken back from a. */
  restoreFlags: 11,
  /** No code: control comes here with the registers of the mask `value` on the stack, which the code before has popped on another way. */
  pushed: 12,
  /** No code: control comes here with the flags in a. */
  flagsKept: 13,
  /** a := where the code is for the address in b. */
  lookUp: 14,
  /** `str a, [b], #4` */
  append: 15,
} as const;
export type Step = (typeof Step)[keyof typeof Step];

/** Is told of the steps of sequences, in the order of their code. */
export interface StepObserver {
  /**
   * @param begin - offset of the step's code among the bytes of the writer
   * @param end - offset of what follows it
   * @param condition - under which its instructions execute, 0 to 14
   */
  step(step: Step, begin: number, end: number, condition: number, a: number, b: number, value: number): void;

  /**
   * Takes a literal in place of the writer's pool: it fills in the distance of the load, and puts the word. A step follows that says the same.
   *
   * @param begin - offset of the load
   * @param size - of the load, in bytes
   * @returns false to leave the literal to the writer
   */
  takeLiteral?(begin: number, size: 2 | 4, rd: number, value: number): boolean;
}
