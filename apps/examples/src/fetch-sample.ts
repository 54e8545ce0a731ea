/**
 * Downloads the sample's packages if they are missing, and writes the folder, or what is wrong, to standard output as JSON. It is a process of
 * its own because it waits for apt: a process that waits handles no signal.
 */

import { debianRoot, OracleError } from "@armstalker/oracles";

/** With the names of libc's own functions, which it does not export. */
const PACKAGES = ["perl-base", "libc6-dbg"];

// The default effect would leave a half-made folder. apt gets the signal too: its failure throws below, which removes the folder.
process.on("SIGTERM", () => {});

let result: FetchedSample;
try {
  result = { folder: debianRoot("armhf", PACKAGES) };
} catch (error) {
  if (!(error instanceof OracleError)) throw error;
  result = { code: error.code, message: error.message };
}
process.stdout.write(JSON.stringify(result));

export type FetchedSample = { readonly folder: string } | { readonly code: string; readonly message: string };
