import { assemble } from "@armstalker/oracles";
import { expect, it } from "vitest";
import { ThumbWriter } from "../src/index.js";

it("begins anew in the middle of an IT block, outside of it", () => {
  const writer = new ThumbWriter({ pc: 0x10000 });
  writer.asm.itt("eq");
  writer.asm.mov("r0", 1);
  expect(() => writer.flush()).toThrow(expect.objectContaining({ code: "it-block" }));
  writer.reset();
  expect(writer.itState).toBe(0);
  writer.asm.movs("r0", 1);
  writer.flush();
  // In an IT block the same bits are MOV, which sets no flags.
  const [expected] = assemble("gnu", "t32", ["movs r0, #1"]);
  expect([...writer.toBytes()]).toEqual([...(expected?.bytes ?? [])]);
});
