import { preset } from "../../tsup.preset.js";

export default preset({ entry: ["src/*.ts", "src/follow/fetch-sample.ts"], format: ["esm"], dts: false });
