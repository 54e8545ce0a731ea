import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { qemuArm } from "../src/index.js";

test("Debian 13's qemu-arm runs here, installed or not", () => {
  expect(execFileSync(qemuArm("10.0"), ["--version"], { encoding: "latin1" })).toMatch(/^qemu-arm version 10\.0\./);
});

test("a version that there is none of is refused", () => {
  expect(() => qemuArm("6.1")).toThrow(
    expect.objectContaining({ code: "bad-input", message: expect.stringMatching(/6\.1.*give one of 10\.0/) }),
  );
});
