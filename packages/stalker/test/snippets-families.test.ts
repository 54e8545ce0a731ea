import { describeSnippets } from "./bed/suite.js";
import { families } from "./snippets/families.js";

// Every operation, condition, addressing mode and register of forms that are regular: see snippets.test.ts.

describeSnippets("families of forms", families(), "turns");
