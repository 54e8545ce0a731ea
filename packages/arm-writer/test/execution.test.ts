import { describeWriter } from "@armstalker/writer-suite";
import { ArmWriter } from "../src/index.js";

describeWriter("ArmWriter", { set: "a32", create: (options) => new ArmWriter(options) });
