import { AddressCounter } from "./address-counter.js";
import { type MappedFile, ModuleMap } from "./module-map.js";

/** GumEvent: four little-endian words, the first its type. */
const WORDS = 4;
const CALL = 1;
const BLOCK = 8;
const COMPILE = 16;

/** Counts blocks and calls from a stalker's events, and keeps track of the modules that they are in. */
export class Recorder {
  /** By a block's start, with its end. */
  readonly blocks: AddressCounter = new AddressCounter();
  /** By a call's target. */
  readonly calls: AddressCounter = new AddressCounter();
  readonly modules: ModuleMap = new ModuleMap();
  readonly #mappings: () => readonly MappedFile[];

  /** @param mappings - what is mapped now; asked when code runs where no module is known */
  constructor(mappings: () => readonly MappedFile[]) {
    this.#mappings = mappings;
  }

  /** Takes in what `onReceive` is given. */
  receive(events: ArrayBuffer): void {
    const words = new Uint32Array(events);
    const { blocks, calls, modules } = this;
    let isUnknown = false;
    for (let at = 0; at < words.length; at += WORDS) {
      const type = words[at]!;
      if (type === BLOCK || type === COMPILE) {
        const start = words[at + 1]!;
        if (blocks.add(start, words[at + 2]!) && modules.find(start) === undefined) isUnknown = true;
      } else if (type === CALL) {
        calls.add(words[at + 2]!);
      }
    }
    if (isUnknown) modules.update(this.#mappings());
  }
}
