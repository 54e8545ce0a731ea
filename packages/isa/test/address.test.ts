import { ArmRunner } from "@armstalker/oracles";
import { describe, expect, expectTypeOf, it } from "vitest";
import { type Address, addressOf, type CodeAddress, codeAddress, IsaError, setOf } from "../src/index.js";

describe("addresses of code", () => {
  it("have the instruction set in bit 0", () => {
    expect(codeAddress(0x8000, "a32")).toBe(0x8000);
    expect(codeAddress(0x8002, "t32")).toBe(0x8003);
    expect(codeAddress(0xfffffffe, "t32")).toBe(0xffffffff);
    expect(codeAddress(0xfffffffc, "a32")).toBe(0xfffffffc);
  });

  it.each([
    [0, "a32"],
    [0x8000, "a32"],
    [0xfffffffc, "a32"],
    [0, "t32"],
    [0x8002, "t32"],
    [0x80000000, "t32"],
    [0xfffffffe, "t32"],
  ] as const)("say where code is and in which set: 0x%x, %s", (address, set) => {
    const code = codeAddress(address, set);
    expect(addressOf(code)).toBe(address);
    expect(setOf(code)).toBe(set);
  });

  it("are what BX goes to", () => {
    const runner = new ArmRunner();
    const base = 0x100000;
    runner.map(base, 0x1000, "rwx");
    runner.write(base, Uint8Array.of(0x11, 0xff, 0x2f, 0xe1)); // e12fff11 bx r1, in A32
    const targets = [codeAddress(base + 0x100, "a32"), codeAddress(base + 0x202, "t32")];
    runner.write(addressOf(targets[0]!), Uint8Array.of(0x01, 0x00, 0xa0, 0xe3)); // e3a00001 mov r0, #1
    runner.write(addressOf(targets[1]!), Uint8Array.of(0x02, 0x20)); // 2002 movs r0, #2
    const runs = targets.map((target) => {
      const size = setOf(target) === "a32" ? 4 : 2;
      const r = Array.from({ length: 15 }, (_, register) => (register === 1 ? target : 0));
      return runner.run({ pc: base, r, cpsr: 0, stop: target + size });
    });
    const results = runner.execute();
    expect(runs.map((run) => results.run(run).r[0])).toEqual([1, 2]);
  });

  it.each([
    [-4, "a32", "out-of-range"],
    [2 ** 32, "t32", "out-of-range"],
    [0.5, "t32", "out-of-range"],
    [Number.NaN, "a32", "out-of-range"],
    [0x8002, "a32", "misaligned"],
    [0x8001, "a32", "misaligned"],
    [0x8001, "t32", "misaligned"],
  ] as const)("are refused where no code can be: %d, %s", (address, set, code) => {
    expect(() => codeAddress(address, set)).toThrow(expect.objectContaining({ code, value: address }));
    expect(() => codeAddress(address, set)).toThrow(IsaError);
  });

  it("are types of their own", () => {
    expectTypeOf<Address>().toExtend<number>();
    expectTypeOf<CodeAddress>().toExtend<number>();
    expectTypeOf<number>().not.toExtend<CodeAddress>();
    expectTypeOf<Address>().not.toExtend<CodeAddress>();
    expectTypeOf<CodeAddress>().not.toExtend<Address>();
    expectTypeOf(addressOf).parameter(0).toEqualTypeOf<CodeAddress>();
  });
});
