import { ArmWriter } from "@armstalker/arm-writer";
import { ArmRunner } from "@armstalker/oracles";
import { describe, expect, it } from "vitest";
import { ThumbWriter } from "../src/index.js";

const home = 0x100000;
const near = 0x180000;
const far = 0x30000000;
const stack = 0x400000;

function written<Writer extends ArmWriter | ThumbWriter>(writer: Writer, body: (writer: Writer) => void): Uint8Array {
  body(writer);
  writer.flush();
  return writer.toBytes();
}

/** r0 after running code at `home`, with more code elsewhere. */
function run(entry: number, pieces: readonly (readonly [address: number, code: Uint8Array])[]): number {
  const runner = new ArmRunner();
  for (const [address, code] of pieces) {
    runner.map(address, 0x1000, "rx");
    runner.write(address, code);
  }
  runner.map(stack - 0x1000, 0x1000, "rw");
  const handle = runner.run({ pc: entry, sp: stack });
  const result = runner.execute().run(handle);
  expect(result.exit).toBe("returned");
  return result.r[0]!;
}

describe.each([
  ["near", near],
  ["far", far],
])("code that branches to the other instruction set, %s", (_, there) => {
  it("arrives from A32 in T32", () => {
    const a32 = written(new ArmWriter({ pc: home }), (w) => {
      w.asm.mov("r0", 1);
      w.putBranchAddress(there + 1);
    });
    const t32 = written(new ThumbWriter({ pc: there }), (w) => {
      w.asm.adds("r0", 41);
      w.putBxReg("lr");
    });
    expect(
      run(home, [
        [home, a32],
        [there, t32],
      ]),
    ).toBe(42);
  });

  it("arrives from T32 in A32", () => {
    const t32 = written(new ThumbWriter({ pc: home }), (w) => {
      w.asm.movs("r0", 1);
      w.putBranchAddress(there, "a32");
    });
    const a32 = written(new ArmWriter({ pc: there }), (w) => {
      w.asm.add("r0", "r0", 41);
      w.putRet();
    });
    expect(
      run(home + 1, [
        [home, t32],
        [there, a32],
      ]),
    ).toBe(42);
  });

  it("calls there and comes back", () => {
    // fact(n) in A32 multiplies; its caller in T32 counts down.
    const t32 = written(new ThumbWriter({ pc: home }), (w) => {
      w.putPushRegs(["r4", "lr"]);
      w.asm.movs("r4", 5);
      w.asm.movs("r0", 1);
      w.putLabel("next");
      w.putCallAddressWithArguments(there, ["r0", "r4"]);
      w.asm.subs("r4", 1);
      w.putBneLabel("next");
      w.putPopRegs(["r4", "pc"]);
    });
    const a32 = written(new ArmWriter({ pc: there }), (w) => {
      w.asm.mul("r0", "r0", "r1");
      w.putRet();
    });
    expect(
      run(home + 1, [
        [home, t32],
        [there, a32],
      ]),
    ).toBe(120);
  });

  it("calls through a register, whatever is there", () => {
    const a32 = written(new ArmWriter({ pc: home }), (w) => {
      w.putPushRegs(["r4", "lr"]);
      w.putLdrRegAddress("r4", there + 1);
      w.putCallRegWithArguments("r4", [40, 2]);
      w.putPopRegs(["r4", "pc"]);
    });
    const t32 = written(new ThumbWriter({ pc: there }), (w) => {
      w.asm.adds("r0", "r0", "r1");
      w.putBxReg("lr");
    });
    expect(
      run(home, [
        [home, a32],
        [there, t32],
      ]),
    ).toBe(42);
  });
});
