// What any target must show, under qemu-arm 10.0, Debian 13's, which is downloaded. gdb-target.test.ts has the installed version. One test is
// different: this version's stub does not report signals whose default action is to end the program without a core dump. The kernel ends the emulator.
import { type ArmProgram, ArmPrograms, qemuArm } from "@armstalker/oracles";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GdbTarget } from "../src/index.js";
import { Obeying, runOn } from "./conformance/obeying.js";
import { buildPrograms, type ConformancePrograms, conformance } from "./conformance/suite.js";

const SIGTERM = 15;
/** The suite's test of these signals. */
const REPORTS_TERM = "end the program if it has no handler";

const programs = new ArmPrograms(new URL("conformance/", import.meta.url));
const targets: GdbTarget[] = [];
let emulator: string;
let built: ConformancePrograms;

beforeAll(() => {
  emulator = qemuArm("10.0");
  built = buildPrograms(programs);
});
afterEach(() => {
  for (const target of targets.splice(0)) target.kill();
});
afterAll(() => programs.remove());

async function start(program: ArmProgram): Promise<GdbTarget> {
  const target = await GdbTarget.spawn(program.path, [], { emulator, stdio: "ignore" });
  targets.push(target);
  return target;
}

describe("qemu-arm 10.0", () => {
  beforeEach(({ skip, task }) => skip(task.name === REPORTS_TERM, "the stub does not report SIGTERM"));
  conformance({ sharesMemory: true, start }, () => built);
});

it("qemu-arm 10.0 ends with a signal that its program does not handle, and tells nothing before", async () => {
  const obeying = new Obeying(built.obey);
  const target = await obeying.toFirstOrder(await start(built.obey));
  obeying.give(target, "raise", 0, SIGTERM);
  expect(await runOn(target)).toEqual([{ kind: "terminated", signal: SIGTERM }]);
});
