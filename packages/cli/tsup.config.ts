import { preset } from "../../tsup.preset.js";

export default preset({
  entry: ["src/index.ts", "src/bin.ts"],
  // The command has no types.
  dts: { entry: "src/index.ts", compilerOptions: { ignoreDeprecations: "6.0" } },
});
