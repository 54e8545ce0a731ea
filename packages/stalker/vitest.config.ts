import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { preset } from "../../vitest.preset.js";

// The kind of target that the suites run on: see test/target-kind.ts.
const setup = fileURLToPath(new URL(`test/target-kinds/${process.env.ARMSTALKER_TARGET}.setup.ts`, import.meta.url));

export default preset(existsSync(setup) ? { globalSetup: [setup], hookTimeout: 600_000, fileParallelism: false } : {});
