// npm start: sets up what is missing, builds, and follows a program. What follows `--` goes to apps/examples/src/follow.ts.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { run, SetupError } from "./run.mjs";
import { main, root, setup } from "./setup.mjs";

const example = join(root, "apps/examples");

await main(async () => {
  if (["--help", "-h"].includes(process.argv[2])) {
    const failure = await new Promise((settle) =>
      process.stdout.write(readFileSync(join(example, "usage.txt")), settle),
    );
    return failure ? 1 : 0;
  }
  endWithNpm();
  await setup();
  await build();
  // npm changes to the repository's folder: paths on the command line are meant from where it was typed.
  // biome-ignore lint/suspicious/noUndeclaredEnvVars: npm sets it, and nothing that is cached depends on it
  if (process.env.INIT_CWD !== undefined) process.chdir(process.env.INIT_CWD);
  const { main: follow } = await import(pathToFileURL(join(example, "dist/follow.js")).href);
  return follow(process.argv.slice(2));
});

/** npm passes neither SIGHUP nor its own end on: when npm is gone, this process ends as at a hang-up. */
function endWithNpm() {
  // biome-ignore lint/suspicious/noUndeclaredEnvVars: npm sets it, and nothing that is cached depends on it
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGHUP");
  }, 200);
  timer.unref();
}

/** Builds the example and everything that it depends on. Standard output is the followed program's: messages are shown if the build fails. */
async function build() {
  const args = ["run", "build", "--filter=@armstalker/examples...", "--output-logs=errors-only"];
  let text = "";
  const status = await run(
    join(root, "node_modules/.bin/turbo"),
    args,
    {
      cwd: root,
      // A process group of its own: compilers that turbo starts get the signal too.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" },
    },
    (turbo) => {
      for (const stream of [turbo.stdout, turbo.stderr]) {
        stream.setEncoding("utf8").on("data", (part) => {
          text += part;
        });
      }
    },
  );
  if (status !== 0) throw new SetupError(`${text}\nThe build failed: see above.`);
}
