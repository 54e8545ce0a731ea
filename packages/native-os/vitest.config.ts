import { preset } from "../../vitest.preset.js";

// ptrace belongs to a thread, and the tests look for zombies of the whole process: each file in a process of its own.
export default preset({ pool: "forks" });
