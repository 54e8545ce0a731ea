import { preset } from "../../tsup.preset.js";
import { packRows } from "./packing/rows-plugin.js";

export default preset({ esbuildPlugins: [packRows] });
