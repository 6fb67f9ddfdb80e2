import { type AstNode, childrenOf, parseNunjucks } from '../../expression/nunjucksParser.ts';
import type { Reference } from '../../expression/uses.ts';
import type { LintRule, Report } from '../../rule.ts';
import { edit } from '../../rule.ts';
import { at, placeIn } from '../../source/located.ts';
import { editIn } from '../../source/scalarEdit.ts';
import type { LintTemplate, Rendered } from '../../template/lintTemplate.ts';
import { declarationsOf, typesOf } from './declarations.ts';

/** Conditions are true or false, and not texts. */
export const textualBoolean: LintRule = {
  id: 'textual-boolean',
  title: 'An `if` is one expression that gives true or false, and no text; true is compared with true.',
  why: 'Any text but an empty one counts as true, and so does the text false. A value keeps its type only in a text that is one expression and nothing else.',
  severity: 'error',
  example: {
    bad: "parameters: { properties: { a: { type: boolean } } }\nsteps:\n  - { id: log, action: debug:log, if: '{% if parameters.a %}true{% else %}false{% endif %}' }\n",
    good: "parameters: { properties: { a: { type: boolean } } }\nsteps:\n  - { id: log, action: debug:log, if: '${{ parameters.a }}' }\n",
  },
  check: ({ template }) =>
    template.rendered.flatMap(one => [
      ...(one.in === 'if' ? textOf(one) : []),
      ...comparisonsOf(template, one),
      ...(one.in === 'if' ? choiceOf(template, one) : []),
    ]),
};

/** An `if` that is a text whatever happens. */
function textOf({ expression, node, step }: Rendered): Report[] {
  const { text, isTemplated, isWhole, problem } = expression;
  const trimmed = text.trim();
  if (problem || trimmed === '' || /^(true|yes|always)$/i.test(trimmed)) return [];
  const root = parseNunjucks(text, 'backstage');
  const always = step ? 'the step always runs' : 'it is always shown';
  if (!isTemplated) {
    // another rule tells of {{ }}
    if (text.includes('{{')) return [];
    return [
      {
        at: node,
        message: `This is a plain text, which counts as true: ${always}.`,
        fix: /^false$/i.test(trimmed)
          ? 'Write false, without quotes.'
          : `Write \${{ ${trimmed.replace(/^\$\{|\}$/g, '').trim()} }}, if that is meant.`,
        ...(node.style?.startsWith('QUOTE') &&
          trimmed === 'false' && { edits: [edit(node.source, node.start, node.end, 'false')] }),
      },
    ];
  }
  if (!root || !(isWhole ? isText(only(root)) : isFilled(root))) return [];
  const isEnd = !isWhole && !expression.hasStatements && /^\s*\$\{\{(?:(?!\}\}).)*\}\}\s*$/s.test(text);
  const header = isEnd ? /^[|>](?=\r?\n)/.exec(node.source.text.slice(node.start)) : null;
  return [
    {
      at: node,
      message: isEnd
        ? `With the line end or the spaces around it this is a text, which counts as true even when it is false: ${always}.`
        : `This gives a text whatever happens, and a text counts as true: ${always}.`,
      fix: header
        ? `Write ${header[0]}- for ${header[0]}, so that the text has no line end.`
        : 'Write one expression, ${{ ... }}, and nothing around it.',
      ...(header && { edits: [edit(node.source, node.start + 1, node.start + 1, '-')] }),
    },
  ];
}

/** What is true or false and nothing else. */
const logical = new Set(['Compare', 'Not', 'In', 'Is']);

const only = (root: AstNode): AstNode | undefined => root.children?.[0]?.children?.[0];

/** Whether an expression gives a text that is not empty whatever happens. */
function isText(node: AstNode | undefined): boolean {
  if (!node) return false;
  if (node.typename === 'Literal') return typeof node.value === 'string' && node.value !== '';
  if (node.typename === 'Group' && node.children?.length === 1) return isText(node.children[0]);
  if (node.typename === 'Filter') {
    const [input] = (node.args as AstNode).children ?? [];
    const isLogical = input !== undefined && logical.has(input.typename);
    return (node.name as AstNode).value === 'string' && (isLogical || isText(input));
  }
  if (node.typename === 'InlineIf')
    return isText(node.body as AstNode) && isText(node.else_ as AstNode | undefined);
  return false;
}

/** Whether what stands in a template gives some text whatever happens; false in a text is a text. */
function isFilled(node: AstNode): boolean {
  switch (node.typename) {
    case 'TemplateData':
      return node.value !== '';
    case 'If':
      return isFilled(node.body as AstNode) && !!node.else_ && isFilled(node.else_ as AstNode);
    case 'Root':
    case 'NodeList':
      return childrenOf(node).some(isFilled);
    case 'Output':
      return childrenOf(node).some(child =>
        child.typename === 'TemplateData' ? isFilled(child) : isText(child) || logical.has(child.typename),
      );
    default:
      return false;
  }
}

/** A boolean parameter that is compared with a text; the two are never equal. */
function comparisonsOf(template: LintTemplate, { expression, node }: Rendered): Report[] {
  return expression.comparisons.flatMap(({ reference, literal, offset }): Report[] => {
    const name = parameterOf(reference);
    if (name === undefined || !Number.isNaN(Number(literal))) return [];
    const types = typesOf(declarationsOf(template.pages, name));
    if (types.length === 0 || types.some(type => type !== 'boolean')) return [];
    const isMeant = /^(true|false)$/i.test(literal);
    return [
      {
        at: placeIn(node, offset),
        message: `parameters.${name} is true or false, and never equals the text ${JSON.stringify(literal)}.`,
        fix: isMeant ? `Write ${literal.toLowerCase()}, without quotes.` : 'Compare it with true or false.',
        ...(isMeant && { edits: [editIn(node, offset, offset + literal.length + 2, literal.toLowerCase())] }),
      },
    ];
  });
}

/** A choice such as yes or no that is taken for true or false. */
function choiceOf(template: LintTemplate, { expression, node, step }: Rendered): Report[] {
  const [reference, second] = expression.references;
  const root = parseNunjucks(expression.text, 'backstage');
  const whole = root && only(root);
  const asked = whole?.typename === 'Not' ? (whole.target as AstNode) : whole;
  if (!reference || second || !expression.isWhole || asked?.typename !== 'LookupVal') return [];
  const name = parameterOf(reference);
  if (name === undefined) return [];
  const schemas = declarationsOf(template.pages, name);
  const choices = schemas.flatMap(schema => at(schema, 'enum')?.value ?? []);
  const no = choices.find(choice => typeof choice === 'string' && /^(false|no|off|0)$/i.test(choice));
  if (
    no === undefined ||
    !schemas.every(schema => at(schema, 'type')?.value === 'string' && schema.entries.has('enum'))
  )
    return [];
  return [
    {
      at: placeIn(node, reference.offset),
      message: `parameters.${name} is a text, and every text counts as true: with the answer ${JSON.stringify(no)} ${step ? 'the step runs' : 'it is shown'} as well.`,
      fix: `Compare it with the text that is meant, as in parameters.${name} == '${choices.find(choice => choice !== no) ?? 'true'}', or make its type boolean.`,
    },
  ];
}

function parameterOf({ root, keys, isOpen }: Reference): string | undefined {
  return root === 'parameters' && keys.length === 1 && !isOpen ? keys[0] : undefined;
}
