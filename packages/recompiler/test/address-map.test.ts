import { Random } from "@armstalker/oracles";
import { expect, it } from "vitest";
import { AddressMap } from "../src/address-map.js";

// Compared with a Map.

const seed = Number(process.env.ARMSTALKER_SEED ?? Math.floor(Math.random() * 2 ** 32)) >>> 0;
const ROUNDS = 40_000;

it.each([
  ["addresses that lie together", (random: Random) => 0xffff_0000 + random.below(1500)],
  ["addresses from all over", (random: Random) => (random.below(3000) * 1_431_655) >>> 0],
])(`a map of %s holds what a Map holds (ARMSTALKER_SEED=${seed})`, (_, address) => {
  const random = new Random(seed);
  const map = new AddressMap();
  const wanted = new Map<number, number>();
  for (let round = 0; round < ROUNDS; round++) {
    const key = address(random);
    switch (random.below(5)) {
      case 0:
      case 1: {
        const value = random.below(2 ** 31);
        map.set(key, value);
        wanted.set(key, value);
        break;
      }
      case 2:
        map.delete(key);
        wanted.delete(key);
        break;
      default:
        expect(map.get(key)).toBe(wanted.get(key) ?? -1);
    }
    expect(map.size).toBe(wanted.size);
    if (random.below(15_000) === 0) {
      map.clear();
      wanted.clear();
    }
  }
  const found = new Map<number, number>();
  map.forEach((key, value) => void found.set(key, value));
  expect(found).toEqual(wanted);
});
