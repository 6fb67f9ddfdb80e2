/** Where code stands in a text, without its strings: what is between `${{` and `}}`, or `{%` and `%}`. */
export function codeSpans(text: string): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  const opening = /\$\{\{|\{%|\{#/g;
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    const closing = found[0] === '${{' ? '}}' : found[0] === '{%' ? '%}' : '#}';
    let start = opening.lastIndex;
    const token = found[0] === '{#' ? /#\}/g : /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\}\}|%\}/gs;
    token.lastIndex = start;
    let end = text.length;
    for (let next = token.exec(text); next; next = token.exec(text)) {
      if (next[0] === closing) {
        end = next.index;
        break;
      }
      if (/^["']/.test(next[0])) {
        if (found[0] !== '{#') spans.push({ start, end: next.index });
        start = token.lastIndex;
      }
    }
    if (found[0] !== '{#') spans.push({ start, end });
    opening.lastIndex = end;
  }
  return spans.filter(({ start, end }) => end > start);
}

/** Every match of a pattern in the code of a text. */
export function matchesInCode(text: string, pattern: RegExp): { match: RegExpExecArray; offset: number }[] {
  return codeSpans(text).flatMap(({ start, end }) =>
    [...text.slice(start, end).matchAll(pattern)].map(match => ({
      match: match as RegExpExecArray,
      offset: start + match.index,
    })),
  );
}
