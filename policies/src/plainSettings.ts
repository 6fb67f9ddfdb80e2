import { isUnknown, type Node, valueAt } from '@goldpath/program';

/** An input that anyone who can view the resource can read. */
export interface PlainInput {
  path: string[];
  /** whether it is a JSON document, whose values are checked one by one */
  isDocument?: boolean;
}

/** The inputs whose values AWS shows in plain text, by type. */
export const plainInputs: Record<string, PlainInput[]> = {
  'aws:ecs/taskDefinition:TaskDefinition': [{ path: ['containerDefinitions'], isDocument: true }],
  'aws:batch/jobDefinition:JobDefinition': [
    { path: ['containerProperties'], isDocument: true },
    { path: ['ecsProperties'], isDocument: true },
    { path: ['nodeProperties'], isDocument: true },
    { path: ['eksProperties'] },
  ],
  // components of another program that create such tasks
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

/** One string of an input. */
export interface Setting {
  path: string[];
  /** the name of the variable, or the last name of the path */
  name: string;
  text: string;
  /** for messages: `The variable TOKEN of the container app` */
  label: string;
  /** whether it names the place where a secret is stored */
  isReference: boolean;
}

/** Keys that take the name of a secret, never the secret itself. */
const references = new Set(['valueFrom', 'credentialsParameter', 'runtimeEnvironmentSecrets']);

/** The settings of an input; undefined when its document is known only when it is deployed. */
export function settingsOf({ inputs }: Node, { path, isDocument }: PlainInput): Setting[] | undefined {
  const value = valueAt(inputs, path);
  const content = isDocument && typeof value === 'string' ? parse(value) : value;
  if (isDocument && (isUnknown(content) || content === undefined)) return undefined;
  return settingsIn(content, path);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param owner the container that the value belongs to, as it ends a label: ` of the container app` */
function settingsIn(value: unknown, path: string[], owner = ''): Setting[] {
  if (typeof value === 'string') {
    const place = path.join('.').replace(owner ? /^.*containerDefinitions\.\d+\./ : '', '');
    const isReference = path.some(key => references.has(key));
    return [{ path, name: path.at(-1) ?? '', text: value, label: `${place}${owner}`, isReference }];
  }
  if (typeof value !== 'object' || value === null) return [];
  const { name, type } = value as Record<string, unknown>;
  return Object.entries(value).flatMap(([key, item]) => {
    const inside = [...path, key];
    if (typeof name !== 'string') return settingsIn(item, inside, owner);
    if (key === 'value' && typeof item === 'string') {
      // the other types of CodeBuild name a secret or a parameter
      const isReference = typeof type === 'string' && type !== 'PLAINTEXT';
      return [{ path: inside, name, text: item, label: `The variable ${name}${owner}`, isReference }];
    }
    return settingsIn(item, inside, 'image' in value ? ` of the container ${name}` : owner);
  });
}
