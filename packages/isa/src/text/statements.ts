import { assemblyError, type TextPlace } from "./assembly-error.js";
import { Cursor } from "./cursor.js";

/** @internal One statement of a source text: labels, and an instruction or a directive, or neither. */
export interface Statement {
  readonly labels: readonly { readonly name: string; readonly place: TextPlace }[];
  /** In lower case, empty if there is none. */
  readonly mnemonic: string;
  readonly place: TextPlace;
  /** Behind the mnemonic. */
  readonly cursor: Cursor;
}

/** Comments become spaces, so that columns stay; `;` outside of texts ends a statement. */
function withoutComments(source: string): string {
  // A text in quotes, or a comment: `@ …`, `// …`, `/* … */`, and `# …` where a line begins.
  return source.replace(
    /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^\\\n])'?|@[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/|^[ \t]*#[^\n]*/gm,
    (found) => (found[0] === '"' || found[0] === "'" ? found : found.replace(/[^\n]/g, " ")),
  );
}

const LABEL = /[A-Za-z_.$][\w.$]*(?=\s*:)|\d+(?=\s*:)/y;
const MNEMONIC = /[A-Za-z_.][\w.]*/y;

function statementOf(text: string, place: TextPlace): Statement {
  const cursor = new Cursor(text, place);
  const labels = [];
  for (;;) {
    cursor.skipSpace();
    const start = cursor.place;
    const name = cursor.match(LABEL);
    if (name === null) break;
    cursor.expect(":");
    labels.push({ name, place: start });
  }
  cursor.skipSpace();
  const start = cursor.place;
  const mnemonic = cursor.match(MNEMONIC) ?? "";
  if (mnemonic === "" && !cursor.isAtEnd)
    throw assemblyError(
      start,
      "syntax",
      `"${cursor.text.slice(cursor.at).trim()}" is no statement`,
      "write a label, an instruction or a directive",
    );
  return { labels, mnemonic: mnemonic.toLowerCase(), place: start, cursor };
}

/** @internal The statements of a source text, in their order. */
export function* statementsOf(source: string): Generator<Statement, void, void> {
  let number = 0;
  for (const line of withoutComments(source).split("\n")) {
    number++;
    let column = 1;
    for (const text of line.match(/(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^\\])'?|[^;"'])+|;/g) ?? []) {
      if (text !== ";") yield statementOf(text.replace(/\r$/, ""), { line: number, column });
      column += text.length;
    }
  }
}
