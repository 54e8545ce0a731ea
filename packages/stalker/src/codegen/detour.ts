import { ArmWriter } from "@armstalker/arm-writer";
import type { InstructionSet } from "@armstalker/isa";
import { ArmRelocator, RelocationError, ThumbRelocator } from "@armstalker/relocator";
import { ThumbWriter } from "@armstalker/thumb-writer";

/** Bytes of a detour, at most: an IT block and what its instructions become. */
export const LONGEST_DETOUR = 256;

/**
 * Code that does what the first instruction at an address does, or an IT block there, and goes on behind it.
 *
 * @param address - without an instruction set bit
 * @param at - the address of the new code, a multiple of 4
 * @throws {RelocationError} where that cannot be moved
 */
export function detour(
  set: InstructionSet,
  read: (address: number, size: number) => Uint8Array,
  address: number,
  at: number,
): Uint8Array {
  const source = { read, address };
  const writer = set === "a32" ? new ArmWriter({ pc: at }) : new ThumbWriter({ pc: at });
  const relocator = writer instanceof ArmWriter ? new ArmRelocator(source, writer) : new ThumbRelocator(source, writer);
  const size = relocator.readOne();
  if (size === 0) {
    throw new RelocationError(
      "undefined-instruction",
      address,
      read(address, 4),
      "there is no instruction to go around",
    );
  }
  relocator.writeAll();
  writer.putBranchAddress(address + size + (set === "t32" ? 1 : 0));
  writer.flush();
  return writer.toBytes();
}
