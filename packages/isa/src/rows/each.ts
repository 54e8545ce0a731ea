/**
 * @internal Rows that differ in a word or two, as the manual's decode tables have them: each template with `$0`, `$1` … replaced by the
 * words of each value in turn. In a row's id they are in capitals.
 */
export function each(values: readonly string[], ...templates: readonly string[]): string[] {
  return templates.flatMap((template) =>
    values.map((value) => {
      const words = value.split(" ");
      return template.replace(/\$(\d)/g, (_, number: string, at: number) => {
        const word = words[Number(number)] ?? "";
        return at < template.indexOf("|") ? word.toUpperCase() : word;
      });
    }),
  );
}
