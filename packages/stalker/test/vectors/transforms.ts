import type { Stalker, StalkerIterator, Transformer } from "../../src/index.js";
import { StalkerThumbIterator } from "../../src/index.js";

/** What a transformer of upstream's tests counts and finds wrong. */
export interface Notes {
  readonly counters: Record<string, number>;
  readonly faults: string[];
}

/** Keeps all that is left of a block. */
export function keepAll(iterator: StalkerIterator): void {
  while (iterator.next() !== null) iterator.keep();
}

function put(iterator: StalkerIterator, { word, size }: { readonly word: number; readonly size: number }): void {
  if (iterator instanceof StalkerThumbIterator && size === 4) iterator.putInstructionWide(word >>> 16, word & 0xffff);
  else iterator.putInstruction(word);
}

/** A callout before a word of code: checks what it is told, then changes r0. */
function calloutBefore(word: number, size: 2 | 4, r0: number, notes: Notes): Transformer {
  return (iterator) => {
    for (let one = iterator.next(); one !== null; one = iterator.next()) {
      if (one.word === word) {
        iterator.putCallout((context) => {
          notes.counters.callouts = (notes.counters.callouts ?? 0) + 1;
          if (context.r0 !== 2) notes.faults.push(`r0 is ${context.r0}`);
          const bytes = context.memory.read(context.pc, size);
          const found = bytes.reduceRight((value, byte) => value * 256 + byte, 0);
          if (found !== word) notes.faults.push(`at pc is 0x${found.toString(16)}`);
          context.r0 = r0;
        });
      }
      iterator.keep();
    }
  };
}

/** Keeps some instructions of a block, unfollows, and leaves the rest; keeps other blocks. */
function unfollowIn(block: number, kept: number, stalker: () => Stalker): Transformer {
  let index = 0;
  return (iterator) => {
    if (index++ !== block) {
      keepAll(iterator);
      return;
    }
    for (let count = 0; count < kept && iterator.next() !== null; count++) iterator.keep();
    stalker().unfollow();
  };
}

/** The transformer of each of upstream's tests that has one. */
export const transforms: Readonly<Record<string, (notes: Notes, stalker: () => Stalker) => Transformer>> = {
  custom_transformer: () => (iterator) => {
    for (let one = iterator.next(); one !== null; one = iterator.next()) {
      iterator.keep();
      if (one.mnemonic === "add") put(iterator, one);
    }
  },
  arm_callout: (notes) => calloutBefore(0xe1a0f00e, 4, 42, notes),
  thumb_callout: (notes) => calloutBefore(0xbd00, 2, 24, notes),
  arm_transformer_should_be_able_to_replace_call_with_callout: () => {
    let seen = 0;
    return (iterator) => {
      for (let one = iterator.next(); one !== null; one = iterator.next()) {
        if (seen++ === 4) iterator.putCallout((context) => (context.r0 = 0xc001));
        else iterator.keep();
      }
    };
  },
  arm_transformer_should_be_able_to_replace_jumpout_with_callout: () => (iterator) => {
    for (let one = iterator.next(); one !== null; one = iterator.next()) {
      if (one.mnemonic === "b") {
        iterator.putCallout((context) => (context.r0 = 0xc001));
        iterator.putChainingReturn();
      } else {
        iterator.keep();
      }
    }
  },
  unfollow_should_be_allowed_before_first_transform: (_, stalker) => unfollowIn(0, 0, stalker),
  unfollow_should_be_allowed_mid_first_transform: (_, stalker) => unfollowIn(0, 1, stalker),
  unfollow_should_be_allowed_after_first_transform: (_, stalker) => unfollowIn(0, Number.POSITIVE_INFINITY, stalker),
  unfollow_should_be_allowed_before_second_transform: (_, stalker) => unfollowIn(1, 0, stalker),
  unfollow_should_be_allowed_mid_second_transform: (_, stalker) => unfollowIn(1, 1, stalker),
  unfollow_should_be_allowed_after_second_transform: (_, stalker) => unfollowIn(1, Number.POSITIVE_INFINITY, stalker),
  arm_exclusive_load_store_should_not_be_disturbed: countComparisons,
  thumb_exclusive_load_store_should_not_be_disturbed: countComparisons,
};

function countComparisons(notes: Notes): Transformer {
  notes.counters.cmpCallouts = 0;
  return (iterator) => {
    const { memoryAccess } = iterator;
    for (let one = iterator.next(); one !== null; one = iterator.next()) {
      iterator.keep();
      if (one.mnemonic === "cmp" && memoryAccess === "open") {
        iterator.putCallout(() => {
          notes.counters.cmpCallouts = notes.counters.cmpCallouts! + 1;
        });
      }
    }
  };
}
