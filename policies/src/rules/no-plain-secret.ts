import { isUnknown, listOf, secretIn, valueAt, type Node, type ResourceGraph } from '../graph/graph.ts';
import type { Finding, Rule } from './rule.ts';

/** An input that everybody can read who may look at the resource. */
interface Sink {
  path: string[];
  /** JSON text, in which single values are looked at */
  isDocument?: boolean;
}

/** Where programs put settings that AWS shows in plain text. */
const sinks: Record<string, Sink[]> = {
  'aws:ecs/taskDefinition:TaskDefinition': [{ path: ['containerDefinitions'], isDocument: true }],
  'aws:batch/jobDefinition:JobDefinition': [
    { path: ['containerProperties'], isDocument: true },
    { path: ['ecsProperties'], isDocument: true },
    { path: ['nodeProperties'], isDocument: true },
    { path: ['eksProperties'] },
  ],
  // components of another program, which make such tasks
  'awsx:ecs:FargateService': [{ path: ['taskDefinitionArgs'] }],
  'awsx:ecs:EC2Service': [{ path: ['taskDefinitionArgs'] }],
  'awsx:ecs:FargateTaskDefinition': [{ path: ['container'] }, { path: ['containers'] }],
  'awsx:ecs:EC2TaskDefinition': [{ path: ['container'] }, { path: ['containers'] }],
  'aws:lambda/function:Function': [{ path: ['environment', 'variables'] }],
  'aws:apprunner/service:Service': [{ path: ['sourceConfiguration'] }],
  'aws:codebuild/project:Project': [{ path: ['environment', 'environmentVariables'] }],
  'aws:amplify/app:App': [{ path: ['environmentVariables'] }],
  'aws:amplify/branch:Branch': [{ path: ['environmentVariables'] }],
  'aws:elasticbeanstalk/environment:Environment': [{ path: ['settings'] }],
  'aws:glue/job:Job': [{ path: ['defaultArguments'] }],
  'aws:glue/connection:Connection': [{ path: ['connectionProperties'] }],
  'aws:ec2/instance:Instance': [{ path: ['userData'] }, { path: ['userDataBase64'] }],
  'aws:ec2/spotInstanceRequest:SpotInstanceRequest': [{ path: ['userData'] }, { path: ['userDataBase64'] }],
  'aws:ec2/launchConfiguration:LaunchConfiguration': [{ path: ['userData'] }, { path: ['userDataBase64'] }],
  'aws:ec2/launchTemplate:LaunchTemplate': [{ path: ['userData'] }],
};

/**
 * A secret is followed by its value and not by a name: secrets of the configuration, of resources that make some and of
 * questions that answer with one carry a mark, and the program's own `pulumi.secret` is recorded. A text in which secret
 * and plain values were joined before it was registered shows the marks only; the rest of it cannot be told.
 */
export const noPlainSecret: Rule = {
  id: 'no-plain-secret',
  title: 'Secrets reach a program by reference and never as plain settings.',
  why: 'Everybody who may look at the resource reads it, and it stays in old versions, logs and the state.',
  remedy: `Keep it in Secrets Manager and name it. For a container:
  secrets: [{ name: 'DB_PASSWORD', valueFrom: secret.arn }]
For a function, pass the ARN and read the secret when it starts.`,
  severity: 'error',
  reference: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html',
  check: graph =>
    Object.entries(sinks).flatMap(([type, paths]) =>
      graph
        .ofType(type)
        .filter(resource => !resource.external && paths.some(({ path }) => valueAt(resource.inputs, path)))
        .map(resource => judgeSinks(graph, resource, paths)),
    ),
};

interface Objection {
  verdict: 'fail' | 'unverifiable';
  message: string;
}

function judgeSinks(graph: ResourceGraph, resource: Node, paths: Sink[]): Finding {
  const objections = paths.flatMap(sink => objectionsTo(graph, resource, sink));
  const failed = objections.filter(({ verdict }) => verdict === 'fail');
  const [worst] = failed.length > 0 ? failed : objections;
  if (!worst) return { resource, verdict: 'pass', message: 'Its plain settings hold no secret.' };
  const messages = (failed.length > 0 ? failed : objections).map(({ message }) => message);
  return { resource, verdict: worst.verdict, message: [...new Set(messages)].join(' ') };
}

function objectionsTo(graph: ResourceGraph, resource: Node, { path, isDocument }: Sink): Objection[] {
  const value = valueAt(resource.inputs, path);
  const input = path.join('.');
  if (value === undefined || value === null) return [];
  const document = isDocument && typeof value === 'string' ? parse(value) : value;
  if (isDocument && (isUnknown(document) || document === undefined))
    return [unclear(`What ${input} holds is known only when it is deployed.`)];
  const leaves = leavesOf(document, path);
  const marked = leaves.flatMap(leaf => {
    const secret = leaf.isReference ? undefined : secretOf(leaf, resource, isDocument === true);
    return secret === undefined ? [] : [fail(`${leaf.label} holds ${secret} in plain text.`)];
  });
  if (marked.length > 0) return marked;
  const isExplained = leaves.some(({ isReference, text, path: place }) =>
    Boolean(isReference && (secretIn(text) ?? resource.secrets?.includes(place.join('.')))),
  );
  if (!isExplained && isPartlySecret(resource, input)) {
    return [unclear(`The program marks ${input} as secret, and which of its values is one cannot be told.`)];
  }
  const strange = leaves.filter(leaf => isUnknown(leaf.text) && isSetting(resource, leaf));
  if (strange.length === 0 || !comesFromElsewhere(graph, resource, path[0] ?? '')) return [];
  const why = 'may come from another stack or component, which does not tell here whether it is a secret';
  return strange.map(({ label }) => unclear(`${label} ${why}.`));
}

/** The inputs of a component hold whole resources too, which become no text that anybody reads. */
function isSetting({ remote }: Node, { path }: Leaf): boolean {
  return !remote || path.some(key => /^(environment|command|entryPoint)$/.test(key));
}

const fail = (message: string): Objection => ({ verdict: 'fail', message });
const unclear = (message: string): Objection => ({ verdict: 'unverifiable', message });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Leaf {
  path: string[];
  text: string;
  /** for messages */
  label: string;
  /** it names where a secret is kept */
  isReference: boolean;
}

/** Keys under which AWS takes the name of a secret and never the secret. */
const references = new Set(['valueFrom', 'credentialsParameter', 'runtimeEnvironmentSecrets']);

/** Every text of a value, with the name by which people know it: a variable's, or the path. */
function leavesOf(value: unknown, path: string[], owner = ''): Leaf[] {
  if (typeof value === 'string') {
    const place = path.join('.').replace(owner ? /^.*containerDefinitions\.\d+\./ : '', '');
    return [
      { path, text: value, label: `${place}${owner}`, isReference: path.some(key => references.has(key)) },
    ];
  }
  if (typeof value !== 'object' || value === null) return [];
  const { name, type } = value as Record<string, unknown>;
  const variable = typeof name === 'string' ? name : undefined;
  return Object.entries(value).flatMap(([key, item]) => {
    if (key === 'value' && variable !== undefined && typeof item === 'string') {
      const label = `The variable ${variable}${owner}`;
      // CodeBuild's other types name a secret or a parameter
      const isReference = typeof type === 'string' && type !== 'PLAINTEXT';
      return [{ path: [...path, key], text: item, label, isReference }];
    }
    const container = variable !== undefined && 'image' in value ? ` of the container ${variable}` : owner;
    return leavesOf(item, [...path, key], container);
  });
}

/** The secret that a text holds, when it holds one; base64 hides it from people only. */
function secretOf({ path, text }: Leaf, resource: Node, isDocument: boolean): string | undefined {
  const found = secretIn(text) ?? secretIn(Buffer.from(text, 'base64').toString());
  if (found !== undefined) return nameOf(found);
  const isSecret = !isDocument && resource.secrets?.includes(path.join('.'));
  return isSecret ? 'a value that the program marks as secret' : undefined;
}

/** Whether the program marks an input as secret at some place, inside of it or around it. */
function isPartlySecret({ secrets = [] }: Node, input: string): boolean {
  return secrets.some(secret => `${input}.`.startsWith(`${secret}.`) || secret.startsWith(`${input}.`));
}

/** The mark tells where a secret comes from; a text goes on behind it. */
function nameOf(found: string): string {
  const setting = /^the configuration [\w.-]+:[\w.-]+/.exec(found)?.[0];
  const [, output, type, name] = /^(\w+) of [^:]+:[^:]+:(\w+)::([^#]*)/.exec(found) ?? [];
  return setting ?? (output ? `the ${output} of ${type} '${name}'` : found);
}

/**
 * What the SDK does not know to be secret it does not mark: outputs of other stacks, and of components made elsewhere. Those
 * of Crosswalk (awsx) are addresses and names.
 */
function comesFromElsewhere(graph: ResourceGraph, { propertyDependencies }: Node, input: string): boolean {
  return listOf(propertyDependencies[input]).some(urn => {
    const node = graph.byUrn(String(urn));
    if (node?.type === 'pulumi:pulumi:StackReference') return true;
    return node?.remote === true && !node.type.startsWith('awsx:');
  });
}
