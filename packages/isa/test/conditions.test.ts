import { ArmRunner } from "@armstalker/oracles";
import { describe, expect, it } from "vitest";
import { AL, conditionPasses } from "../src/index.js";

describe("conditions", () => {
  it("pass as they do on a processor, under all flags", () => {
    const runner = new ArmRunner();
    const base = 0x100000;
    runner.map(base, 0x1000, "rwx");
    // orr<c> r0, r0, #1 << c, in A32, for all conditions; an immediate is 8 bits, rotated right by twice 4 bits.
    const code = new Uint32Array(15);
    for (let condition = 0; condition <= AL; condition++) {
      const immediate = condition < 8 ? 1 << condition : (12 << 8) | (1 << (condition - 8));
      code[condition] = (condition << 28) | 0x03800000 | immediate;
    }
    runner.write(base, new Uint8Array(code.buffer));
    const states = Array.from({ length: 16 }, (_, flags) => (flags << 28) >>> 0);
    const runs = states.map((cpsr) => runner.run({ pc: base, cpsr, stop: base + 4 * code.length }));
    const results = runner.execute();
    for (const [index, cpsr] of states.entries()) {
      const passed = results.run(runs[index]!).r[0]!;
      for (let condition = 0; condition <= AL; condition++) {
        expect(conditionPasses(condition, cpsr), `condition ${condition}, flags ${index}`).toBe(
          (passed & (1 << condition)) !== 0,
        );
      }
    }
  });
});
