import { skeletonAnswers, type StampFolder } from '../../template/stampFolder.ts';

/** A sample's answer that nothing else is called by. */
export interface Telling {
  field: string;
  value: string;
  /** the other choices of its field; none where anything can be answered */
  choices: string[];
  /** a name that may be an ordinary word too */
  isWord: boolean;
}

/** Shorter texts stand anywhere. */
const LENGTH = 5;
const LETTERS = 4;
/** As many as an AWS account has, and some less. */
const DIGITS = 9;

/**
 * The answers of samples/skeleton.yaml that go into files and would be recognized anywhere: a name with a hyphen, a
 * sentence, a region. A size or a truth value is an ordinary word, and so is a host such as github.com.
 */
export function tellingAnswers({ samples, stamp, merged }: StampFolder): Telling[] {
  const answers = skeletonAnswers(samples);
  return stamp.answers.flatMap(({ field, edits }): Telling[] => {
    const value = answers[field];
    if (typeof value !== 'string' || !merged || edits.length === 0) return [];
    if (!Object.hasOwn(merged.schema.properties, field)) return [];
    const { enum: choices } = Object(merged.schema.properties[field]);
    const base = { field, value, choices: [], isWord: false };
    if (Array.isArray(choices)) {
      const others = choices.map(String).filter(choice => choice !== value);
      return isCode(value) ? [{ ...base, choices: others }] : [];
    }
    if (isIdentifier(value)) return [base];
    const isName = edits.some(edit => 'at' in edit && /(^|\/)name$/.test(edit.at));
    return isName && /^[A-Za-z]+$/.test(value) && value.length >= LENGTH ? [{ ...base, isWord: true }] : [];
  });
}

/** us-east-1, db.t4g.micro */
function isCode(value: string): boolean {
  return value.length > LENGTH && /[A-Za-z]{2}/.test(value) && /\d/.test(value) && /[-._]/.test(value);
}

function isIdentifier(value: string): boolean {
  if (/^\d+$/.test(value)) return value.length >= DIGITS;
  const letters = value.match(/\p{L}/gu)?.length ?? 0;
  const isHost = /^[\w-]+\.[a-z]+$/i.test(value);
  return value.length >= LENGTH && letters >= LETTERS && /[^A-Za-z]/.test(value) && !isHost;
}

/** Every offset at which a value stands by itself or begins another (us-east-1a), and does not end a longer one. */
export function occurrencesOf(text: string, value: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) {
    if (!isSameKind(text[at - 1], value[0]) && !isSameKind(value.at(-1), text[at + value.length]))
      found.push(at);
  }
  return found;
}

/** Whether two neighbours belong to one word, or to one number. */
function isSameKind(left = '', right = ''): boolean {
  return [/\p{L}/u, /\d/].some(kind => kind.test(left) && kind.test(right));
}
