import type { EncoderOf } from "./codec.js";
import { elementMemoryEncoder } from "./element-memory.js";
import { fixedOptionEncoder, optionEncoder } from "./option.js";
import {
  byteEncoder,
  byteMaskEncoder,
  floatEncoder,
  fromEncoder,
  sameEncoder,
  zeroEncoder,
} from "./vector-immediate.js";
import { laneListEncoder } from "./vector-list.js";
import { laneEncoder, nextSingleEncoder } from "./vector-register.js";
import { scalarEncoder } from "./vector-scalar.js";

/** @internal The encoders that only Advanced SIMD and VFP arithmetic and moves have; docs/rows.md explains each. */
export const vectorEncoders: Readonly<Record<string, EncoderOf>> = {
  Snext: nextSingleEncoder,
  lane: laneEncoder,
  fpscr: fixedOptionEncoder,
  fpreg: optionEncoder,
  slane: scalarEncoder,
  lane0: scalarEncoder,
  lanes: laneListEncoder,
  elements: elementMemoryEncoder,
  vfpfloat: floatEncoder,
  simdfloat: floatEncoder,
  zero: zeroEncoder,
  from: fromEncoder,
  byte8: byteEncoder,
  byte32: byteEncoder,
  byte16: byteEncoder,
  byteones: byteEncoder,
  bytemask: byteMaskEncoder,
  sameS: sameEncoder,
  sameD: sameEncoder,
};
