import { type Expression, parseExpression } from '../expression/expression.ts';
import { at, type Located, stringsOf } from '../source/located.ts';
import type { SourceText } from '../source/sourceText.ts';
import { collectParameters, type Parameters } from './parameters.ts';

/** A template.yaml as the rules see it; every part may be missing or of a wrong kind. */
export interface LintTemplate {
  source: SourceText;
  root: Located;
  spec: Located | undefined;
  /** the pages of the form that are maps */
  pages: Located[];
  parameters: Parameters;
  steps: Step[];
  /** whether steps come from where nobody can look */
  hasUnknownSteps: boolean;
  /** every text that the portal renders */
  rendered: Rendered[];
}

/** A step, in the order of the file. */
export interface Step {
  index: number;
  /** its own, or the one that the portal gives it: `step-1` */
  id: string;
  node: Located;
  /** what the step runs, when that is a text */
  action: string | undefined;
  input: Located | undefined;
  condition: Located | undefined;
  hasEach: boolean;
}

/** A text of template.yaml that the portal renders. */
export interface Rendered {
  node: Located;
  expression: Expression;
  in: 'if' | 'each' | 'input' | 'output';
  /** keys below the step's input, or below `spec.output` */
  keys: readonly (string | number)[];
  /** the step it belongs to; an output belongs to none */
  step?: Step;
  /** the `if` that decides whether it is used at all */
  condition?: Located;
}

/** Reads the parts of a template. */
export function readTemplate(root: Located): LintTemplate {
  const spec = at(root, 'spec');
  const parameters = at(spec, 'parameters');
  const given = parameters?.kind === 'seq' ? parameters.items : parameters ? [parameters] : [];
  const pages = given.filter(({ kind }) => kind === 'map');
  const isOpen = given.some(({ kind }) => kind === 'unknown') || spec?.kind === 'unknown';
  const list = at(spec, 'steps');
  const steps = (list?.items ?? []).map(readStep);
  return {
    source: root.source,
    root,
    spec,
    pages,
    parameters: collectParameters(pages, isOpen),
    steps,
    hasUnknownSteps:
      spec?.kind === 'unknown' ||
      list?.kind === 'unknown' ||
      steps.some(({ node }) => node.kind === 'unknown'),
    rendered: [...steps.flatMap(renderedOfStep), ...renderedOfOutput(at(spec, 'output'))],
  };
}

function readStep(node: Located, index: number): Step {
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
  const condition = step.condition && { condition: step.condition };
  const each = at(step.node, 'each');
  return [
    ...(step.condition ? rendered(step.condition, 'if').map(one => ({ ...one, step })) : []),
    ...(each ? rendered(each, 'each').map(one => ({ ...one, step, ...condition })) : []),
    ...(step.input ? rendered(step.input, 'input').map(one => ({ ...one, step, ...condition })) : []),
  ];
}

function renderedOfOutput(output: Located | undefined): Rendered[] {
  if (!output) return [];
  return rendered(output, 'output').map(one => {
    const [list, index, key] = one.keys;
    if (key === 'if' && (list === 'links' || list === 'text')) return { ...one, in: 'if' };
    const condition = at(output, ...[list, index, 'if'].filter(part => part !== undefined));
    return condition ? { ...one, condition } : one;
  });
}

function rendered(node: Located, where: Rendered['in']): Rendered[] {
  return [...stringsOf(node)].map(({ node: text, keys }) => ({
    node: text,
    expression: parseExpression(String(text.value)),
    in: where,
    keys,
  }));
}
