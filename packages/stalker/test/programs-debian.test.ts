// Debian's programs, followed. Not covered: threads other than the first.
import { programSuite } from "./programs/suite.js";
import { debianPrograms } from "./programs/table.js";

programSuite("programs of Debian", debianPrograms);
