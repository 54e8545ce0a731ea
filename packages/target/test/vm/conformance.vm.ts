// The conformance suite behind Debian's gdbserver, on a real 32-bit ARM kernel: ptrace, its signals, and its page protections.
import { basename } from "node:path";
import { ArmPrograms, debianRoot } from "@armstalker/oracles";
import { type DebuggedProgram, Guest } from "@armstalker/vm";
import { afterAll, afterEach, beforeAll } from "vitest";
import { GdbTarget } from "../../src/index.js";
import { buildPrograms, type ConformancePrograms, conformance } from "../conformance/suite.js";

const packages = ["busybox", "gdbserver", "libstdc++6"];
const REPLY_TIMEOUT = 60_000;

const programs = new ArmPrograms(new URL("../conformance/", import.meta.url));
const started: { readonly target: GdbTarget; readonly program: DebuggedProgram }[] = [];
let built: ConformancePrograms;
let guest: Guest;

beforeAll(async () => {
  built = buildPrograms(programs);
  guest = await Guest.start("arm", { root: debianRoot("armhf", packages), folder: programs.folder });
});
afterEach(async () => {
  for (const { target, program } of started.splice(0)) {
    target.kill();
    program.server.kill();
    await program.server.ended.catch(() => {});
  }
});
afterAll(async () => {
  await guest?.stop();
  programs.remove();
});

conformance(
  {
    sharesMemory: false,
    async start({ path }) {
      const program = await guest.debug([`/guest/${basename(path)}`]);
      const target = GdbTarget.connect(program.endpoint, { timeout: REPLY_TIMEOUT });
      started.push({ target, program });
      return target;
    },
  },
  () => built,
);
