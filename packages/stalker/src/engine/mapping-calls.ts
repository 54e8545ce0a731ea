import type { MemoryRange } from "@armstalker/slab-allocator";
import {
  MAP_FIXED,
  MAP_FIXED_NOREPLACE,
  MREMAP_FIXED,
  MREMAP_MAYMOVE,
  SystemCall,
  type Target,
  viewOf,
} from "@armstalker/target";

const ARGUMENT_BYTES = 24;
/** Flags of mprotect: the protection of the whole mapping changes, from an end of the range on. */
const PROT_GROWS = 0x3000000;
const R2 = 2;

/**
 * The arguments of a system call that changes mappings, from the address and the size on: r0 to r5, or for the old mmap six words in memory. Null if that
 * memory cannot be read: the call fails.
 *
 * @param core - r0 to r15, at the call
 */
function mappingArguments(target: Target, number: number, core: Uint32Array): Uint32Array | null {
  if (number !== SystemCall.mmap) return core.slice(0, 6);
  const bytes = target.readSome(core[0]!, ARGUMENT_BYTES);
  if (bytes.length < ARGUMENT_BYTES) return null;
  const view = viewOf(bytes);
  return Uint32Array.from({ length: 6 }, (_, index) => view.getUint32(4 * index, true));
}

/** The memory that a system call unmaps or maps something over, if it succeeds. Empty for other calls. */
export function unmappedRanges(target: Target, number: number, core: Uint32Array): MemoryRange[] {
  switch (number) {
    case SystemCall.munmap:
      return [{ base: core[0]!, size: core[1]! }];
    case SystemCall.mmap:
    case SystemCall.mmap2: {
      const values = mappingArguments(target, number, core);
      if (values === null) return [];
      const [base, size, , flags] = values as unknown as [number, number, number, number];
      return (flags & MAP_FIXED) !== 0 && (flags & MAP_FIXED_NOREPLACE) === 0 ? [{ base, size }] : [];
    }
    case SystemCall.mremap: {
      const [base, size, newSize, flags, newBase] = core as unknown as [number, number, number, number, number];
      const moves = (flags & MREMAP_MAYMOVE) !== 0 && (newSize > size || (flags & MREMAP_FIXED) !== 0);
      if (!moves) return newSize < size ? [{ base: base + newSize, size: size - newSize }] : [];
      const from = { base, size };
      return (flags & MREMAP_FIXED) !== 0 ? [from, { base: newBase, size: newSize }] : [from];
    }
    default:
      return [];
  }
}

/**
 * The memory whose code or protection a system call may change, whole pages counted. Null if the arguments cannot be read: the call fails.
 *
 * @param core - r0 to r15, at the call
 */
export function changedRanges(target: Target, number: number, core: Uint32Array): MemoryRange[] | null {
  const values = mappingArguments(target, number, core);
  if (values === null) return null;
  const [base, size] = values as unknown as [number, number];
  const named = base === 0 ? [] : [{ base, size }];
  // `mremap` names a second range: the one that it maps the memory over.
  const ranges = [...named, ...unmappedRanges(target, number, core)];
  return ranges.map((range) => ({ base: range.base, size: Math.max(range.size, target.pageSize) }));
}

/**
 * True for a call that changes mappings nowhere but in {@link changedRanges} and where nothing was mapped. False where a range begins at address 0, which `changedRanges` leaves out.
 *
 * @param core - r0 to r15, at the call
 */
export function changesNamedRangesOnly(number: number, core: Uint32Array): boolean {
  switch (number) {
    case SystemCall.mmap:
    case SystemCall.mmap2:
    case SystemCall.munmap:
      return true;
    case SystemCall.mremap:
      return core[0] !== 0;
    case SystemCall.mprotect:
    case SystemCall.pkey_mprotect:
      return core[0] !== 0 && (core[R2]! & PROT_GROWS) === 0;
    default:
      return false;
  }
}
