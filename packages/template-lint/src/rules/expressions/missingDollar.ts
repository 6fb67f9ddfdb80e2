import { at, type Located, placeIn } from '@goldpath/diagnostics';
import { edit, type LintRule, type Report } from '../../rule.ts';
import { bracesOfLocals } from '../../template/bracesOfLocals.ts';
import type { LintTemplate, Rendered } from '../../template/lintTemplate.ts';
import { unquotedExpressions } from '../../template/unquotedBraces.ts';
import { scanTags } from '../../template/skeletonTags.ts';
import { rawEffect } from './effect.ts';

/** Expressions begin with a dollar sign. */
export const missingDollar: LintRule = {
  id: 'missing-dollar',
  title: 'Expressions are written in ${{ }}, with the dollar sign.',
  why: 'The portal does not render {{ }}: it uses the string as it is, and an `if` with it is always true.',
  severity: 'error',
  example: {
    incorrect:
      "parameters: { properties: { name: { type: string } } }\nsteps:\n  - { id: log, action: debug:log, input: { message: '{{ parameters.name }}' } }\n",
    correct:
      "parameters: { properties: { name: { type: string } } }\nsteps:\n  - { id: log, action: debug:log, input: { message: '${{ parameters.name }}' } }\n",
  },
  check: ({ template }) => [
    ...template.rendered.flatMap(rendered => [
      ...reportsOf(rendered, template),
      ...reportsOfLocals(rendered),
      ...otherMarkers(rendered, template),
    ]),
    ...[...template.steps.map(({ node }) => node), at(template.spec, 'output')]
      .flatMap(unquotedExpressions)
      .map(unquotedReport),
  ],
};

/** `message: {{ parameters.x }}`, without quotes. */
function unquotedReport(node: Located): Report {
  const { source, start, end } = node;
  const written = source.text.slice(start, end);
  const report: Report = {
    at: node,
    message:
      'Without quotes, YAML reads {{ }} as an object, and the portal renders only expressions in ${{ }}.',
    fix: `Write '\${{ ... }}' with a $ and quotes.`,
  };
  // the end is unclear when there are other braces, lines or quotes
  if (/^\{\{[^{}'\n]*\}\}$/.test(written)) report.edits = [edit(source, start, end, `'$${written}'`)];
  return report;
}

/** `parameters.x` or `steps.x`, after a function or in a condition of v1beta2. */
const BRACES =
  /(?<![${'"`])\{\{-?\s*(?:#(?:if|unless|each)\s+|([a-z]\w*)\s+)?(parameters|steps)(?:\.|\[['"])([\w-]+)/g;

function reportsOf(rendered: Rendered, { parameters, steps, root: entity }: LintTemplate): Report[] {
  const { expression } = rendered;
  const { text, problem } = expression;
  // the engine reads {{#if as the beginning of a comment
  const isOfHandlebars = /\{\{#(if|unless|each)\s/.test(text);
  if ((problem && !isOfHandlebars) || /\{%-?\s*(raw|verbatim)/.test(text)) return [];
  // other names may be those of another tool, unless they are the whole value
  const isCertain =
    rendered.in === 'if' ||
    /^\s*\{\{[^{}]*\}\}\s*$/.test(text) ||
    at(entity, 'apiVersion')?.value === 'backstage.io/v1beta2';
  const isKnown = (root: string | undefined, name: string) =>
    root === 'steps' ? steps.some(({ id }) => id === name) : parameters.fields.has(name);
  return [...text.matchAll(BRACES)]
    .filter(([, , root, name = '']) => isCertain || isKnown(root, name))
    .map(({ index, 1: called, 2: root, 3: name = '' }) => {
      const report = reportAt(index, rendered);
      if (isOfHandlebars)
        return { ...report, edits: undefined, fix: 'Write {% if parameters.x %}...{% endif %}.' };
      if (called) return { ...report, edits: undefined, fix: fixOfCall(called) };
      // the dollar sign alone does not solve the problem
      if (rendered.in !== 'if' && !isKnown(root, name)) return { ...report, edits: undefined };
      return report;
    });
}

/** The fix of `{{ parseRepoUrl parameters.repoUrl }}`, as v1beta2 calls functions. */
function fixOfCall(called: string): string {
  if (called === 'not') return 'Write ${{ not parameters.x }}, with the name of the parameter.';
  if (called === 'json')
    return 'Write ${{ parameters.x }}, which keeps its type, with the name of the parameter.';
  return `Write \${{ parameters.x | ${called} }}, with the name of the parameter.`;
}

/** `{{ x.key }}` in a loop over `x`. */
function reportsOfLocals(rendered: Rendered): Report[] {
  const { text, problem, hasStatements } = rendered.expression;
  if (problem || !hasStatements) return [];
  return bracesOfLocals(text, scanTags(text, 'backstage')).map(({ start }) => reportAt(start, rendered));
}

/** The markers of other languages: `${ parameters.x }`, `$(parameters.x)`, `<%= parameters.x %>`, and none at all. */
const OTHER_MARKERS =
  /(?<![$\\])(?:\$\{(?!\{)|\$\(|<%=?)\s*((parameters|steps)((?:\.[\w-]+|\[['"][\w-]+['"]\])+))\s*(?:\}|\)|%>)/g;
const LOST_BRACE = /(?<![{$])\{\s*((parameters|steps)((?:\.[\w-]+|\[['"][\w-]+['"]\])+))\s*\}\}/g;
const NO_MARKERS = /^(?<written>(parameters|steps)((?:\.[\w-]+|\[['"][\w-]+['"]\])+))$/g;

function otherMarkers(rendered: Rendered, { parameters, steps }: LintTemplate): Report[] {
  const { node, expression, in: where } = rendered;
  // textual-boolean reports a condition that is a plain string
  if (expression.problem || where === 'if') return [];
  const isKnown = (root: string, keys: string) => {
    const [name = '', next] = keys.split(/[.[\]'"]+/).filter(key => key !== '');
    if (root === 'parameters') return parameters.fields.has(name);
    return steps.some(({ id }) => id === name) && next === 'output';
  };
  return [OTHER_MARKERS, LOST_BRACE, NO_MARKERS]
    .flatMap(pattern => [...expression.text.matchAll(pattern)])
    .filter(([, , root = '', keys = '']) => isKnown(root, keys))
    .map(({ index, 0: whole, 1: written = '' }) => ({
      at: placeIn(node, index),
      message: `The portal renders only expressions in \${{ }}. ${rawEffect(rendered)}`,
      fix: `Write \${{ ${written} }} instead of ${whole}.`,
    }));
}

function reportAt(index: number, rendered: Rendered): Report {
  const { source } = rendered.node;
  const { start } = placeIn(rendered.node, index);
  return {
    at: { source, start },
    message: `The portal renders only expressions in \${{ }}. ${rawEffect(rendered)}`,
    fix: 'Write a $ before it.',
    edits: [edit(source, start, start, '$')],
  };
}
