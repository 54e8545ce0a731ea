// Builds the addon for this machine into build/Release. On another system there is nothing to build: the package imports all the same.
import { nodeGyp } from "./toolchain.mjs";

if (process.platform !== "linux") {
  console.log(`native-os: nothing to build on ${process.platform}`);
} else {
  nodeGyp(["rebuild", "--silent"]);
}
