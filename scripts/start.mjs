// npm start: sets up what is missing, builds, and shows what there is to see. What follows `--` goes to the example.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { main, root, runNpm, runTool, SetupError, setup } from "./setup.mjs";

const app = "apps/examples";

await main(() => {
  setup();
  const manifest = join(root, app, "package.json");
  if (!existsSync(manifest)) throw new SetupError(`There is nothing to start yet: ${app} does not exist.`);
  const { name, scripts } = JSON.parse(readFileSync(manifest, "utf8"));
  if (scripts?.start === undefined) throw new SetupError(`There is nothing to start yet: ${app} has no start script.`);

  // The example and everything that it depends on.
  const built = runTool("turbo", ["run", "build", `--filter=${name}...`, "--output-logs=errors-only"]);
  if (built !== 0) return built;
  const args = process.argv.slice(2);
  return runNpm(["start", "--silent", "--workspace", app, ...(args.length > 0 ? ["--", ...args] : [])]);
});
