import { isUnknown, listOf, type Node, type ResourceGraph, secretIn, valueAt } from '@goldpath/program';
import { literalSecret } from '../literalSecrets.ts';
import { type PlainInput, plainInputs, type Setting, settingsOf } from '../plainSettings.ts';
import { failure, type Problem, toFindings, unverifiable } from './problem.ts';
import type { Finding, PolicyRule } from './rule.ts';

/**
 * Secrets of the configuration, of resources that create one and of function calls that return one carry a mark, and the
 * program's own `pulumi.secret` is recorded. Literal secrets are recognized by their form, or by the setting's name. A string
 * that joins secret and plain values before it is registered shows only the marks; the rest of it is unknown.
 */
export const noPlainSecret: PolicyRule = {
  id: 'no-plain-secret',
  title: 'Secrets reach a program by reference, never as plain settings.',
  why: 'Anyone who can view the resource can read the secret, and it stays in old versions, logs and the state.',
  fix: `Store the secret in Secrets Manager and reference it. In a container:
  secrets: [{ name: 'DB_PASSWORD', valueFrom: secret.arn }]
In a function, pass the ARN and read the secret at startup.`,
  severity: 'error',
  reference: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html',
  controls: ['ECS.8', 'CodeBuild.2'],
  check: graph => Object.entries(plainInputs).flatMap(([type, inputs]) => typeFindings(graph, type, inputs)),
};

const passed =
  'Its plain settings hold no secret that the program marks, and no literal value with the form or the name of one.';

function typeFindings(graph: ResourceGraph, type: string, inputs: PlainInput[]): Finding[] {
  return graph
    .ofType(type)
    .filter(resource => !resource.external && inputs.some(({ path }) => valueAt(resource.inputs, path)))
    .flatMap(resource => {
      const problems = inputs.flatMap(input => inputProblems(graph, resource, input));
      return toFindings(resource, problems, passed);
    });
}

function inputProblems(graph: ResourceGraph, resource: Node, input: PlainInput): Problem[] {
  const value = valueAt(resource.inputs, input.path);
  const name = input.path.join('.');
  if (value === undefined || value === null) return [];
  const settings = settingsOf(resource, input);
  if (!settings) return [unverifiable(`The content of ${name} is known only when it is deployed.`)];
  const failures = settings
    .map(setting => secretProblem(resource, setting, input))
    .filter(problem => problem !== undefined);
  if (failures.length > 0) return failures;
  // a secret that is passed by reference makes the input secret too
  const hasReference = settings.some(setting => setting.isReference && isSecret(resource, setting));
  if (!hasReference && isPartlySecret(resource, name)) {
    const message = `The program marks ${name} as secret, and which of its values is a secret cannot be determined.`;
    return [unverifiable(message)];
  }
  return unknownProblems(graph, resource, settings, input);
}

function secretProblem(resource: Node, setting: Setting, { isDocument }: PlainInput): Problem | undefined {
  const { text, path, label, name, isReference } = setting;
  if (isReference) return undefined;
  // base64 is readable by everyone who can decode it
  const decoded = Buffer.from(text, 'base64').toString();
  const mark = secretIn(text) ?? secretIn(decoded);
  if (mark !== undefined) return failure(`${label} holds ${nameOf(mark)} in plain text.`);
  if (!isDocument && resource.secrets?.includes(path.join('.')))
    return failure(`${label} holds a value that the program marks as secret in plain text.`);
  const literal = literalSecret(name, text) ?? literalSecret('', decoded);
  return literal ? failure(`${label} holds ${literal} in plain text.`) : undefined;
}

function isSecret({ secrets = [] }: Node, { text, path }: Setting): boolean {
  return secretIn(text) !== undefined || secrets.includes(path.join('.'));
}

/** Whether the program marks an input as secret, or a part of it, or a value around it. */
function isPartlySecret({ secrets = [] }: Node, input: string): boolean {
  return secrets.some(secret => `${input}.`.startsWith(`${secret}.`) || secret.startsWith(`${input}.`));
}

/** A mark names the origin of a secret; the rest of the text follows it. */
function nameOf(mark: string): string {
  const setting = /^the configuration [\w.-]+:[\w.-]+/.exec(mark)?.[0];
  if (setting) return setting;
  const [, output, type, name] = /^(\w+) of [^:]+:[^:]+:(\w+)::([^#]*)/.exec(mark) ?? [];
  return output ? `the ${output} of ${type} '${name}'` : mark;
}

function unknownProblems(
  graph: ResourceGraph,
  resource: Node,
  settings: Setting[],
  { path }: PlainInput,
): Problem[] {
  const unknown = settings.filter(setting => isUnknown(setting.text) && isVisible(resource, setting));
  const whole = unknown.find(({ path: names }) => resource.remote && names.at(-1) === 'environment');
  if (whole) return [unverifiable(`The content of ${whole.label} is known only when it is deployed.`)];
  if (unknown.length === 0 || !comesFromElsewhere(graph, resource, path[0] ?? '')) return [];
  const reason = 'may come from another stack or component, which does not show here whether it is a secret';
  return unknown.map(({ label }) => unverifiable(`${label} ${reason}.`));
}

/** The inputs of a component also hold whole resources, whose values AWS does not show. */
function isVisible({ remote }: Node, { path }: Setting): boolean {
  return !remote || path.some(key => /^(environment|command|entryPoint)$/.test(key));
}

/**
 * The SDK does not mark secrets that it does not know: outputs of other stacks, and of remote components. Those of Crosswalk
 * (awsx) are addresses and names.
 */
function comesFromElsewhere(graph: ResourceGraph, { propertyDependencies }: Node, input: string): boolean {
  return listOf(propertyDependencies[input]).some(urn => {
    const node = graph.byUrn(String(urn));
    if (node?.type === 'pulumi:pulumi:StackReference') return true;
    return node?.remote === true && !node.type.startsWith('awsx:');
  });
}
