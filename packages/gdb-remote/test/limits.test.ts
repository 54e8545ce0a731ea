// Replies without measure: each limit is reached by a stub that really sends so much, and time is measured where work was not linear.
// What is read out of documents is compared with @rgrove/parse-xml.
import { parseXml, XmlElement } from "@rgrove/parse-xml";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DocumentBudget } from "../src/document-budget.js";
import {
  type ByteStream,
  type ConnectOptions,
  connect,
  defaultLimits,
  describeRegisters,
  GdbRemote,
  type GdbRemoteError,
  type GdbRemoteLimits,
  type StreamEvent,
} from "../src/index.js";
import { parseStopReply } from "../src/stop-reply.js";
import { readTargetDescription } from "../src/target-description.js";
import { type Element, parseDocument } from "../src/xml.js";
import { errorOf } from "./support/codes.js";
import { frame, textOf } from "./support/reference.js";
import { ScriptedClient } from "./support/scripted-client.js";
import type { Script } from "./support/scripted-stub.js";

const scripted = new ScriptedClient();

const play = (rules: NonNullable<Script["rules"]>, options?: ConnectOptions): Promise<GdbRemote> =>
  scripted.play({ rules }, options);

const reply = (packet: string) => [[{ packet }]];

/** Milliseconds that this process computed, however busy the machine is. */
function processorTime(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

/** The limit that an error names. */
function limitOf(error: GdbRemoteError): string | undefined {
  expect(error.code).toBe("limit-exceeded");
  return /limits: \{ (\w+) \}/.exec(error.hint)?.[1];
}

/** A stub in memory, which answers in the moment when it is read. */
class InstantStream implements ByteStream {
  readonly #answer: (packet: string) => string;
  readonly #pieces: string[] = [];

  constructor(answer: (packet: string) => string) {
    this.#answer = answer;
  }

  read(): StreamEvent | { kind: "timeout" } {
    const piece = this.#pieces.shift();
    return piece === undefined ? { kind: "timeout" } : { kind: "bytes", bytes: Buffer.from(piece, "latin1") };
  }

  write(bytes: Uint8Array): { kind: "written" } {
    const packet = /\$([^#]*)#/.exec(textOf(bytes))?.[1];
    if (packet !== undefined) this.#pieces.push(`+${frame(packet === "?" ? "S05" : this.#answer(packet))}`);
    return { kind: "written" };
  }

  listen(): void {}
  pause(): void {}
  close(): void {}
}

function remoteThat(answer: (packet: string) => string, limits: Partial<GdbRemoteLimits> = {}): GdbRemote {
  return new GdbRemote(new InstantStream(answer), { limits, maximumPacketSize: 32 << 20 });
}

describe("documents", () => {
  const describe32 = (documents: Record<string, string>, limits: Partial<GdbRemoteLimits> = {}) =>
    readTargetDescription((name) => Buffer.from(documents[name] ?? ""), { ...defaultLimits, ...limits });

  it("end at the limits of size, elements, depth and includes", () => {
    const nested = (depth: number): string => `${"<a>".repeat(depth)}${"</a>".repeat(depth)}`;
    const chain = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [
        index === 0 ? "target.xml" : `${index}.xml`,
        `<target><xi:include href="${index + 1}.xml"/></target>`,
      ]),
    );
    const cases: [keyof GdbRemoteLimits, Record<string, string>][] = [
      ["documentSize", { "target.xml": `<target>${" ".repeat(5 << 20)}</target>` }],
      ["documentElements", { "target.xml": `<target>${"<a/>".repeat(100_000)}</target>` }],
      [
        "documentElements",
        { "target.xml": `<target ${Array.from({ length: 70_000 }, (_, at) => `a${at}=""`).join(" ")}/>` },
      ],
      ["documentDepth", { "target.xml": `<target>${nested(1000)}</target>` }],
      ["includeDepth", chain],
      [
        "documents",
        { "target.xml": `<target>${'<xi:include href="e.xml"/>'.repeat(70)}</target>`, "e.xml": "<feature/>" },
      ],
      [
        "documentSize",
        {
          "target.xml": `<target>${'<xi:include href="e.xml"/>'.repeat(60)}</target>`,
          "e.xml": `<feature>${" ".repeat(1 << 20)}</feature>`,
        },
      ],
      ["registers", { "target.xml": `<target>${'<reg name="a" bitsize="8"/>'.repeat(5000)}</target>` }],
      ["registerBits", { "target.xml": '<target><reg name="a" bitsize="65537"/></target>' }],
    ];
    for (const [limit, documents] of cases) expect(limitOf(errorOf(() => describe32(documents)))).toBe(limit);
    expect(
      describe32({ "target.xml": `<target>${nested(defaultLimits.documentDepth - 1)}</target>` }).registers,
    ).toEqual([]);
    expect(
      limitOf(errorOf(() => describe32({ "target.xml": `<target>${nested(4)}</target>` }, { documentDepth: 4 }))),
    ).toBe("documentDepth");
  });

  it("take time in proportion to their size: text in elements that are nested, references, unfinished marks", () => {
    const budget = (): DocumentBudget => new DocumentBudget("document", { ...defaultLimits, documentDepth: 2000 });
    const documents = [
      `${"<a>text".repeat(1500)}${"more</a>".repeat(1500)}`,
      `<a>${"&amp;".repeat(100_000)}</a>`,
      `<a>${"<!-- ".repeat(400_000)}</a>`,
      `<a>${"<![CDATA[x]]>".repeat(30_000)}</a>`,
      `<a b="${"&#65;".repeat(100_000)}"/>`,
      `<a${" ".repeat(1 << 20)}`,
      `<${"a".repeat(1 << 20)}`,
    ];
    const before = process.cpuUsage();
    for (const text of documents) {
      try {
        parseDocument(Buffer.from(text), "document", budget());
      } catch (error) {
        expect(error).toMatchObject({ name: "GdbRemoteError", code: "malformed-reply" });
      }
    }
    expect(processorTime(before)).toBeLessThan(3000);
  });

  it("are read as another parser reads them", () => {
    const seed = Number(process.env.ARMSTALKER_SEED ?? Date.now() % 0x7fffffff);
    console.log(`limits: ARMSTALKER_SEED=${seed}`);
    const name = fc.constantFrom("a", "reg", "xi:include", "b-1.c", "_x");
    const space = fc.constantFrom("", " ", "\n\t");
    const text = fc
      .array(
        fc.constantFrom(
          "x",
          " ",
          "é",
          "&lt;",
          "&amp;",
          "&#65;",
          "&#x20AC;",
          "]",
          '"',
          ">",
          "\n",
          "<!-- c -->",
          "<![CDATA[<&]]>",
          "<?pi x?>",
        ),
        {
          maxLength: 5,
        },
      )
      .map((parts) => parts.join(""));
    const attribute = fc
      .tuple(name, space, space, fc.constantFrom('""', "'1'", '"a&gt;b\tc"', "'\"'"))
      .map(([key, before, after, value]) => ({ key, text: `${key}${before}=${after}${value}` }));
    const { element } = fc.letrec<{ element: string }>((tie) => ({
      element: fc
        .tuple(
          name,
          fc.uniqueArray(attribute, { maxLength: 3, selector: ({ key }) => key }),
          space,
          fc.array(fc.oneof({ maxDepth: 4 }, text, tie("element")), { maxLength: 3 }),
        )
        .map(([tag, attributes, gap, inner]) => {
          const start = `<${tag}${attributes.map((one) => ` ${one.text}`).join("")}${gap}`;
          return inner.length === 0 ? `${start}/>` : `${start}>${inner.join("")}</${tag}${gap}>`;
        }),
    }));
    const head = fc.constantFrom("", '<?xml version="1.0"?>', '<!DOCTYPE target SYSTEM "gdb-target.dtd">\n', "\ufeff");
    const simplify = (one: XmlElement): Element => ({
      name: one.name,
      attributes: one.attributes,
      children: one.children.filter((child): child is XmlElement => child instanceof XmlElement).map(simplify),
      text: one.children.map((child) => (child instanceof XmlElement || !("text" in child) ? "" : child.text)).join(""),
    });
    const parse = (document: string): unknown => {
      try {
        return JSON.parse(
          JSON.stringify(parseDocument(Buffer.from(document), "document", new DocumentBudget("document"))),
        );
      } catch (error) {
        return (error as GdbRemoteError).code;
      }
    };
    const reference = (document: string): unknown => {
      try {
        return JSON.parse(JSON.stringify(simplify(parseXml(document).root!)));
      } catch {
        return "malformed-reply";
      }
    };
    fc.assert(
      fc.property(head, element, fc.nat(), fc.nat(4), (before, body, where, cut) => {
        const document = `${before}${body}`;
        expect(parse(document)).toEqual(reference(document));
        // What a cut leaves means the same to both, unless the other one refuses it.
        const at = where % document.length;
        const broken = document.slice(0, at) + document.slice(at + cut);
        const wanted = reference(broken);
        // It takes the digits of a number without its semicolon for a whole one.
        const hasOpenNumber = /&#(?:x[\da-f]*[^\da-f;]|\d*[^\dx;])/i.test(broken);
        if (wanted !== "malformed-reply" && !hasOpenNumber) expect(parse(broken)).toEqual(wanted);
      }),
      { seed, numRuns: 1000 },
    );
  });

  it("refuse what is not read: references to anything else, declarations, text outside, two roots", () => {
    for (const text of [
      "<a>&bomb;</a>",
      "<a>&</a>",
      "<a>&#0;</a>",
      "<a>&#x110000;</a>",
      "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>",
    ]) {
      expect(errorOf(() => parseDocument(Buffer.from(text), "document", new DocumentBudget("document"))).code).toBe(
        "malformed-reply",
      );
    }
    for (const text of [
      "",
      "<a/><b/>",
      "x<a/>",
      "<a/>x",
      "<a></b>",
      "<a",
      "<a b>",
      "<a b=c/>",
      '<a b="<"/>',
      '<a b="" b=""/>',
      "<a/",
      "</a>",
    ]) {
      expect(errorOf(() => parseDocument(Buffer.from(text), "document", new DocumentBudget("document"))).code).toBe(
        "malformed-reply",
      );
    }
  });
});

describe("over the wire", () => {
  it("a description without end is refused while it comes", async () => {
    const steps = [[{ packet: `m<target>${"<a/>".repeat(12_000)}` }], [{ packet: `m${"<a/>".repeat(12_000)}` }]];
    await scripted.stub.play({
      rules: { "qSupported*": reply("PacketSize=10000;qXfer:features:read+"), "qXfer:features*": steps },
    });
    expect(limitOf(errorOf(() => connect(scripted.stub.path)))).toBe("documentSize");
    expect(limitOf(errorOf(() => connect(scripted.stub.path, { limits: { documentSize: 100_000 } })))).toBe(
      "documentSize",
    );
  });

  it("objects and files end at their size, or at the time of an operation, and the connection stays", async () => {
    const target = await play(
      {
        "qXfer:auxv*": reply(`m${"x".repeat(300)}`),
        "qXfer:slow*": reply("mx"),
        "vFile:open*": reply("F5"),
        "vFile:pread*": reply(`F100;${"x".repeat(256)}`),
        "vFile:close*": reply("F0"),
        "m1000,1": reply("2a"),
        "m*": reply("00"),
      },
      { limits: { objectSize: 10_000, fileSize: 10_000, operationTime: 200 } },
    );
    expect(limitOf(errorOf(() => target.readObject("auxv")))).toBe("objectSize");
    expect(limitOf(errorOf(() => target.files.readFile("/endless")))).toBe("fileSize");
    const start = performance.now();
    expect(["objectSize", "operationTime"]).toContain(limitOf(errorOf(() => target.readObject("slow"))));
    expect(limitOf(errorOf(() => target.readMemory(0x2000, 1 << 20)))).toBe("operationTime");
    expect(performance.now() - start).toBeLessThan(20_000);
    expect([...target.readMemory(0x1000, 1)]).toEqual([0x2a]);
    expect(target.state).toBe("stopped");
  });

  it("lists of threads, features and stops have so many entries", () => {
    const many = `m${Array.from({ length: 2000 }, (_, index) => index.toString(16)).join(",")}`;
    const endless = remoteThat((packet) => (packet.endsWith("ThreadInfo") ? many : ""));
    expect(limitOf(errorOf(() => endless.threads()))).toBe("threads");
    const few = remoteThat((packet) => (packet.endsWith("ThreadInfo") ? many : ""), { threads: 100 });
    expect(limitOf(errorOf(() => few.threads()))).toBe("threads");
    const features = (): GdbRemote =>
      remoteThat((packet) => (packet.startsWith("qSupported") ? "a+;".repeat(20_000) : ""));
    expect(limitOf(errorOf(features))).toBe("entries");
    expect(limitOf(errorOf(() => parseStopReply(`W00${";".repeat(16 << 20)}`, "c")))).toBe("entries");
    expect(limitOf(errorOf(() => parseStopReply(`T05${"1:00;".repeat(20_000)}`, "c")))).toBe("entries");
    const limit = 40;
    expect(
      limitOf(errorOf(() => parseStopReply(`T05${"1:00;".repeat(50)}`, "c", { ...defaultLimits, entries: limit }))),
    ).toBe("entries");
  });
});

describe("a packet of 4,096 registers that the stub does not know", () => {
  it("is read in time that is proportional to its size", () => {
    const size = 128;
    const count = 4096;
    const description = describeRegisters(
      Array.from({ length: count }, (_, number) => ({ name: `r${number}`, number, bits: 8 * size })),
    );
    const text = "x".repeat(2 * size * count);
    const stream = new InstantStream((packet) => (packet === "g" ? text : ""));
    const target = new GdbRemote(stream, { description, maximumPacketSize: 4 << 20 });
    const before = process.cpuUsage();
    const values = target.readRegisters();
    expect(processorTime(before)).toBeLessThan(2000);
    expect([values.names.length, values.isComplete]).toEqual([0, false]);
    const mixed = remoteWith(description, `${"00".repeat(size)}${"x".repeat(2 * size)}`);
    expect(mixed.readRegisters().names).toEqual(["r0"]);
    const half = remoteWith(description, `${"00".repeat(size - 1)}xx`);
    expect(errorOf(() => half.readRegisters()).code).toBe("unexpected-reply");
  });

  function remoteWith(description: ReturnType<typeof describeRegisters>, text: string): GdbRemote {
    return new GdbRemote(new InstantStream((packet) => (packet === "g" ? text : "")), { description });
  }
});

describe("limits", () => {
  it("are refused where they are none", () => {
    for (const limits of [{ threads: 0 }, { threads: 1.5 }, { threads: "1" }, { objectSize: 2 ** 31 }, { theads: 5 }]) {
      expect(errorOf(() => remoteThat(() => "", limits as never)).code).toBe("invalid-argument");
    }
    expect(remoteThat(() => "", { threads: undefined as never }).state).toBe("stopped");
  });
});
