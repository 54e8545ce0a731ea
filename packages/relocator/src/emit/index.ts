import type { ArmWriter } from "@armstalker/arm-writer";
import type { CodeWriter } from "@armstalker/isa";
import type { ThumbWriter } from "@armstalker/thumb-writer";
import { ArmEmitter } from "./arm-emitter.js";
import type { Emitter } from "./emitter.js";
import { ThumbEmitter } from "./thumb-emitter.js";

/** What writes sequences with a writer. */
export const emitterFor = (writer: CodeWriter): Emitter =>
  writer.set === "a32" ? new ArmEmitter(writer as ArmWriter) : new ThumbEmitter(writer as ThumbWriter);
