import { preset } from "../../tsup.preset.js";
import { packRows } from "./packing/rows-plugin.js";
import { packDecoders } from "./packing/tables-plugin.js";

export default preset({ esbuildPlugins: [packRows, packDecoders] });
