// Starts the guest that test files share, once for a run of vitest.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { debianRoot } from "@armstalker/oracles";
import { Guest, type GuestAddress } from "@armstalker/vm";
import type { TestProject } from "vitest/node";
import { text } from "../programs/text.js";

declare module "vitest" {
  export interface ProvidedContext {
    guest: GuestAddress;
  }
}

const inputFolder = fileURLToPath(new URL("../programs/inputs/", import.meta.url));
const packages = ["busybox", "bzip2", "gdbserver", "libc-bin", "libstdc++6", "lua5.4", "luajit"];
const TEXT_SIZE = 16_384;

/** @returns what ends the guest */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "guest-"));
  try {
    cpSync(inputFolder, join(folder, "inputs"), { recursive: true });
    writeFileSync(join(folder, "inputs/text.txt"), text(TEXT_SIZE));
    const guest = await Guest.start("arm", { root: debianRoot("armhf", packages), folder });
    project.provide("guest", guest.address);
    return () => guest.stop();
  } finally {
    rmSync(folder, { recursive: true });
  }
}
