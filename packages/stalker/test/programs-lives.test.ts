// Threads, children, signals and ends of followed programs. Not covered: children that are followed, kernels other than qemu-user's.
import { programSuite } from "./programs/suite.js";
import { livesAndDeaths } from "./programs/table.js";

programSuite("lives and deaths", livesAndDeaths);
