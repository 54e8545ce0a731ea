export * from "./registers.js";
