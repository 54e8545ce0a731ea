import { preset } from "../../vitest.preset.js";

// Programs on a real kernel, and a part of the engine's suites: all in one guest.
export default preset({
  include: [
    "test/vm/*.vm.ts",
    "test/engine-follow.test.ts",
    "test/snippets.test.ts",
    "test/snippets-faults.test.ts",
    "test/vectors.test.ts",
  ],
  env: { ARMSTALKER_TARGET: "gdbserver" },
  globalSetup: ["test/target-kinds/gdbserver.setup.ts"],
  testTimeout: 300_000,
  hookTimeout: 600_000,
  fileParallelism: false,
});
