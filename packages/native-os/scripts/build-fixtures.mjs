// node scripts/build-fixtures.mjs ARCHITECTURE: compiles the traced program, and prints where it is.
import { tracee } from "./fixtures.mjs";

console.log(await tracee(process.argv[2]));
