// Runs commands so that whoever ends this process ends them too.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";

const signals = ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM"];

/** Milliseconds between signals to a process group: what starts a command anew after a failure, as apt's downloads are, needs several. */
const AGAIN = 100;
/** After so many signals a process group is killed. */
const MOST_SIGNALS = 30;

/** A reason to give up that is written for the person who typed the command. */
export class SetupError extends Error {
  /** @param status - the exit status of this process */
  constructor(message, status = 1) {
    super(message);
    this.status = status;
  }
}

/**
 * Runs a command. A signal that asks this process to end is sent to the command, and the function waits for the end of the command. If
 * `options.detached` is set, the whole process group of the command gets SIGTERM instead.
 *
 * @param onStart - is given the child process
 * @returns the exit status
 * @throws {SetupError} if the command does not start, or after such a signal
 */
export async function run(command, args, options, onStart = () => {}) {
  let asked;
  let child;
  let timer;
  let sent = 0;
  const endGroup = () => {
    try {
      process.kill(-child.pid, ++sent > MOST_SIGNALS ? "SIGKILL" : "SIGTERM");
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
    timer ??= setInterval(endGroup, AGAIN);
  };
  const pass = (signal) => {
    asked ??= signal;
    try {
      if (child?.pid !== undefined) {
        // A process group of its own gets SIGTERM: a shell's background commands ignore SIGINT.
        if (options.detached) endGroup();
        else process.kill(child.pid, signal);
      }
    } catch (error) {
      // The command has ended, or sudo runs it as root.
      if (error.code !== "ESRCH" && error.code !== "EPERM") throw error;
    }
  };
  for (const signal of signals) process.on(signal, pass);
  try {
    child = spawn(command, args, options);
    const closed = once(child, "close").catch((error) => {
      throw new SetupError(`${command} did not start: ${error.message}`);
    });
    onStart(child);
    const [status] = await closed;
    // A shell reports the same status for a command that the signal ended.
    if (asked !== undefined) throw new SetupError(`Ended by ${asked}.`, 128 + constants.signals[asked]);
    return status ?? 1;
  } finally {
    clearInterval(timer);
    for (const signal of signals) process.removeListener(signal, pass);
  }
}
