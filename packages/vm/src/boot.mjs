// Boots a guest, runs one command in it as root, and powers it off.
import { spawn } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeArchive } from "./cpio.mjs";
import { image } from "./image.mjs";
import { guests } from "./systems.mjs";

/**
 * Runs `command` (a line for /bin/sh) in `guest` ("arm" or "arm64"), in /guest, which holds a copy of `folder`.
 * `onLine` gets each line of output. Resolves with the command's exit status; rejects where the guest did not get so far.
 */
export async function boot(guest, { folder, command, cpus = 2, megabytes = 1024, seconds = 300, onLine }) {
  const machine = await prepare(guest, { ...(await image(guest)), folder, command, cpus, megabytes });
  try {
    return await run(machine.emulator, machine.args, seconds, onLine);
  } finally {
    machine.remove();
  }
}

/** The emulator and its arguments for a guest that runs `command`; `remove` deletes what they name. */
export function prepare(guest, { kernel, initramfs, folder, command, cpus, megabytes }) {
  const { emulator, machine, cpu } = guests[guest];
  const temporary = mkdtempSync(join(tmpdir(), "armstalker-vm-"));
  const remove = () => rmSync(temporary, { recursive: true, force: true });
  try {
    const overlay = join(temporary, "overlay");
    mkdirSync(overlay);
    if (folder) cpSync(folder, join(overlay, "guest"), { recursive: true });
    writeFileSync(join(overlay, "run.sh"), `${command}\n`);
    // The last file of the archive: its absence tells that the guest's memory was too small for all of it.
    writeFileSync(join(overlay, "zz-complete"), "");
    const initrd = join(temporary, "initrd");
    cpSync(initramfs, initrd);
    writeArchive(overlay, join(temporary, "overlay.cpio"));
    appendFileSync(initrd, readFileSync(join(temporary, "overlay.cpio")));
    const args = ["-M", machine, "-cpu", cpu, "-smp", `${cpus}`, "-m", `${megabytes}`, "-accel", "tcg,thread=multi"]
      .concat(["-nodefaults", "-display", "none", "-serial", "stdio", "-monitor", "none", "-no-reboot"])
      .concat(["-kernel", kernel, "-initrd", initrd])
      .concat(["-append", "console=ttyAMA0 quiet loglevel=1 panic=-1 mitigations=off"]);
    return { emulator, args, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Tells what to install where a program is missing. */
export function explained(error, emulator) {
  return error.code === "ENOENT"
    ? new Error(`${emulator} is missing: apt-get install qemu-system-arm util-linux`)
    : error;
}

function run(emulator, args, seconds, onLine) {
  return new Promise((resolve, reject) => {
    const child = spawn(emulator, args, { stdio: ["ignore", "pipe", "pipe"] });
    let status;
    let rest = "";
    let errors = "";
    const timer = setTimeout(() => child.kill("SIGKILL"), seconds * 1000);
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (text) => {
      const lines = (rest + text.replaceAll("\r", "")).split("\n");
      rest = lines.pop();
      for (const line of lines) {
        const exit = /^GUEST-EXIT:(\d+):/.exec(line);
        if (exit) status = Number(exit[1]);
        else if (line === "GUEST-TRUNCATED") errors += "the guest needs more memory for its files\n";
        else onLine(line);
      }
    });
    child.stderr.on("data", (text) => {
      errors += text;
    });
    child.on("error", (error) => reject(explained(error, emulator)));
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (status !== undefined) return resolve(status);
      const why = signal === "SIGKILL" ? `was stopped after ${seconds} s` : `ended with ${code ?? signal}`;
      reject(new Error(`${emulator} ${why}, and the command in the guest had not ended\n${errors}`));
    });
  });
}
