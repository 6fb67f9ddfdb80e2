/** The files of a folder by path, which is relative and has forward slashes. */
export type Files = Readonly<Record<string, string>>;

/** A template that violates rules, and the same template after it was corrected. */
export interface CorpusCase {
  incorrect: Files;
  correct: Files;
  /** `file:line:column rule` for each diagnostic of the incorrect template */
  expected: readonly string[];
}

const flagNames = ['crlf', 'no newline at end', 'json', 'deleted'] as const;
type Flag = (typeof flagNames)[number];

/** A marker line and the lines below it. */
interface Section {
  /** `incorrect`, `correct` or `expected` */
  part: string | undefined;
  /** empty for the expected diagnostics */
  file: string;
  flags: Flag[];
  lines: string[];
}

const MARKER = /^--- (expected$|incorrect(?=\/)|correct(?=\/))(?:\/(.+?)(?: \(([^()]*)\))?)?$/s;
/** Content that cannot be read, or kept by git, as lines of text. */
const UNREADABLE = /(?![\n\t])[\p{Cc}\p{Cs}]/u;

/**
 * Reads a case of the corpus: sections that start with a marker line, `--- incorrect/<path>`, `--- expected` or
 * `--- correct/<path>`.
 *
 * - The correct template has the files of the incorrect one, except those that have a section of their own.
 * - Flags follow the path in parentheses: `(deleted)`, `(crlf)`, `(no newline at end)`, or `(json)` for content that is
 *   written as one JSON string.
 * - A line of content that starts with `--- ` has a backslash before it.
 */
export function parseCase(text: string): CorpusCase {
  const incorrect = new Map<string, string>();
  const changes = new Map<string, string | undefined>();
  const expected: string[] = [];
  for (const { part, file, flags, lines } of sectionsOf(text)) {
    if (part === 'expected') expected.push(...lines);
    else if (part === 'correct')
      addOnce(changes, file, flags.includes('deleted') ? undefined : decode(lines, flags));
    else addOnce(incorrect, file, decode(lines, flags));
  }
  const correct = new Map(incorrect);
  for (const [file, content] of changes) {
    if (incorrect.get(file) === content) throw new Error(`correct/${file} repeats the incorrect template`);
    if (content === undefined) correct.delete(file);
    else correct.set(file, content);
  }
  return { incorrect: Object.fromEntries(incorrect), correct: Object.fromEntries(correct), expected };
}

function addOnce<Content>(files: Map<string, Content>, file: string, content: Content): void {
  if (files.has(file)) throw new Error(`${file} is given twice`);
  files.set(file, content);
}

/** Writes a case as {@link parseCase} reads it. */
export function formatCase({ incorrect, correct, expected }: CorpusCase): string {
  const changed = Object.entries(correct).filter(([file, content]) => incorrect[file] !== content);
  const deleted = Object.keys(incorrect).filter(file => !Object.hasOwn(correct, file));
  return [
    ...Object.entries(incorrect).map(([file, content]) => formatFile(`incorrect/${file}`, content)),
    formatSection('expected', [], expected),
    ...changed.map(([file, content]) => formatFile(`correct/${file}`, content)),
    ...deleted.map(file => formatSection(`correct/${file}`, ['deleted'], [])),
  ].join('');
}

function sectionsOf(text: string): Section[] {
  const sections: Section[] = [];
  // git may have checked the case out with CRLF
  const lines = text.replaceAll('\r\n', '\n').replace(/\n$/, '').split('\n');
  for (const line of lines) {
    if (line.startsWith('--- ')) {
      sections.push(parseMarker(line));
      continue;
    }
    const section = sections.at(-1);
    if (!section) throw new Error(`a case starts with a marker, not with ${JSON.stringify(line)}`);
    section.lines.push(line.replace(/^\\(?=\\*--- )/, ''));
  }
  return sections;
}

function parseMarker(line: string): Section {
  const [marker, part, file = '', names = ''] = MARKER.exec(line) ?? [];
  if (!marker) throw new Error(`not a marker: ${line}`);
  const flags = names.split(', ').filter(name => name !== '');
  if (!flags.every(isFlag)) throw new Error(`unknown flag: ${line}`);
  return { part, file, flags, lines: [] };
}

function isFlag(name: string): name is Flag {
  return flagNames.some(flag => flag === name);
}

function decode(lines: string[], flags: Flag[]): string {
  if (flags.includes('json')) return String(JSON.parse(lines.join('')));
  const newline = flags.includes('crlf') ? '\r\n' : '\n';
  const isOpen = flags.includes('no newline at end') || lines.length === 0;
  return lines.join(newline) + (isOpen ? '' : newline);
}

function formatFile(name: string, content: string): string {
  const isCrlf = content.includes('\r\n') && !/(?<!\r)\n/.test(content);
  const text = isCrlf ? content.replaceAll('\r\n', '\n') : content;
  if (UNREADABLE.test(text)) return formatSection(name, ['json'], [JSON.stringify(content)]);
  const flags: Flag[] = isCrlf ? ['crlf'] : [];
  if (text === '') return formatSection(name, flags, []);
  if (!text.endsWith('\n')) flags.push('no newline at end');
  return formatSection(name, flags, text.replace(/\n$/, '').split('\n'));
}

function formatSection(name: string, flags: Flag[], lines: readonly string[]): string {
  // parentheses at the end of a path would be read as flags
  const suffix = flags.length > 0 || name.endsWith(')') ? ` (${flags.join(', ')})` : '';
  const escaped = lines.map(line => line.replace(/^(?=\\*--- )/, '\\'));
  return [`--- ${name}${suffix}`, ...escaped].map(line => `${line}\n`).join('');
}
