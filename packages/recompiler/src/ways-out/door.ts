import { type Address, addressOf, type CodeAddress } from "@armstalker/isa";
import type { CodeArea } from "../code-area.js";
import { putWordIn, type SetWords } from "../words.js";
import { leadConditional } from "./trap.js";
import type { BranchPlace, WaysOut } from "./ways-out.js";

/** Bytes of a door, and of a branch's word. */
const DOOR = 8;
const WORD = 4;
/** Bytes of a page as a power of 2: an emulator chains direct branches within one only, and any other costs what a slot does. */
const PAGE_BITS = 12;
/** How far BL reaches in T32 (BLX T2, A8.8.25), the shorter of both sets, in bytes. */
const REACH = 1 << 24;

/**
 * Leaves by a door, which changes no register, flag or memory of the program:
 *
 *     mcr p15, 0, lr, c13, c0, 2; bl exit         `blx exit` in T32
 *
 * LR is kept in TPIDRURW, a register of the thread that nothing else uses, and then tells which door it is. A branch is one word in its block, and links are data:
 *
 *     b code                      linked before it was settled, in the same instruction set, unless it is watched and leaves its page
 *     ldr pc, [slot]              any other: the slot holds the address of code, or of the branch's door
 *     b relay; relay: ldr pc, [slot]      where no slot is in reach
 *
 * The area must have slots. Until it is settled, a branch that is not linked is a trap.
 *
 * @param exit - of A32 code in reach of the area, which LR leads back from
 */
export function doorWay(exit: Address): WaysOut {
  const putDoor = (into: Uint8Array, at: number, address: number, words: SetWords): void => {
    const call = address + WORD;
    if (Math.abs(exit - call) >= REACH) throw new RangeError("the exit is out of reach of a door");
    putWordIn(into, at, words.keepLr);
    putWordIn(into, at + WORD, words.callA32(call, exit));
  };

  const scratch = new Uint8Array(DOOR);

  return {
    largestBranch: WORD,
    branchSize: WORD,
    exchangeAlignment: 2,
    settledSize: DOOR + WORD,
    stopSize: DOOR,

    putStop: putDoor,

    putBranch(into: Uint8Array, at: number, _address: number, words: SetWords): number {
      putWordIn(into, at, words.paddedTrap);
      return WORD;
    },

    link(area: CodeArea, place: BranchPlace, code: CodeAddress): void {
      const { words, address, slot } = place;
      if (slot !== 0) area.patch(slot, code);
      else if (isPlain(place, code)) {
        const to = addressOf(code);
        area.patch(address, words.branch(address, to));
        leadConditional(area, place, to);
      }
      // Any other gets a slot when it is settled.
    },

    unlink(area: CodeArea, place: BranchPlace): void {
      const { words, address, slot, door } = place;
      if (slot === 0) {
        area.patch(address, words.paddedTrap);
        leadConditional(area, place, address);
      } else if (door !== 0) area.patch(slot, door + words.setBit);
    },

    settle(area: CodeArea, place: BranchPlace, code: CodeAddress | 0): void {
      const { words, address } = place;
      if (code !== 0 && place.slot === 0 && isPlain(place, code)) return;
      const needsDoor = place.door === 0 && (code === 0 || place.isWatched);
      if (code !== 0 && place.slot !== 0 && !needsDoor) return;
      const part = area.partAt(address);
      if (needsDoor) {
        putDoor(scratch, 0, area.addressIn(part), words);
        place.door = area.append(scratch, DOOR, part);
      }
      if (place.slot === 0 && !takeSlot(area, place)) putRelay(area, place, part);
      area.patch(place.slot, code === 0 ? place.door + words.setBit : code);
    },
  };
}

/** True for a branch that leads to code by one instruction, which is not changed again. */
function isPlain({ words, address, isWatched }: BranchPlace, code: CodeAddress): boolean {
  if ((code & 1) !== words.setBit) return false;
  return !isWatched || address >>> PAGE_BITS === code >>> PAGE_BITS;
}

/** Has a branch go by a slot, if one is in its reach. */
function takeSlot(area: CodeArea, place: BranchPlace): boolean {
  const { words, address } = place;
  place.slot = area.takeSlot(address);
  if (place.slot === 0) return false;
  area.patch(address, words.jumpByWord(address, place.slot));
  return true;
}

/** Has a branch go by a slot that is in reach of the end of its part's code. */
function putRelay(area: CodeArea, place: BranchPlace, part: number): void {
  const { words, address } = place;
  place.slot = area.takeSlot(area.addressIn(part));
  if (place.slot === 0) {
    area.startRun(part);
    place.slot = area.takeSlot(area.addressIn(part));
  }
  if (place.slot === 0) throw new Error("there is no room for slots, which was promised");
  const relay = area.addressIn(part);
  const bytes = new Uint8Array(WORD);
  putWordIn(bytes, 0, words.jumpByWord(relay, place.slot));
  area.append(bytes, WORD, part);
  place.relay = relay;
  area.patch(address, words.branch(address, relay));
}
