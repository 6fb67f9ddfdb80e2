import { isUnknown, unknownValue } from '@goldpath/program';
import { evaluate, type Scope, withVariables } from './evaluate.ts';
import { childrenOf, type SyntaxNode } from './parse.ts';
import { entriesOf, toBoolean, toText } from './values.ts';

/** Evaluates a quoted string or a heredoc. A template that only interpolates one value is that value. */
export function evaluateTemplate(node: SyntaxNode, scope: Scope): unknown {
  const parts = childrenOf(node).filter(({ type }) => !/^(?:quoted_template|heredoc)_/.test(type));
  const [only, ...others] = parts;
  if (node.type === 'quoted_template' && only?.type === 'template_interpolation' && others.length === 0)
    return interpolated(only, scope);
  return joined(parts, scope, node.type === 'heredoc_template');
}

/** Returns the string of a literal with its escapes resolved. */
export function unescape(text: string, isHeredoc = false): string {
  const plain = text.replaceAll('$${', '${').replaceAll('%%{', '%{');
  if (isHeredoc) return plain;
  const simple: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
  return plain.replaceAll(/\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/g, (_all, short, long, other) => {
    const code = (short ?? long) as string | undefined;
    if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
    return simple[String(other)] ?? String(other);
  });
}

/** White space between the parts is not in the syntax tree, but in the text of the file. */
function joined(parts: readonly SyntaxNode[], scope: Scope, isHeredoc: boolean): string {
  let text = '';
  let end = parts[0]?.startIndex ?? 0;
  for (const part of parts) {
    const gap = spaceBetween(part, end);
    text += gap + textOf(part, scope, isHeredoc);
    end = part.endIndex;
  }
  return text;
}

function spaceBetween(node: SyntaxNode, end: number): string {
  let root = node;
  while (root.parent) root = root.parent;
  return root.text.slice(end - root.startIndex, node.startIndex - root.startIndex);
}

function textOf(node: SyntaxNode, scope: Scope, isHeredoc: boolean): string {
  if (node.type === 'template_literal') return unescape(node.text, isHeredoc);
  if (node.type === 'template_interpolation') return toText(interpolated(node, scope));
  const [directive] = childrenOf(node);
  if (directive?.type === 'template_if') return conditionalText(directive, scope, isHeredoc);
  return directive ? repeatedText(directive, scope, isHeredoc) : '';
}

function interpolated(node: SyntaxNode, scope: Scope): unknown {
  const expression = childrenOf(node).find(({ type }) => type === 'expression');
  return expression ? evaluate(expression, scope) : '';
}

function conditionalText(node: SyntaxNode, scope: Scope, isHeredoc: boolean): string {
  const [intro, ...rest] = childrenOf(node).filter(({ type }) => type !== 'template_if_end');
  const middle = rest.findIndex(({ type }) => type === 'template_else_intro');
  const condition = intro && toBoolean(interpolated(intro, scope));
  if (condition === undefined) return unknownValue;
  if (condition) return joined(middle < 0 ? rest : rest.slice(0, middle), scope, isHeredoc);
  return middle < 0 ? '' : joined(rest.slice(middle + 1), scope, isHeredoc);
}

function repeatedText(node: SyntaxNode, scope: Scope, isHeredoc: boolean): string {
  const [start, ...rest] = childrenOf(node).filter(({ type }) => type !== 'template_for_end');
  if (!start) return '';
  const names = childrenOf(start).filter(({ type }) => type === 'identifier');
  const collection = interpolated(start, scope);
  const entries = isUnknown(collection) ? undefined : entriesOf(collection);
  if (!entries) return unknownValue;
  return entries
    .map(([key, value]) =>
      joined(
        rest,
        withVariables(
          scope,
          names.map(({ text }) => text),
          key,
          value,
        ),
        isHeredoc,
      ),
    )
    .join('');
}
