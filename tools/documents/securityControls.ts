import { listOf, type Node, type StackGraph } from '@goldpath/program';

/** A control of AWS Security Hub, with its evidence in a program. */
export interface Control {
  id: string;
  title: string;
  /** the type of the resources that it checks */
  type: string;
  /** a path in the inputs of each resource; `*` stands for every item of a list */
  input?: string;
  is?: unknown;
  oneOf?: unknown[];
  includes?: unknown;
  /** of a number, or of the length of a list */
  atLeast?: number;
  unset?: true;
  /** a test of the program: `file: title` */
  test?: string;
  /** the reason why a program cannot show it */
  outside?: string;
  /** the reason for each stage that does not satisfy it; `*` stands for every stage */
  waived?: Record<string, string>;
  note?: string;
}

/** The controls for a program. */
export interface Controls {
  source: string;
  /** the date on which the source was read */
  read: string;
  controls: Control[];
  /** types for which there are no controls */
  withoutControls: string[];
}

/** The state of a control in a stage. */
export type State = 'satisfied' | 'not used' | 'not visible' | 'waived' | 'not satisfied';

/** The state of a control in each of the stages. */
export function statesOf(control: Control, stages: readonly StackGraph[]): State[] {
  return stages.map(({ stack, graph }) => {
    const nodes = graph.nodes.filter(({ type }) => type === control.type);
    if (nodes.length === 0) return 'not used';
    if (control.outside) return 'not visible';
    if (control.input) {
      if (nodes.every(node => satisfies(control, node))) return 'satisfied';
      return waiverOf(control, stack) ? 'waived' : 'not satisfied';
    }
    if (waiverOf(control, stack)) return 'waived';
    return control.test ? 'satisfied' : 'not satisfied';
  });
}

/** The reason why a stage does not satisfy a control. */
function waiverOf({ waived = {} }: Control, stack: string): string | undefined {
  return waived[stack] ?? waived['*'];
}

function satisfies(control: Control, node: Node): boolean {
  const values = valuesAt(node.inputs, (control.input ?? '').split('.'));
  if (values.length === 0) return control.unset === true;
  return values.every(value => accepts(control, value));
}

function accepts(control: Control, value: unknown): boolean {
  if (control.unset) return value === undefined;
  if (control.oneOf) return control.oneOf.includes(value ?? null);
  if (control.includes !== undefined) return listOf(value).includes(control.includes);
  if (control.atLeast !== undefined)
    return Number(Array.isArray(value) ? value.length : value) >= control.atLeast;
  return value === control.is;
}

/** The values at a path; a string of JSON, such as the containers of a task, is read as its value. */
function valuesAt(value: unknown, [first, ...rest]: readonly string[]): unknown[] {
  if (first === undefined) return [value];
  const parsed = typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
  if (first === '*') return listOf(parsed).flatMap(item => valuesAt(item, rest));
  if (typeof parsed !== 'object' || parsed === null) return [undefined];
  return valuesAt((parsed as Record<string, unknown>)[first], rest);
}

/** The problems of the data: controls that are not satisfied, waivers that are not used, types that are not listed. */
export function problemsOf({ controls, withoutControls }: Controls, stages: readonly StackGraph[]): string[] {
  const listed = new Set([...controls.map(({ type }) => type), ...withoutControls]);
  const used = new Set(stages.flatMap(({ graph }) => graph.nodes.map(({ type }) => type)));
  const unlisted = [...used].filter(type => type.startsWith('aws:') && !listed.has(type));
  const unused = withoutControls.filter(type => !used.has(type));
  return [
    ...unlisted.map(type => `${type} is not listed`),
    ...unused.map(type => `${type} is listed and not used`),
    ...controls.flatMap(control => controlProblems(control, stages)),
  ];
}

function controlProblems(control: Control, stages: readonly StackGraph[]): string[] {
  const states = statesOf(control, stages);
  const evidence = [control.input, control.test, control.outside, control.waived].some(Boolean);
  const problems = stages
    .filter((_, index) => states[index] === 'not satisfied')
    .map(({ stack }) => `${control.id} is not satisfied in ${stack}`);
  if (!evidence) problems.push(`${control.id} has no evidence`);
  const checked = states.every(state => state === 'satisfied');
  if (control.waived && checked) problems.push(`${control.id} is satisfied: remove its waiver`);
  return problems;
}

/** The page with the state of every control in every stage, as Markdown. */
export function controlsPage(data: Controls, stages: readonly StackGraph[]): string {
  const rows = data.controls.map(control => {
    const cells = [control.id, control.title, ...statesOf(control, stages), evidenceOf(control)];
    return `| ${cells.join(' | ')} |`;
  });
  const names = stages.map(({ stack }) => stack);
  return `# Security controls

The controls of the AWS Foundational Security Best Practices standard of [AWS Security Hub](${data.source}), read on ${data.read}, for the types of resources in \`infra/\`. They were checked on the program of the template from which this service was created, with the settings of the template.

- **satisfied**: the input has the required value, or the named test of \`infra/\` checks it
- **waived**: not satisfied in the stage, for the reason given
- **not visible**: a program cannot show it, for the reason given
- **not used**: the stage has no such resource with these settings

AWS checks the stages that are deployed when the standard is enabled in their account. Controls of a whole account (CloudTrail, Config, GuardDuty, Inspector, Macie, IAM users) are not part of a service.

<!-- prettier-ignore-start -->

| Control | Requirement | ${names.join(' | ')} | Evidence or reason |
| --- | --- | ${names.map(() => '---').join(' | ')} | --- |
${rows.join('\n')}

<!-- prettier-ignore-end -->
`;
}

function evidenceOf(control: Control): string {
  const { input, test, outside, waived = {}, note } = control;
  const reasons = Object.entries(waived).map(([stage, reason]) =>
    stage === '*' ? reason : `${stage}: ${reason}`,
  );
  const parts = [input && `\`${input}\``, test && `\`${test}\``, outside, ...reasons, note];
  return parts.filter(Boolean).join('; ').replaceAll('|', '\\|');
}
