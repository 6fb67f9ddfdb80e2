/** The end of each kind of tag. */
const closings: Record<string, string> = { '${{': '}}', '{%': '%}', '{#': '#}' };

/** The offsets of code in a string: between `${{` and `}}` or `{%` and `%}`, without the literal strings in it. */
export function codeSpans(text: string): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  const opening = /\$\{\{|\{%|\{#/g;
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    const [tag] = found;
    const isComment = tag === '{#';
    const token = isComment ? /#\}/g : /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\}\}|%\}/gs;
    let start = opening.lastIndex;
    token.lastIndex = start;
    let end = text.length;
    for (let next = token.exec(text); next; next = token.exec(text)) {
      if (next[0] === closings[tag]) {
        end = next.index;
        break;
      }
      if (/^["']/.test(next[0])) {
        spans.push({ start, end: next.index });
        start = token.lastIndex;
      }
    }
    if (!isComment) spans.push({ start, end });
    opening.lastIndex = end;
  }
  return spans.filter(({ start, end }) => end > start);
}

/** Every match of a pattern in the code of a string. */
export function matchesInCode(text: string, pattern: RegExp): { match: RegExpExecArray; offset: number }[] {
  return codeSpans(text).flatMap(({ start, end }) =>
    [...text.slice(start, end).matchAll(pattern)].map(match => ({ match, offset: start + match.index })),
  );
}
