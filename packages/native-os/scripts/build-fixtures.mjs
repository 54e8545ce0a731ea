// node scripts/build-fixtures.mjs ARCHITECTURE [NAME]: compiles a program of the tests, the traced one by default, and prints where it is.
import { fixture, tracee } from "./fixtures.mjs";

const [architecture, name] = process.argv.slice(2);
console.log(await (name === undefined ? tracee(architecture) : fixture(name, architecture)));
