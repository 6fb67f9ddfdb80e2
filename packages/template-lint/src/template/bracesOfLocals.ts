import { type Tag, textsBetween } from './skeletonTags.ts';

/** `{{ x.key }}` without the dollar sign, where `x` is a variable that the portal's tags define. */
export interface BracesOfLocal {
  /** offset of the braces */
  start: number;
  written: string;
  /** whether a loop around it defines the variable; otherwise, a `set` before it */
  isOfLoop: boolean;
}

const loopKeys = 'loop\\.(?:(?:rev)?index0?|first|last|length)';

/** The names that the portal gives to templates. In a loop over anything else, the tags may be those of another engine. */
const portalNames = ['values', 'parameters', 'steps', 'each', 'user'];

/** The braces in a text that the portal copies, although its own tags around or before them define the variable. */
export function bracesOfLocals(text: string, tags: readonly Tag[]): BracesOfLocal[] {
  const loops: string[][] = [];
  const assigned: string[] = [];
  const found: BracesOfLocal[] = [];
  const ends = new Map(textsBetween(text, tags).map(({ start, end }) => [start, end]));
  for (const { kind, name, start, end } of tags) {
    const known = [...portalNames, ...loops.flat(), ...assigned];
    const code = kind === 'block' ? text.slice(start, end) : '';
    if (name === 'for') loops.push(definedIn(code, loopTag, known));
    else if (name === 'endfor') loops.pop();
    else if (name === 'set') assigned.push(...definedIn(code, setTag, known));
    const inLoops = loops.flat();
    const others = assigned.filter(one => !inLoops.includes(one));
    const rest = text.slice(end, ends.get(end) ?? end);
    const names = inLoops.length > 0 ? [...inLoops, loopKeys] : [];
    found.push(...bracesIn(rest, names).map(one => at(one, end, true)));
    found.push(...bracesIn(rest, others).map(one => at(one, end, false)));
  }
  return found.sort((left, right) => left.start - right.start);
}

const at = ({ 0: written, index }: RegExpExecArray, offset: number, isOfLoop: boolean): BracesOfLocal => ({
  start: offset + index,
  written,
  isOfLoop,
});

const loopTag = /\bfor\s+(?<names>[\w\s,()[\]]+?)\s+in\b(?<value>.*)/s;
/** `[1, 2]`, `['dev', 'prod']` and `range(3)`. */
const literalList = /^\s*(\[[\s\d.,'"\w-]*\]|range\([\s\d,-]*\))\s*-?%\}\s*$/;
const setTag = /\bset\s+(?<names>[\w\s,]+?)\s*=(?<value>.*)/s;

/**
 * The variables of a tag, such as `k, v` in `{% for k, v in values.map %}`, when its value is one of the portal, or of a loop
 * over a literal list.
 */
function definedIn(code: string, tag: RegExp, known: readonly string[]): string[] {
  const { names = '', value = '' } = tag.exec(code)?.groups ?? {};
  const words: readonly string[] = value.match(/(?<![.\w])[A-Za-z_]\w*/g) ?? [];
  const isLiteral = tag === loopTag && literalList.test(value);
  if (!isLiteral && !words.some(word => known.includes(word))) return [];
  return names.match(/[A-Za-z_]\w*/g) ?? [];
}

/** An attribute of JSX may have an object in braces: `style={{ x }}`. */
function bracesIn(text: string, names: readonly string[]): RegExpExecArray[] {
  if (names.length === 0) return [];
  const pattern = `(?<![{\\\\$=])\\{\\{-?\\s*(?:${names.join('|')})(?:\\.\\w+|\\[[^\\]{}]*\\])*\\s*(?:\\|[^{}]*)?-?\\}\\}(?!\\})`;
  return [...text.matchAll(new RegExp(pattern, 'g'))];
}
