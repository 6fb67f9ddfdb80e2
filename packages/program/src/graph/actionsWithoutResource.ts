import reference from './iamActions.json' with { type: 'json' };

/**
 * Actions for which AWS lists a resource type, but which programs need on `*`: they only list the names of an account's
 * resources, or the resource is optional and usually absent. A `*` matches all actions with that prefix.
 */
const additions = `
cloudfront:List*
cloudwatch:DescribeAlarms*
cloudwatch:GetMetric*
cloudwatch:List*
cloudwatch:PutMetricData
comprehend:Detect*
ec2:Describe*
ecs:CreateCluster
ecs:RegisterTaskDefinition
elasticfilesystem:DescribeMountTargets
polly:SynthesizeSpeech
rekognition:Detect*
translate:TranslateText
`
  .trim()
  .toLowerCase()
  .split('\n');

const exact = new Set(additions);
const prefixes = additions.filter(action => action.endsWith('*')).map(action => action.slice(0, -1));

/**
 * Whether an action, which may itself contain `*` and `?`, can be allowed only on `*`. An action with a wildcard is one when
 * all actions that it matches are. Actions that AWS did not list at the date of `iamActions.json` are not.
 *
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function isWithoutResource(action: string): boolean {
  const name = action.toLowerCase();
  if (exact.has(name) || prefixes.some(prefix => name.startsWith(prefix))) return true;
  const matches = matching(name);
  return matches.length > 0 && matches.every(([, withoutResource]) => withoutResource);
}

/** The actions of AWS that an action in lower case matches, and whether each has no resource. */
function matching(action: string): [name: string, withoutResource: boolean][] {
  const [service = '', pattern = ''] = action.split(':');
  const actions = actionsOf(service);
  if (!/[*?]/.test(pattern)) {
    const withoutResource = actions.get(pattern);
    return withoutResource === undefined ? [] : [[pattern, withoutResource]];
  }
  if (!/^[\w*?-]+$/.test(pattern)) return [];
  const expression = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
  return [...actions].filter(([name]) => expression.test(name));
}

const services: Readonly<Record<string, { withResource: string; withoutResource: string }>> =
  reference.services;
const read = new Map<string, ReadonlyMap<string, boolean>>();

/** The actions of a service in lower case, and whether each has no resource; read once. */
function actionsOf(service: string): ReadonlyMap<string, boolean> {
  const known = read.get(service);
  if (known) return known;
  const listed = Object.hasOwn(services, service) ? services[service] : undefined;
  const names = (text = '') => text.toLowerCase().split(' ').filter(Boolean);
  const actions = new Map([
    ...names(listed?.withResource).map((name): [string, boolean] => [name, false]),
    ...names(listed?.withoutResource).map((name): [string, boolean] => [name, true]),
  ]);
  read.set(service, actions);
  return actions;
}
