import { preset } from "../../vitest.preset.js";

export default preset({ testTimeout: 120_000 });
