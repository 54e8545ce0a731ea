// npm start: sets up what is missing, builds, and runs the armstalker command: without arguments, coverage of a sample. What follows `--` are the command's arguments.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { run, SetupError } from "./run.mjs";
import { main, root, setup } from "./setup.mjs";

const examples = join(root, "apps/examples");
const command = join(root, "packages/cli");

await main(async () => {
  endWithNpm();
  await setup();
  await build();
  // npm changes to the repository's folder: paths on the command line are meant from where it was typed.
  // biome-ignore lint/suspicious/noUndeclaredEnvVars: npm sets it, and nothing that is cached depends on it
  if (process.env.INIT_CWD !== undefined) process.chdir(process.env.INIT_CWD);
  const args = process.argv.slice(2);
  const { main: armstalker } = await import(pathToFileURL(join(command, "dist/index.js")).href);
  return armstalker(args.length > 0 ? args : await sample());
});

/** Coverage of Debian 12's Perl for 32-bit ARM, at work on words and numbers: most of its functions have names. */
async function sample() {
  console.error("Looking for Debian's packages of the sample (downloaded once) …");
  let answer = "";
  // A process group of its own: a signal reaches apt and all that it starts.
  await run(
    process.execPath,
    [join(examples, "dist/fetch-sample.js")],
    { detached: true, stdio: ["ignore", "pipe", "inherit"] },
    (child) => {
      child.stdout.setEncoding("utf8").on("data", (text) => {
        answer += text;
      });
    },
  );
  const { folder, code, message } = JSON.parse(answer || '{ "message": "no answer" }');
  if (folder === undefined) {
    throw new SetupError(
      `Debian's packages for the sample are not here: ${message.trim()}\n${
        code === "tool-missing"
          ? "Follow a program of your own: npm start -- coverage -- PROGRAM"
          : "They come from a Debian mirror, once: is there a network? ARMSTALKER_DEBIAN_MIRROR names another mirror."
      }`,
      126,
    );
  }
  // The emulator does not look into the sysroot for every system call that takes a path: statx is one.
  const library = `-I${join(folder, "usr/lib/arm-linux-gnueabihf/perl-base")}`;
  const perl = [join(folder, "usr/bin/perl"), library, join(examples, "src/sample.pl")];
  return ["coverage", "--compare", "--sysroot", folder, "--", ...perl];
}

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

/** Builds the command, the examples and everything that they depend on. Standard output is the followed program's: messages are shown if the build fails. */
async function build() {
  const args = [
    "run",
    "build",
    "--filter=@armstalker/examples...",
    "--filter=@armstalker/cli...",
    "--output-logs=errors-only",
  ];
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
