import { preset } from "../../tsup.preset.js";

export default preset({ entry: ["src/*.ts"], format: ["esm"], dts: false });
