import { excerpt, type GdbRemoteError } from "./error.js";
import { defaultLimits, type GdbRemoteLimits, limitExceeded } from "./limits.js";
import { Operation } from "./operation.js";

/** The rest of the limits for one document and all that it includes. */
export class DocumentBudget {
  readonly limits: GdbRemoteLimits;
  readonly #what: string;
  readonly #operation: Operation;
  #documents = 0;
  #size = 0;
  #elements = 0;

  /** @param what - the document's name for messages: "target description" */
  constructor(what: string, limits: GdbRemoteLimits = defaultLimits) {
    this.limits = limits;
    this.#what = what;
    this.#operation = new Operation(limits, `reading the ${what}`);
  }

  /** Looks, between two pieces of a document, at its size so far and at the time. @throws {GdbRemoteError} `limit-exceeded` */
  mustHold(size: number): void {
    this.#operation.mustGoOn();
    const sum = this.#size + size;
    if (sum > this.limits.documentSize) throw this.#exceeded("documentSize", `has ${sum} bytes or more`);
  }

  /** @throws {GdbRemoteError} `limit-exceeded` */
  addDocument(size: number): void {
    this.mustHold(size);
    this.#size += size;
  }

  /** @param depth - the number of documents that include this one, each in the one before. @throws {GdbRemoteError} `limit-exceeded` */
  addInclude(name: string, depth: number): void {
    if (depth > this.limits.includeDepth) {
      throw this.#exceeded("includeDepth", `includes "${excerpt(name)}" too deep within other documents`);
    }
    if (++this.#documents > this.limits.documents) throw this.#exceeded("documents", "has too many documents");
  }

  /** Counts an element, or an attribute. @throws {GdbRemoteError} `limit-exceeded` */
  addElement(depth: number): void {
    if (++this.#elements > this.limits.documentElements) {
      throw this.#exceeded("documentElements", "has too many elements and attributes");
    }
    if (depth > this.limits.documentDepth) throw this.#exceeded("documentDepth", "has elements too deep in each other");
  }

  #exceeded(limit: keyof GdbRemoteLimits, how: string): GdbRemoteError {
    return limitExceeded(this.limits, limit, `the stub's ${this.#what} ${how}`);
  }
}
