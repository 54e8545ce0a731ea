// Compiles blocks of a library's text in a process of its own, and prints what that took as JSON.
//
//   node --expose-gc src/compile/run.mjs LIBRARY BLOCKS ROUNDS none|transform|block
import { ArmIterator, CodeArea, IndirectMap, Recompiler, SiteFlag, SiteKind, trapWay } from "@armstalker/recompiler";
import { loadText } from "./text.mjs";

const [path, count, rounds, purpose] = process.argv.slice(2);
const MIB = 1 << 20;
/** Blocks between two looks at the heap. */
const CHUNK = 250;

const { program, functions } = loadText(path);
const keepAll = (iterator) => {
  while (iterator.next() !== null) iterator.keep();
};

/** Memory of which nothing is kept: what is measured is the recompiler's own. */
function memoryOfNobody() {
  const mapped = [];
  const ignore = () => {};
  return {
    pageSize: 4096,
    codeAccess: "write-through",
    lowest: 0x10000,
    highest: 0xbf000000,
    memoryMap: () => mapped,
    allocate(size, _protection, at) {
      mapped.push({ base: at, size });
      mapped.sort((a, b) => a.base - b.base);
      return at;
    },
    free: ignore,
    protect: ignore,
    write: ignore,
    flush: ignore,
  };
}

/** Compiles what the library's functions lead to, the nearest first, until there are enough blocks. */
function compile(most) {
  const memory = memoryOfNobody();
  const area = new CodeArea(memory, { size: 15 * MIB, largestBlock: 32 * 1024 });
  const map = new IndirectMap(memory, area.address, () => {});
  const statistics = { blocks: 0, bytesOfSource: 0, bytesOfCode: 0, compileTime: 0 };
  const data = {
    directory: map.directory,
    callDirectory: map.directory,
    cursorCell: 4,
    systemCallTable: 8,
    linkCell: 12,
  };
  const recompiler = new Recompiler({
    program,
    statistics,
    area,
    map,
    callMap: map,
    data,
    waysOut: trapWay,
    transform: purpose === "transform" ? keepAll : null,
    records: { exec: false, block: purpose === "block", flow: false },
    policy: {
      trustThreshold: () => 1,
      compileAhead: 0,
      isNative: () => false,
      isUnreadable: () => false,
      hasCallouts: () => false,
      calloutsAt: () => [],
      interestIn: () => "none",
    },
    observer: {
      compiled() {},
      forgetting() {},
      failed(error) {
        throw error;
      },
    },
  });
  const { blocks, sites, leads } = recompiler.tables;
  const queue = [...functions];
  const seen = new Set(queue);
  const add = (address) => {
    if (seen.has(address)) return;
    seen.add(address);
    queue.push(address);
  };
  const allocated = [];
  let before = process.memoryUsage().heapUsed;
  let time = 0;
  for (let at = 0; at < queue.length && at < most; ) {
    const from = blocks.end;
    const began = process.cpuUsage();
    const end = Math.min(at + CHUNK, queue.length, most);
    while (at < end) recompiler.obtain(queue[at++]);
    const { user, system } = process.cpuUsage(began);
    time += user + system;
    const after = process.memoryUsage().heapUsed;
    // A collection in between makes the heap smaller.
    if (after > before) allocated.push((after - before) / CHUNK);
    for (let block = from; block < blocks.end; block++) {
      for (let site = blocks.sitesOf(block); site < blocks.sitesEndOf(block); site++) {
        if (sites.kindOf(site) === SiteKind.branch && !sites.hasFlag(site, SiteFlag.exclusive))
          add(sites.targetOf(site));
      }
      for (let lead = blocks.leadsOf(block); lead < blocks.leadsEndOf(block); lead++) add(leads.addressOf(lead));
    }
    before = process.memoryUsage().heapUsed;
  }
  allocated.sort((a, b) => a - b);
  return { recompiler, statistics, time: time / statistics.blocks, allocated: allocated[allocated.length >> 1] };
}

const began = process.cpuUsage();
new ArmIterator();
const results = [];
const kept = [];
for (let round = 0; round < Number(rounds); round++) {
  globalThis.gc();
  const before = process.memoryUsage();
  const { recompiler, statistics, time, allocated } = compile(Number(count));
  globalThis.gc();
  const after = process.memoryUsage();
  kept.push(recompiler);
  const bytes = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  results.push({ ...statistics, time, allocated, kept: bytes / statistics.blocks });
}
const { user, system } = process.cpuUsage(began);
console.log(JSON.stringify({ results, total: user + system }));
