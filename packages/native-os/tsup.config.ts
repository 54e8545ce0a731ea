import { preset } from "../../tsup.preset.js";

// The addon is found relative to the built file, in both formats.
export default preset({ shims: true });
