import { answersInSkeleton, type TemplateFolder } from '@goldpath/template';

/** An answer of the skeleton's sample that can be recognized in any text. */
export interface RecognizableAnswer {
  field: string;
  value: string;
  /** the other choices of its field; empty where any text is allowed */
  choices: string[];
  /** whether it is a name that may be an ordinary word too */
  isWord: boolean;
}

/** Shorter texts occur anywhere. */
const MIN_LENGTH = 5;
const MIN_LETTERS = 4;
/** Fewer digits than an AWS account has, to include other identifiers. */
const MIN_DIGITS = 9;

/**
 * The answers of samples/skeleton.yaml that are written to files and can be recognized anywhere: a name with a hyphen, a
 * sentence, a region. A size and a boolean are ordinary words, and so is a host such as github.com.
 */
export function recognizableAnswers({ samples, stamp, merged }: TemplateFolder): RecognizableAnswer[] {
  const answers = answersInSkeleton(samples);
  const found: RecognizableAnswer[] = [];
  for (const { field, edits } of stamp.answers) {
    const value = answers[field];
    if (typeof value !== 'string' || !merged || edits.length === 0) continue;
    if (!Object.hasOwn(merged.schema.properties, field)) continue;
    const { enum: choices } = Object(merged.schema.properties[field]) as { enum?: unknown };
    const base = { field, value, choices: [], isWord: false };
    const isName = edits.some(edit => 'at' in edit && /(^|\/)name$/.test(edit.at));
    if (Array.isArray(choices)) {
      const others = choices.map(String).filter(choice => choice !== value);
      if (isCode(value)) found.push({ ...base, choices: others });
    } else if (isIdentifier(value)) found.push(base);
    else if (isName && isPlainWord(value)) found.push({ ...base, isWord: true });
  }
  return found;
}

/** us-east-1, db.t4g.micro */
function isCode(value: string): boolean {
  return value.length > MIN_LENGTH && /[A-Za-z]{2}/.test(value) && /\d/.test(value) && /[-._]/.test(value);
}

function isIdentifier(value: string): boolean {
  if (/^\d+$/.test(value)) return value.length >= MIN_DIGITS;
  const letters = value.match(/\p{L}/gu)?.length ?? 0;
  const isHost = /^[\w-]+\.[a-z]+$/i.test(value);
  return value.length >= MIN_LENGTH && letters >= MIN_LETTERS && /[^A-Za-z]/.test(value) && !isHost;
}

const isPlainWord = (value: string) => /^[A-Za-z]+$/.test(value) && value.length >= MIN_LENGTH;

/** Every offset of a value as a whole word, or at the beginning of a longer one (us-east-1a). */
export function occurrencesOf(text: string, value: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) {
    if (!isSameKind(text[at - 1], value[0]) && !isSameKind(value.at(-1), text[at + value.length]))
      found.push(at);
  }
  return found;
}

/** Whether two neighboring characters belong to one word, or to one number. */
function isSameKind(left = '', right = ''): boolean {
  return [/\p{L}/u, /\d/].some(kind => kind.test(left) && kind.test(right));
}
