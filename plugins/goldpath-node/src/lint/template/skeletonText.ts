import { type Expression, parseExpression } from '../expression/expression.ts';
import type { Dialect } from '../expression/nunjucksParser.ts';
import { scanTags, type Tag } from './skeletonTags.ts';

/** Something that keeps the engine from rendering a file. */
export interface SkeletonFault {
  kind: 'comment' | 'tag' | 'syntax';
  /** offset into the text */
  offset: number;
  /** as the engine says it */
  message: string;
  /** in which it is, where it is in one */
  tag: Tag | undefined;
}

/** A rendered text. */
export interface SkeletonText {
  tags: Tag[];
  /** each of them makes the step fail */
  faults: SkeletonFault[];
  /** what it uses, as it would be without its faults; with a `problem` where that cannot be told */
  content: Expression;
}

/** A file is parsed again for each fault in it, so many times at most. */
const TIMES = 100;
/** What the engine does with a text grows with its length and with its tags: about a second's work. */
const WORK = 1_000_000_000;

/** Parses a text. The engine stops at the first fault; this goes on behind it. */
export function readSkeletonText(text: string, dialect: Dialect): SkeletonText {
  // the end of a comment is a fault without its beginning
  const marks = dialect === 'backstage' ? /\$\{\{|\{[%#]|#\}/ : /\{[{%#]|#\}/;
  if (!marks.test(text)) {
    return { tags: [], faults: [], content: parseExpression('', dialect) };
  }
  const tags = scanTags(text, dialect);
  const faults: SkeletonFault[] = [];
  let sound = text;
  let content = parse(sound, dialect);
  const times = Math.min(TIMES, 1 + WORK / (text.length * (tags.length + 1)));
  for (let time = 0; content.problem && time < times; time += 1) {
    const { offset, message } = content.problem;
    const tag = tags.find(({ start, end }) => start <= offset && offset < end);
    // without a tag that is not known, the ends of others may have no beginning
    if (offset === tag?.start && faults.some(({ kind }) => kind === 'tag') && !isUnknownTag(message)) break;
    const fault: SkeletonFault = { kind: kindOf(message, tag), offset, message, tag };
    faults.push(fault);
    const without = withoutFault(sound, fault, tags);
    if (without === sound) break;
    sound = without;
    content = parse(sound, dialect);
  }
  return { tags, faults, content };
}

/** A text that has no opening may still have the end of a comment, which is only told beside one. */
function parse(text: string, dialect: Dialect): Expression {
  return parseExpression(/\{[{%#]/.test(text) || !text.includes('#}') ? text : `${text}{##}`, dialect);
}

function kindOf(message: string, tag: Tag | undefined): SkeletonFault['kind'] {
  if (/comment/.test(message) && (!tag || tag.kind === 'comment')) return 'comment';
  return isUnknownTag(message) && tag && !tag.name.startsWith('end') ? 'tag' : 'syntax';
}

function isUnknownTag(message: string): boolean {
  return /^Un(supported|known) template|^Template block tag cannot be empty/.test(message);
}

/** The text with blanks where the fault was, each other character at its place; the same when the rest is lost too. */
function withoutFault(text: string, { kind, offset, tag }: SkeletonFault, tags: readonly Tag[]): string {
  if (!tag) return kind === 'comment' ? blanked(text, offset, offset + 2) : text;
  if (kind === 'tag') {
    const ends = tags.filter(({ name, start }) => name === `end${tag.name}` && start > tag.start);
    return [tag, ...ends].reduce((rest, { start, end }) => blanked(rest, start, end), text);
  }
  if (!tag.isClosed && tag.kind !== 'raw') return blanked(text, tag.start, tag.end);
  if (tag.kind === 'variable') return blanked(text, tag.start, tag.end);
  // a condition that cannot be read still has its end
  if (tag.kind !== 'block' || offset === tag.start || !/^(el|else)?if$/.test(tag.name)) return text;
  const condition = tag.start + text.slice(tag.start, tag.end).search(/if\b/) + 'if'.length;
  const end = tag.end - '%}'.length;
  if (end - condition < ' 1'.length) return text;
  const without = blanked(text, condition, end);
  return `${without.slice(0, condition)} 1${without.slice(condition + ' 1'.length)}`;
}

function blanked(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end);
}
