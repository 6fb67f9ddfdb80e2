import { type Expression, parseExpression } from '../expression/expression.ts';
import type { Dialect } from '../expression/nunjucksParser.ts';
import { scanTags, type Tag } from './skeletonTags.ts';

/** An error that keeps the engine from rendering a file. */
export interface SkeletonError {
  kind: 'comment' | 'tag' | 'syntax';
  /** offset into the text */
  offset: number;
  /** the engine's own message */
  message: string;
  /** the tag that contains it */
  tag: Tag | undefined;
}

/** The content of a rendered file. */
export interface SkeletonText {
  tags: Tag[];
  /** each of them fails the step */
  errors: SkeletonError[];
  /** the content without its errors; it has a `problem` when they cannot be removed */
  content: Expression;
}

/** A file is parsed once more for each of its errors, at most so many times. */
const MAX_ATTEMPTS = 100;
/** The engine's work grows with the length of a text and with its tags. This limit is about a second. */
const MAX_WORK = 1_000_000_000;

/** Parses a text. The engine stops at the first error; this continues after it. */
export function readSkeletonText(text: string, dialect: Dialect): SkeletonText {
  // the end of a comment without its beginning is an error too
  const marks = dialect === 'backstage' ? /\$\{\{|\{[%#]|#\}/ : /\{[{%#]|#\}/;
  if (!marks.test(text)) return { tags: [], errors: [], content: parseExpression('', dialect) };
  const tags = scanTags(text, dialect);
  const errors: SkeletonError[] = [];
  let rest = text;
  let content = parse(rest, dialect);
  const attempts = Math.min(MAX_ATTEMPTS, 1 + MAX_WORK / (text.length * (tags.length + 1)));
  for (let attempt = 0; content.problem && attempt < attempts; attempt += 1) {
    const { offset, message } = content.problem;
    const tag = tags.find(({ start, end }) => start <= offset && offset < end);
    // after an unknown tag is removed, the ends of its branches have no beginning
    const isConsequence =
      offset === tag?.start && errors.some(({ kind }) => kind === 'tag') && !isUnknownTag(message);
    if (isConsequence) break;
    const error: SkeletonError = { kind: kindOf(message, tag), offset, message, tag };
    errors.push(error);
    const without = withoutError(rest, error, tags);
    if (without === rest) break;
    rest = without;
    content = parse(rest, dialect);
  }
  return { tags, errors, content };
}

/** Parses a text. The engine reports the end of a comment without a beginning only if there is another tag. */
function parse(text: string, dialect: Dialect): Expression {
  return parseExpression(/\{[{%#]/.test(text) || !text.includes('#}') ? text : `${text}{##}`, dialect);
}

function kindOf(message: string, tag: Tag | undefined): SkeletonError['kind'] {
  if (/comment/.test(message) && (!tag || tag.kind === 'comment')) return 'comment';
  if (isUnknownTag(message) && tag && !tag.name.startsWith('end')) return 'tag';
  return 'syntax';
}

function isUnknownTag(message: string): boolean {
  return /^Un(supported|known) template|^Template block tag cannot be empty/.test(message);
}

/** The text with spaces in place of the error, so that offsets stay; unchanged when the rest is lost too. */
function withoutError(text: string, { kind, offset, tag }: SkeletonError, tags: readonly Tag[]): string {
  if (!tag) return kind === 'comment' ? blanked(text, offset, offset + 2) : text;
  if (kind === 'tag') {
    const ends = tags.filter(({ name, start }) => name === `end${tag.name}` && start > tag.start);
    return [tag, ...ends].reduce((rest, { start, end }) => blanked(rest, start, end), text);
  }
  const isUnclosed = !tag.isClosed && tag.kind !== 'raw';
  if (isUnclosed || tag.kind === 'variable') return blanked(text, tag.start, tag.end);
  const isCondition = tag.kind === 'block' && /^(el|else)?if$/.test(tag.name);
  if (isCondition && offset !== tag.start) return withConstantCondition(text, tag);
  return text;
}

/** The text with `1` as the condition of a tag, so that its end tag keeps its beginning. */
function withConstantCondition(text: string, tag: Tag): string {
  const start = tag.start + text.slice(tag.start, tag.end).search(/if\b/) + 'if'.length;
  const end = tag.end - '%}'.length;
  if (end - start < ' 1'.length) return text;
  const without = blanked(text, start, end);
  return `${without.slice(0, start)} 1${without.slice(start + ' 1'.length)}`;
}

function blanked(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end);
}
