/** A variable of a prompt's text, written `${name}` or `${name:default}`. */
export interface Variable {
  name: string;
  /** the first default that the text gives for the name; null when there is none */
  fallback: string | null;
}

/** A part of a text: plain, or the place of a variable. */
export type Part = { text: string } | { variable: string };

/** As the service parses it: a name has letters, digits, `_`, `-` and inner spaces; a default ends at the next `}`. */
const VARIABLE = /\$\{([\p{L}\p{M}\p{N}_-]+(?: +[\p{L}\p{M}\p{N}_-]+)*)(?::([^}]*))?\}/gu;

/** The parts of a text, in order. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push({ variable: match[1]! });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

/** The variables of a text, in the order of their first occurrence. */
export function variablesOf(text: string): Variable[] {
  const variables = new Map<string, Variable>();
  for (const [, name, fallback] of text.matchAll(VARIABLE)) {
    const known = variables.get(name!);
    variables.set(name!, { name: name!, fallback: known?.fallback ?? fallback ?? null });
  }
  return [...variables.values()];
}

/**
 * The text of a variable's place: the value, the default, or the variable as it is written.
 *
 * @param values - by name; an empty one counts as none
 */
export function filled({ name, fallback }: Variable, values: ReadonlyMap<string, string>): string {
  return values.get(name) || (fallback ?? `\${${name}}`);
}

/** Replaces the variables of a text. Values are inserted unchanged: a `${name}` in a value is not replaced. */
export function render(text: string, values: ReadonlyMap<string, string>): string {
  const texts = new Map(variablesOf(text).map(variable => [variable.name, filled(variable, values)]));
  return partsOf(text)
    .map(part => ('text' in part ? part.text : (texts.get(part.variable) ?? '')))
    .join('');
}
