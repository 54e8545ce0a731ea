import { preset } from "../../vitest.preset.js";

// The tests that need a guest with a real kernel: each file boots one.
export default preset({
  include: ["test/vm/*.vm.ts"],
  testTimeout: 300_000,
  hookTimeout: 600_000,
  fileParallelism: false,
});
