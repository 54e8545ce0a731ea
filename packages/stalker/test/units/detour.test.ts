import { ArmRunner, assemble, type InstructionSet } from "@armstalker/oracles";
import { describe, expect, it } from "vitest";
import { detour } from "../../src/codegen/detour.js";

// Functions executed from their starts, and by a detour: on the processor that qemu-arm emulates.

const HOME = 0x10000;
const AWAY = 0x70000;
const SIZE = 0x1000;

const functions: readonly [InstructionSet, string, readonly string[]][] = [
  ["a32", "what stays as it is", ["sub sp, sp, #8", "add r0, sp, #3", "add sp, sp, #8", "bx lr"]],
  ["a32", "a literal", ["ldr r0, [pc, #4]", "add r0, r0, #1", "bx lr", ".word 0x12345678"]],
  ["a32", "a condition that holds", ["addeq r0, pc, #8", "bx lr"]],
  ["a32", "a branch that is taken", ["beq . + 12", "mov r0, #1", "bx lr", "mov r0, #2", "bx lr"]],
  ["a32", "a branch that is not taken", ["bne . + 12", "mov r0, #1", "bx lr", "mov r0, #2", "bx lr"]],
  ["t32", "what stays as it is", ["push {r4, lr}", "movs r0, #9", "pop {r4, pc}"]],
  ["t32", "a literal", ["ldr.n r0, [pc, #4]", "adds r0, #1", "bx lr", "nop", ".inst.w 0x12345678"]],
  ["t32", "an IT block", ["ite eq; addeq r0, pc, #8; movne r0, #2", "adds r0, #1", "bx lr"]],
  ["t32", "an IT block that returns", ["itt eq; moveq r0, #5; bxeq lr", "adds r0, #1", "bx lr"]],
  ["t32", "a comparing branch", ["cbz r1, . + 6", "movs r0, #1", "bx lr", "movs r0, #2", "bx lr"]],
];

describe.each(functions)("%s: %s", (set, _, lines) => {
  it("does the same by a detour", () => {
    const code = Buffer.concat(
      assemble("gnu", set, lines).map((one) => {
        if ("error" in one) throw new Error(one.error);
        return one.bytes;
      }),
    );
    const read = (address: number, size: number): Uint8Array => code.subarray(address - HOME, address - HOME + size);
    const runner = new ArmRunner();
    for (const base of [HOME, AWAY]) runner.map(base, SIZE);
    runner.write(HOME, code);
    runner.write(AWAY, detour(set, read, HOME, AWAY));
    const bit = set === "t32" ? 1 : 0;
    const [Z, state] = [0x4000_0000, { r: [0, 0, 7], sp: AWAY + SIZE }];
    const runs = [HOME, AWAY].map((pc) => runner.run({ ...state, pc: pc + bit, cpsr: Z }));
    const results = runner.execute();
    const [home, away] = runs.map((one) => {
      const { exit, r, cpsr } = results.run(one);
      return { exit, cpsr, r: [...r.subarray(0, 15)] };
    });
    expect(home!.exit).toBe("returned");
    expect(home!.r[0]).not.toBe(0);
    expect(away).toEqual(home);
  });
});

it("of what is no instruction is refused", () => {
  const read = (_: number, size: number): Uint8Array => Uint8Array.of(0x10, 0, 0, 0xe6).subarray(0, size);
  expect(() => detour("a32", read, HOME, AWAY)).toThrow(expect.objectContaining({ code: "undefined-instruction" }));
});
