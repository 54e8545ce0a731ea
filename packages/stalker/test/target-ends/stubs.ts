import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** Starts a stub that is not this package's, and waits until it listens to a unix socket. */
export async function startStub(
  command: string,
  args: readonly string[],
  socket: string,
  stdout: "ignore" | "pipe" = "ignore",
): Promise<ChildProcess> {
  const child = spawn(command, args, { stdio: ["ignore", stdout, "inherit"] });
  // The socket is there before it is listened to: flags 00010000 say that it is.
  const isListening = (line: string): boolean => line.includes(" 00010000 ") && line.endsWith(` ${socket}`);
  while (!readFileSync("/proc/net/unix", "latin1").split("\n").some(isListening)) {
    if (child.exitCode !== null) throw new Error(`${command} ended with status ${child.exitCode}`);
    await new Promise((wake) => setTimeout(wake, 2));
  }
  return child;
}
