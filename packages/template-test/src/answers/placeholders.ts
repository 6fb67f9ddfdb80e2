/** A text that looks like a placeholder and is not one. */
interface Exception {
  /** path in the stamped repository */
  file: RegExp;
  text: RegExp;
  reason: string;
}

const placeholder = /your[_-]\w+|\bTODO\b|\bFIXME\b|changeme|example/gi;

/** The texts that {@link placeholdersIn} accepts. */
export const exceptions: readonly Exception[] = [
  {
    file: /./,
    text: /[\w-]+\.example\b|\bexample\.(com|net|org)\b/g,
    reason: 'RFC 2606 reserves these domains for documentation and tests',
  },
  { file: /./, text: /\.env\.example/g, reason: 'the file that lists all variables' },
  { file: /\.test\.ts$/, text: /example/gi, reason: 'tests have values of their own' },
  {
    file: /^(README\.md|dev\/seed)/,
    text: /\bexample ?(library|prompt)\b|\ban example from\b/gi,
    reason: 'the prompts that `npm run db:seed` adds',
  },
  { file: /^(openapi\.yaml|src\/.+\.ts)$/, text: /\bexamples?\??:/g, reason: 'a keyword of OpenAPI' },
  {
    file: /\.d\.ts$/,
    text: /@example /g,
    reason: 'a tag of TSDoc, in types that are generated from OpenAPI',
  },
];

/** The placeholders in a file of a stamped repository, which a user would have to replace. */
export function placeholdersIn(file: string, text: string): string[] {
  const allowed = exceptions.filter(exception => exception.file.test(file));
  const rest = allowed.reduce((left, exception) => left.replaceAll(exception.text, ''), text);
  return [...rest.matchAll(placeholder)].map(([found]) => found);
}
