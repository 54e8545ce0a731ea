import { preset } from "../../vitest.preset.js";

// Stubs are processes: on a machine under load each may take its time.
export default preset({ testTimeout: 30_000, hookTimeout: 60_000 });
