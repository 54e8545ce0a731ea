import { dropFirst, FIRST_ENTRIES, grown } from "./columns.js";

/** Bytes of the places that belong to a branch: its door, and the load that it goes by where no slot is in its reach. */
const DOOR_BYTES = 8;
const RELAY_BYTES = 4;

/** The places behind the code of one part that belong to branches, in the order of their addresses. */
interface Places {
  address: Uint32Array;
  site: Int32Array;
  count: number;
}

/** What settled branches have besides their sites: the slot that they go by, and the door that leads them to the engine. Empty where no way out uses these. */
export class DoorTable {
  /** The number of the site that the first entry is of. */
  #first = 0;
  /** How many entries of the columns are in use. */
  #size = 0;
  #slot: Uint32Array = new Uint32Array(0);
  #door: Uint32Array = new Uint32Array(0);
  readonly #places: Places[] = [];

  /** The slot of a branch, 0 if it has none. */
  slotOf(site: number): number {
    return this.#slot[site - this.#first] ?? 0;
  }

  /** The address of a branch's door, 0 if it has none. */
  doorOf(site: number): number {
    return this.#door[site - this.#first] ?? 0;
  }

  set(site: number, slot: number, door: number): void {
    const at = site - this.#first;
    while (at >= this.#slot.length) {
      this.#slot = this.#slot.length === 0 ? new Uint32Array(FIRST_ENTRIES) : grown(this.#slot);
      this.#door = this.#door.length === 0 ? new Uint32Array(FIRST_ENTRIES) : grown(this.#door);
    }
    this.#slot[at] = slot;
    this.#door[at] = door;
    this.#size = Math.max(this.#size, at + 1);
  }

  /** Adds a place of a branch in a part of the code area: it lies behind those that were added before. */
  addPlace(part: number, address: number, site: number): void {
    this.#places[part] ??= { address: new Uint32Array(FIRST_ENTRIES), site: new Int32Array(FIRST_ENTRIES), count: 0 };
    const places = this.#places[part];
    if (places.count === places.address.length) {
      places.address = grown(places.address);
      places.site = grown(places.site);
    }
    places.address[places.count] = address;
    places.site[places.count++] = site;
  }

  /** The branch whose door or relay an address in a part lies in, -1 if there is none. */
  siteAt(part: number, address: number): number {
    const places = this.#places[part];
    if (places === undefined) return -1;
    let low = 0;
    let high = places.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (places.address[middle]! <= address) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return -1;
    const begin = places.address[low - 1]!;
    const site = places.site[low - 1]!;
    const size = this.doorOf(site) === begin ? DOOR_BYTES : RELAY_BYTES;
    return address < begin + size ? site : -1;
  }

  /** Forgets the places in a part. */
  forgetPart(part: number): void {
    const places = this.#places[part];
    if (places !== undefined) places.count = 0;
  }

  /** Forgets the branches before a number. */
  dropBefore(site: number): void {
    const count = Math.min(site - this.#first, this.#size);
    this.#first = Math.max(this.#first, site);
    if (count <= 0) return;
    const size = this.#size - count;
    for (const column of [this.#slot, this.#door]) {
      dropFirst(column, count, this.#size);
      column.fill(0, size, this.#size);
    }
    this.#size = size;
  }
}
