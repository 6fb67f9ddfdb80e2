import { at, type Located, type SourceFile, stringsOf } from '@goldpath/diagnostics';
import { type Expression, parseExpression } from '../expression/expression.ts';
import { collectParameters, type Parameters } from './parameters.ts';

/** A template.yaml as the rules see it; any part may be missing or have a wrong type. */
export interface LintTemplate {
  source: SourceFile;
  root: Located;
  spec: Located | undefined;
  /** the pages of the form that are maps */
  pages: Located[];
  parameters: Parameters;
  steps: Step[];
  /** whether steps are included from a file that cannot be read */
  hasUnknownSteps: boolean;
  /** every string that the portal renders */
  rendered: Rendered[];
}

/** A step, in the order of the file. */
export interface Step {
  index: number;
  /** its own, or the one that the portal assigns: `step-1` */
  id: string;
  node: Located;
  /** the id of its action, when it is a string */
  action: string | undefined;
  input: Located | undefined;
  condition: Located | undefined;
  hasEach: boolean;
}

/** A string of template.yaml that the portal renders. */
export interface Rendered {
  node: Located;
  expression: Expression;
  in: 'if' | 'each' | 'input' | 'output';
  /** the keys below the step's input, or below `spec.output` */
  keys: readonly (string | number)[];
  /** the step it belongs to; undefined in the output */
  step?: Step;
  /** the `if` that decides whether it is used */
  condition?: Located;
}

/** The parts of a template. */
export function parseTemplate(root: Located): LintTemplate {
  const spec = at(root, 'spec');
  const given = pagesOf(at(spec, 'parameters'));
  const pages = given.filter(({ kind }) => kind === 'map');
  const isOpen = given.some(({ kind }) => kind === 'unknown') || spec?.kind === 'unknown';
  const list = at(spec, 'steps');
  const steps = (list?.items ?? []).map(parseStep);
  const sources = [spec, list, ...steps.map(({ node }) => node)];
  return {
    source: root.source,
    root,
    spec,
    pages,
    parameters: collectParameters(pages, isOpen),
    steps,
    hasUnknownSteps: sources.some(node => node?.kind === 'unknown'),
    rendered: [...steps.flatMap(renderedOfStep), ...renderedOfOutput(at(spec, 'output'))],
  };
}

function pagesOf(parameters: Located | undefined): Located[] {
  if (!parameters) return [];
  if (parameters.kind === 'seq') return parameters.items;
  return [parameters];
}

function parseStep(node: Located, index: number): Step {
  const id = at(node, 'id')?.value;
  const action = at(node, 'action')?.value;
  return {
    index,
    id: typeof id === 'string' ? id : `step-${index + 1}`,
    node,
    action: typeof action === 'string' ? action : undefined,
    input: at(node, 'input'),
    condition: at(node, 'if'),
    hasEach: node.entries.has('each'),
  };
}

function renderedOfStep(step: Step): Rendered[] {
  const { condition, node, input } = step;
  const conditional = [...renderedIn(at(node, 'each'), 'each'), ...renderedIn(input, 'input')];
  // template-schema reports a condition that is a list or a map
  const ownCondition = condition?.kind === 'scalar' ? condition : undefined;
  return [
    ...renderedIn(ownCondition, 'if').map(one => ({ ...one, step })),
    ...conditional.map(one => (condition ? { ...one, step, condition } : { ...one, step })),
  ];
}

function renderedOfOutput(output: Located | undefined): Rendered[] {
  return renderedIn(output, 'output').map(one => {
    const [list, index, key] = one.keys;
    if (key === 'if' && (list === 'links' || list === 'text')) return { ...one, in: 'if' };
    const condition = at(output, ...[list, index, 'if'].filter(part => part !== undefined));
    if (condition) return { ...one, condition };
    return one;
  });
}

function renderedIn(node: Located | undefined, where: Rendered['in']): Rendered[] {
  if (!node) return [];
  return [...stringsOf(node)].map(({ node: string, text, keys }) => ({
    node: string,
    expression: parseExpression(text),
    in: where,
    keys,
  }));
}
