export { boot } from "./boot.mjs";
export { cached, cacheFolder } from "./cache.mjs";
export { Guest, quoted } from "./guest.mjs";
export { rootFolder } from "./image.mjs";
export { guests } from "./systems.mjs";
