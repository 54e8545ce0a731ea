import { codeAddress, type InstructionSet } from "@armstalker/isa";
import { Step } from "@armstalker/relocator";
import { describe, expect, it } from "vitest";
import type { TransformIterator } from "../src/index.js";
import { bedOf } from "./bed.js";

const BASE = 0x10000;
/** `bx lr`, in A32 and in T32. */
const returns = { a32: Uint8Array.of(0x1e, 0xff, 0x2f, 0xe1), t32: Uint8Array.of(0x70, 0x47) } as const;

/** Compiles a return with a transformer. Returns the kinds of steps, by name, and what went wrong. */
function compile(
  set: InstructionSet,
  transform: (iterator: TransformIterator) => void,
): { kinds: string[]; errors: unknown[] } {
  const errors: unknown[] = [];
  const observer = { failed: (error: unknown) => errors.push(error) };
  const { recompiler } = bedOf({ code: returns[set], base: BASE, observer, more: { transform } });
  const block = recompiler.obtain(codeAddress(BASE, set));
  const { blocks, steps } = recompiler.tables;
  const kinds: string[] = [];
  for (let index = blocks.stepsOf(block); index < blocks.stepsEndOf(block); index++) {
    kinds.push(Object.keys(Step).find((name) => Step[name as keyof typeof Step] === steps.kindOf(index))!);
  }
  return { kinds, errors };
}

describe.each(["a32", "t32"] as const)("code that a transformer puts by itself, in %s", (set) => {
  const body = (put: (iterator: TransformIterator) => void) => (iterator: TransformIterator) => {
    iterator.next();
    put(iterator);
    iterator.keep();
  };

  it("tells by its steps which registers are on the stack", () => {
    const { kinds, errors } = compile(
      set,
      body((iterator) => {
        iterator.putPushRegs(["r0", "r1"]);
        iterator.putNop();
        iterator.putPopRegs(["r0", "r1"]);
      }),
    );
    expect(errors).toEqual([]);
    expect(kinds.slice(0, 3)).toEqual(["push", "other", "pop"]);
  });

  it("may have data that is no code, and ends within what would be an instruction", () => {
    const data = (iterator: TransformIterator): void => {
      iterator.keep();
      iterator.putBytes(set === "a32" ? [0xff, 0xff, 0xff, 0xff] : [0x00, 0xf0]);
    };
    const { errors } = compile(set, (iterator) => {
      iterator.next();
      data(iterator);
      iterator.next();
    });
    expect(errors).toEqual([]);
  });
});

it("of an IT block does not count as executed", () => {
  const { kinds, errors } = compile("t32", (iterator) => {
    iterator.next();
    iterator.putBytes([0x08, 0xbf, 0x01, 0xb4]); // it eq; pusheq {r0}
    iterator.putBytes([0x08, 0xbf, 0x01, 0xbc]); // it eq; popeq {r0}
    iterator.keep();
  });
  expect(errors).toEqual([]);
  // The sequence of the return alone.
  expect(kinds.filter((kind) => kind === "push")).toHaveLength(1);
});
