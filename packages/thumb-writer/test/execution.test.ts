import { describeWriter } from "@armstalker/writer-suite";
import { ThumbWriter } from "../src/index.js";

describeWriter("ThumbWriter", { set: "t32", create: (options) => new ThumbWriter(options) });
