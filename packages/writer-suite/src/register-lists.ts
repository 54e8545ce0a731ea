import { type CoreRegisterName, IsaError } from "@armstalker/isa";
import { assemble, type InstructionSet } from "@armstalker/oracles";
import { describe, expect, it } from "vitest";

/** Name of a method, its mnemonic as it stands before a list of registers, and a call of it with the list as a mask. */
export type RegisterListMethod<Writer> = readonly [
  name: string,
  mnemonic: string,
  put: (writer: Writer, mask: number) => void,
];

/** How the suite of register lists makes a writer, and calls it. */
export interface RegisterListOptions<Writer> {
  readonly set: InstructionSet;
  create(): Writer;
  readonly methods: readonly RegisterListMethod<Writer>[];
  readonly masks: readonly number[];
  /** What the writer does about lists that GNU as warns of. */
  readonly onWarning: "refuses" | "may-refuse";
  /** Tells lists that the writer refuses, although GNU as takes them. */
  readonly refusesToo?: (mnemonic: string, mask: number) => boolean;
  /** The least number of lists that each method puts. */
  readonly least: number;
}

const names = "r0 r1 r2 r3 r4 r5 r6 r7 r8 r9 r10 r11 r12 sp lr pc".split(" ") as CoreRegisterName[];

/** The registers in a mask. */
export const namesOf = (mask: number): CoreRegisterName[] => names.filter((_, number) => mask & (1 << number));

/** The masks of all lists of one or two of these registers. */
export const pairsOf = (numbers: readonly number[]): number[] => [
  ...new Set(numbers.flatMap((first) => numbers.map((second) => (1 << first) | (1 << second)))),
];

/** Tests that a writer's methods put lists of registers as GNU as does, and refuse what GNU as refuses. */
export function describeRegisterLists<Writer extends { flush(): void; toBytes(): Uint8Array }>(
  name: string,
  { set, create, methods, masks, onWarning, refusesToo = () => false, least }: RegisterListOptions<Writer>,
): void {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

  describe(`lists of registers in ${name}`, () => {
    it.each(methods)("%s puts what GNU as makes of it, or refuses what it refuses or warns of", (_, mnemonic, put) => {
      const texts = masks.map((mask) => `${mnemonic} {${namesOf(mask).join(", ")}}`);
      const theirs = assemble("gnu", set, texts);
      let equal = 0;
      for (const [index, mask] of masks.entries()) {
        const { bytes, warning } = theirs[index]!;
        const writer = create();
        try {
          put(writer, mask);
          writer.flush();
        } catch (error) {
          expect(error, texts[index]).toBeInstanceOf(IsaError);
          expect(refusesToo(mnemonic, mask) || bytes === undefined || warning !== undefined, texts[index]).toBe(true);
          continue;
        }
        if (onWarning === "refuses") expect(warning, texts[index]).toBeUndefined();
        expect(hex(writer.toBytes()), texts[index]).toBe(hex(bytes!));
        equal++;
      }
      expect(equal).toBeGreaterThanOrEqual(least);
    });
  });
}
