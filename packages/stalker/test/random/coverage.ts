const KERNEL_HELPERS = 0xffff0000;

/**
 * Where coverage differs from what the emulator's log has, in words; a few of these.
 *
 * @param executed - addresses of instructions, bit 0 set: T32; the last one ends the program
 * @param covered - starts of blocks, with that bit, and ends
 * @param loads - addresses of exclusive loads: what follows one up to its store counts with it
 */
export function coverageMistakes(executed: Uint32Array, covered: Uint32Array, loads: ReadonlySet<number>): string[] {
  // The kernel's helpers run natively.
  const rest = new Set(executed.filter((address) => address < KERNEL_HELPERS));
  const theEnd = executed.at(-1)!;
  const mistakes: string[] = [];
  for (let at = 0; at < covered.length; at += 2) {
    const [start, end] = [covered[at]!, covered[at + 1]!];
    const set = start & 1;
    let last = -1;
    let hasLoad = false;
    if (!hasExecuted(executed, start)) mistakes.push(`0x${start.toString(16)} was not executed`);
    for (let address = start; address - set < end; address += 2) {
      if (!rest.has(address) && !hasExecuted(executed, address)) continue;
      rest.delete(address);
      hasLoad ||= loads.has(address - set) || loads.has(address);
      last = address - set;
    }
    const endsThere = theEnd >= start && theEnd < end;
    if (last < end - 4 && !hasLoad && !endsThere)
      mistakes.push(`0x${start.toString(16)} was not executed to its end 0x${end.toString(16)}`);
  }
  for (const address of rest) mistakes.push(`0x${address.toString(16)} was executed`);
  return mistakes.slice(0, 10);
}

const sets = new WeakMap<Uint32Array, Set<number>>();

function hasExecuted(executed: Uint32Array, address: number): boolean {
  let known = sets.get(executed);
  if (known === undefined) {
    known = new Set(executed);
    sets.set(executed, known);
  }
  return known.has(address);
}
