import { describeVectors } from "@armstalker/writer-suite";
import { fullAsm, ThumbWriter } from "../src/index.js";

describeVectors("ThumbWriter", { set: "t32", create: (options) => new ThumbWriter(options), fullAsm });
