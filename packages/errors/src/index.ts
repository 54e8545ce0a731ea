export { ArmstalkerError, type ArmstalkerErrorFields, hasCodeOf } from "./armstalker-error.js";
