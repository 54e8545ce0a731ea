import { describeVectors } from "@armstalker/writer-suite";
import { ArmWriter, fullAsm } from "../src/index.js";

describeVectors("ArmWriter", { set: "a32", create: (options) => new ArmWriter(options), fullAsm });
