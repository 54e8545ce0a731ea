/**
 * A variant of the engine, built from the recompiler, slabs and a target: counts how often control goes from one block to another, as fuzzers want it.
 * Each block adds to a table in the program's memory, by itself: index(block) ^ index(block before) >> 1.
 */
import { pathToFileURL } from "node:url";
import { addressOf, type CodeAddress, codeAddress, setOf } from "@armstalker/isa";
import {
  CodeArea,
  fillRoutine,
  IndirectMap,
  LEAF_BYTES,
  Recompiler,
  type TransformIterator,
  trapWay,
} from "@armstalker/recompiler";
import { DataSlab } from "@armstalker/slab-allocator";
import {
  ADDRESS_SPACE,
  CPSR,
  CPSR_T,
  GdbTarget,
  isEnd,
  KERNEL_HELPERS,
  PC,
  ProgramMemory,
  R7,
  Signal,
  type StopDecision,
  SystemCall,
  type TargetEnd,
  TargetMemory,
  type TargetStop,
} from "@armstalker/target";

/** Counters of the table, each a word. */
export const EDGES: number = 1 << 14;
/** The word before the table holds the index of the block before, halved. */
const TABLE = 4;

/** The index of a block, by its address with the instruction set in bit 0. */
export const indexOf = (block: number): number => Math.imul(block, 0x9e3779b1) >>> 18;

/** Runs a program from where it stands to its end. Returns the counters, and how it ended. */
export async function countEdges(target: GdbTarget): Promise<{ counters: Uint32Array; end: TargetEnd }> {
  const thread = target.mainThread;
  if (target.pageSize < LEAF_BYTES) target.allocate(LEAF_BYTES - target.pageSize, "---", target.pageSize);
  const program = new ProgramMemory(target);
  const memory = new TargetMemory(target);
  const area = new CodeArea(memory, { size: 8 << 20, largestBlock: 32 << 10 });
  const near = { near: area.address, from: 0, to: ADDRESS_SPACE };
  const table = DataSlab.allocate(memory, { size: TABLE + 4 * EDGES, near });
  const cells = DataSlab.allocate(memory, { size: target.pageSize, near });
  let fill = 0;
  const map = new IndirectMap(memory, area.address, (at, first, count) =>
    target.call(thread, fill, [at, first, count]),
  );
  fill = area.append(fillRoutine()) + 1;
  area.flush();

  function count(iterator: TransformIterator): void {
    const first = iterator.next();
    const { asm } = iterator;
    if (first !== null && iterator.memoryAccess === "open") {
      const index = indexOf(codeAddress(first.address, iterator.set));
      iterator.putPushRegs(["r0", "r1", "r2"]);
      iterator.putLdrRegU32("r0", table.base);
      iterator.putLdrRegRegOffset("r1", "r0", 0);
      iterator.putLdrRegU32("r2", 4 * index);
      asm.eor("r1", "r1", "r2"); // no flags change
      iterator.putLdrRegU32("r2", 4 * (index >>> 1));
      iterator.putStrRegRegOffset("r2", "r0", 0);
      asm.add("r0", "r0", "r1");
      iterator.putLdrRegRegOffset("r2", "r0", TABLE);
      asm.add("r2", "r2", 1);
      iterator.putStrRegRegOffset("r2", "r0", TABLE);
      iterator.putPopRegs(["r0", "r1", "r2"]);
    }
    for (let at = first; at !== null; at = iterator.next()) iterator.keep();
  }

  const recompiler = new Recompiler({
    program,
    area,
    map,
    callMap: map,
    data: {
      directory: map.directory,
      callDirectory: map.directory,
      cursorCell: cells.base,
      systemCallTable: cells.base,
      linkCell: cells.base + 1024,
    },
    waysOut: trapWay,
    records: { exec: false, block: false, flow: false },
    transform: count,
    policy: {
      trustThreshold: () => 1,
      compileAhead: 0,
      isNative: () => false,
      isUnreadable: (address) => address >= KERNEL_HELPERS.start,
      hasCallouts: () => false,
      calloutsAt: () => [],
      interestIn: () => "stop",
    },
    observer: {
      compiled: () => {},
      forgetting: () => {},
      failed: (error) => {
        throw error;
      },
    },
    statistics: { blocks: 0, bytesOfSource: 0, bytesOfCode: 0, compileTime: 0 },
  });
  const { blocks } = recompiler.tables;
  let counters = new Uint32Array(EDGES);

  /** Has the thread go on at an address of generated code, in its instruction set. */
  function goTo(code: CodeAddress): void {
    const cpsr = target.readRegister(thread, CPSR);
    target.writeRegister(thread, CPSR, setOf(code) === "a32" ? cpsr & ~CPSR_T : cpsr | CPSR_T);
    target.writeRegister(thread, PC, addressOf(code));
  }

  /** Before a system call: the counters are read before the program ends, and code that may change is compiled anew. */
  function callSystem(svc: number): void {
    const [r0, r1] = [target.readRegister(thread, 0), target.readRegister(thread, 1)];
    const number = target.readRegister(thread, R7);
    if (number === SystemCall.exit_group) {
      const { buffer, byteOffset, length } = target.readMemory(table.base + TABLE, 4 * EDGES).slice();
      counters = new Uint32Array(buffer, byteOffset, length / 4);
    } else if (number === SystemCall.munmap || number === SystemCall.mprotect || number === SystemCall.mmap2) {
      program.forgetMappings();
      recompiler.invalidate(r0, Math.min(r0 + r1, ADDRESS_SPACE));
    } else if (number === SystemCall.cacheflush) recompiler.invalidate(r0, r1);
    target.writeRegister(thread, PC, svc);
  }

  /** Goes on after a way out of generated code. Returns false if the stop is none. */
  function goOn(stop: TargetStop): boolean {
    const pc = target.readRegister(thread, PC);
    const set = (target.readRegister(thread, CPSR) & CPSR_T) === 0 ? "a32" : "t32";
    const site = recompiler.siteAt(pc);
    program.forgetChanging();
    if (stop.kind === "trap" && site?.kind === "branch") {
      const block = recompiler.obtain(site.target, site.exclusive ? blocks.depthOf(site.block) + 1 : 0);
      recompiler.tryLink(site, block);
      goTo(blocks.codeOf(block));
    } else if (stop.kind === "trap" && site?.kind === "system-call") callSystem(site.svc);
    else if (stop.kind === "signal" && stop.signal === Signal.SEGV) {
      const missed = map.missed(pc, set);
      if (missed !== -1) {
        const block = recompiler.obtain(missed);
        map.set(missed, blocks.codeOf(block));
        goTo(blocks.codeOf(block));
      } else if (site?.kind === "lookup") {
        target.writeRegister(thread, site.leaf, map.leaf(target.readRegister(thread, site.target)));
      } else return false;
    } else return false;
    area.flush();
    map.flush();
    return true;
  }

  const start = codeAddress(
    target.readRegister(thread, PC),
    (target.readRegister(thread, CPSR) & CPSR_T) === 0 ? "a32" : "t32",
  );
  goTo(blocks.codeOf(recompiler.obtain(start)));
  area.flush();
  map.flush();
  target.stopHandler = (stop): StopDecision => {
    if (isEnd(stop)) return { action: "stay" };
    if (goOn(stop)) return { action: "resume" };
    return stop.kind === "signal" ? { action: "resume", signal: stop.signal } : { action: "stay" };
  };
  const end = await target.resume();
  if (!isEnd(end)) throw new Error(`the program has stopped: ${end.kind}`);
  return { counters, end };
}

async function main(args: readonly string[]): Promise<void> {
  const [file, ...rest] = args;
  if (file === undefined) throw new Error("usage: edge-counter PROGRAM [ARGUMENT…]");
  const { counters, end } = await countEdges(await GdbTarget.spawn(file, rest));
  const used = counters.filter((counter) => counter > 0);
  const sum = used.reduce((total, counter) => total + counter, 0);
  console.error(`${used.length} edges, taken ${sum} times; ${JSON.stringify(end)}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main(process.argv.slice(2));
