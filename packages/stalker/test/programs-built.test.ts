// Programs of compilers' and the C library's making, followed. Not covered: threads other than the first.
import { programSuite } from "./programs/suite.js";
import { builtPrograms } from "./programs/table.js";

programSuite("programs that compilers make", builtPrograms);
