// npm start: sets up what is missing, builds, and follows a program. What follows `--` goes to apps/examples/src/follow.ts.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { main, root, SetupError, setup } from "./setup.mjs";

const example = join(root, "apps/examples");
const signals = ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM"];

await main(async () => {
  if (["--help", "-h"].includes(process.argv[2])) {
    process.stdout.write(readFileSync(join(example, "usage.txt")));
    return 0;
  }
  endWithNpm();
  setup();
  const signal = await build();
  if (signal !== undefined) return 128 + constants.signals[signal];
  // npm changes to the repository's folder: paths on the command line are meant from where it was typed.
  // biome-ignore lint/suspicious/noUndeclaredEnvVars: npm sets it, and nothing that is cached depends on it
  if (process.env.INIT_CWD !== undefined) process.chdir(process.env.INIT_CWD);
  const { main: follow } = await import(pathToFileURL(join(example, "dist/follow.js")).href);
  return follow(process.argv.slice(2));
});

/** npm does not pass every signal on, nor its own end: when it is gone this process ends as at a hang-up. */
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

/**
 * Builds the example and everything that it depends on. Its messages are shown where it fails: standard output is the followed program's.
 *
 * @returns the signal that ended it
 */
async function build() {
  const args = ["run", "build", "--filter=@armstalker/examples...", "--output-logs=errors-only"];
  const turbo = spawn(join(root, "node_modules/.bin/turbo"), args, {
    cwd: root,
    // A group of its own, so that all of it can be ended.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" },
  });
  let text = "";
  for (const stream of [turbo.stdout, turbo.stderr]) {
    stream.setEncoding("utf8").on("data", (part) => {
      text += part;
    });
  }
  let asked;
  const handlers = signals.map((signal) => [
    signal,
    () => {
      asked ??= signal;
      if (turbo.pid !== undefined && turbo.exitCode === null) process.kill(-turbo.pid, "SIGTERM");
    },
  ]);
  for (const [signal, handler] of handlers) process.on(signal, handler);
  try {
    const [status] = await once(turbo, "close").catch((error) => {
      throw new SetupError(`turbo did not start: ${error.message}`);
    });
    if (asked === undefined && status !== 0) throw new SetupError(`${text}\nThe build failed: see above.`);
  } finally {
    for (const [signal, handler] of handlers) process.removeListener(signal, handler);
  }
  return asked;
}
