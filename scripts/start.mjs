// npm start: sets up what is missing, builds, and follows a program. What follows `--` goes to apps/examples/src/follow.ts.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { main, root, runTool, SetupError, setup } from "./setup.mjs";

await main(() => {
  setup();
  // The example and everything that it depends on.
  const built = runTool("turbo", ["run", "build", "--filter=@armstalker/examples...", "--output-logs=errors-only"], {
    // Standard output is the followed program's.
    stdio: ["ignore", 2, 2],
  });
  if (built !== 0) return built;

  // The terminal sends Ctrl-C to the example too, which then ends with a report.
  process.on("SIGINT", () => {});
  const { status, signal, error } = spawnSync(
    process.execPath,
    [join(root, "apps/examples/dist/follow.js"), ...process.argv.slice(2)],
    // npm changes to the repository's folder: paths on the command line are meant from where it was typed.
    // biome-ignore lint/suspicious/noUndeclaredEnvVars: npm sets it, and nothing that is cached depends on it
    { cwd: process.env.INIT_CWD ?? process.cwd(), stdio: "inherit" },
  );
  if (error !== undefined) throw new SetupError(`node did not start: ${error.message}`);
  if (signal !== null) throw new SetupError(`The example was ended by ${signal}.`);
  return status;
});
