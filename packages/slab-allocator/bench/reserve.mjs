// Reservations and look-ups per second. Not a test: the figures are this machine's, and nothing depends on them.
import { CodeSlabChain, DataSlabChain, SimulatedMemory, within } from "../dist/index.js";

const PAGE = 4096;
const SLABS = 1000;
const ROUNDS = 7;

/** The best of several rounds: calls per second of `body(calls)`. */
function rate(calls, body) {
  let best = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.hrtime.bigint();
    body(calls);
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    best = Math.max(best, calls / seconds);
  }
  return best;
}

function report(what, perSecond) {
  console.log(`${what.padEnd(58)} ${Math.round(perSecond).toLocaleString("en").padStart(13)} /s`);
}

// Blocks of 16 to 140 bytes, as a compiler of basic blocks asks for them.
const sizes = Array.from({ length: 1024 }, (_, i) => 16 + ((i * 2654435761) % 125));

for (const base of [0x1000_0000, 0xb000_0000]) {
  const near = within(base, 0x100_0000);
  const chain = new CodeSlabChain(new SimulatedMemory(), { near, initialSize: 8 << 20, growingSize: 1 << 20 });
  const perSecond = rate(90_000, (calls) => {
    chain.slabs[0].reset();
    for (let i = 0; i < calls; i++) chain.reserve(sizes[i & 1023]);
  });
  if (chain.slabs.length !== 1) throw new Error("one slab should have been enough");
  report(`reserve, from the cursor, around 0x${base.toString(16)}`, perSecond);
}

{
  const chain = new CodeSlabChain(new SimulatedMemory(), { initialSize: 8 << 20, growingSize: 1 << 20 });
  const blocks = Array.from({ length: 2000 }, (_, i) => ({
    address: chain.reserve(sizes[i & 1023]),
    size: sizes[i & 1023],
  }));
  // Every second block leaves, so that a thousand pieces lie in the free list throughout.
  for (let i = 0; i < blocks.length; i += 2) chain.release(blocks[i].address, blocks[i].size);
  const size = sizes[1022];
  report(
    "reserve and release, among 1,000 free pieces",
    rate(200_000, (calls) => {
      for (let i = 0; i < calls; i++) chain.release(chain.reserve(size), size);
    }),
  );
}

const chain = new DataSlabChain(new SimulatedMemory(), {
  near: within(0x1000_0000, 0x1000_0000),
  initialSize: PAGE,
  growingSize: PAGE,
});
// A page between slabs stays free for the misses: every second slab goes again.
for (let i = 0; i < 2 * SLABS; i++) chain.reserve(PAGE);
for (const slab of [...chain.slabs].filter((_, i) => i % 2 === 1)) slab.reclaim();
if (chain.slabs.length !== SLABS) throw new Error(`${chain.slabs.length} slabs`);

const first = chain.slabs[0].base;
const span = chain.slabs.at(-1).end - first;
const probes = Array.from({ length: 4096 }, (_, i) => first + ((i * 2654435761) % span));
const plain = chain.slabs.map(({ base, end }) => ({ base, end }));
const linear = (address) => {
  for (const { base, end } of plain) if (address >= base && address < end) return true;
  return false;
};
const hits = probes.filter((address) => chain.contains(address)).length;
if (probes.some((address) => chain.contains(address) !== linear(address))) throw new Error("the searches disagree");
console.log(`\n${SLABS} slabs, ${probes.length} addresses, ${hits} of them in a slab:`);

let found = 0;
const looking = (look) => (calls) => {
  for (let i = 0; i < calls; i++) if (look(probes[i & 4095])) found++;
};
const binary = rate(
  2_000_000,
  looking((address) => chain.contains(address)),
);
const slabOf = rate(
  2_000_000,
  looking((address) => chain.slabOf(address) !== undefined),
);
const search = rate(100_000, looking(linear));
report("contains", binary);
report("slabOf", slabOf);
report("a linear search through an array", search);
console.log(`contains is ${Math.round(binary / search)} times as fast as the linear search`);
if (found === 0) throw new Error("nothing was found");
