import path from 'node:path';
import { interfaceIn, isUnknown, namespaceIn, readDeclarations, unknownValue } from '@goldpath/program';
import { isLazy, isObject } from '../hcl/values.ts';
import { camel, sdk } from './resourceTypes.ts';

type Values = Record<string, unknown>;

/** The properties of a type of the SDK by name, each with its TypeScript type. */
type Properties = ReadonlyMap<string, string>;

/**
 * Inputs that Pulumi names differently, by Pulumi type.
 *
 * Source: provider/resources.go of pulumi/pulumi-aws at 00ba5ea, looked up 2026-11-29.
 */
const renamed: Record<string, Record<string, string>> = {
  'aws:cloudwatch/metricAlarm:MetricAlarm': { alarm_name: 'name' },
  'aws:lambda/function:Function': { function_name: 'name', filename: 'code' },
  'aws:lambda/permission:Permission': { function_name: 'function' },
  'aws:sns/topicSubscription:TopicSubscription': { topic_arn: 'topic' },
};

/** Properties that are not described by an interface of the SDK. */
const undescribed: Properties = new Map();

/**
 * Returns the arguments of a Terraform resource as inputs of the Pulumi type: names in camelCase, in the plural where they are
 * lists, and a block that occurs at most once as an object. Arguments that are null are left out.
 *
 * @param token a type or a function, such as `aws:rds/instance:Instance`
 */
export function toInputs(token: string, values: Values): Values {
  return convert(values, argumentsOf(token), renamed[token] ?? {});
}

function convert(values: Values, properties: Properties, names: Record<string, string> = {}): Values {
  const inputs: Values = {};
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === undefined) continue;
    const name = names[key] ?? propertyFor(key, properties);
    inputs[name] = convertValue(value, properties.get(name));
  }
  return inputs;
}

/** @param type such as `pulumi.Input<pulumi.Input<inputs.ec2.SecurityGroupIngress>[]>`; left out when it is not known */
function convertValue(value: unknown, type: string | undefined): unknown {
  if (isUnknown(value)) return value;
  const nested = /inputs\.([\w.]+)/.exec(type ?? '')?.[1];
  const properties = nested === undefined ? undefined : nestedProperties(nested);
  const isList = type?.includes('[]') ?? Array.isArray(value);
  if (isList) return (Array.isArray(value) ? value : [value]).map(item => convertItem(item, properties));
  const isBlock = Array.isArray(value) && properties !== undefined;
  return convertItem(isBlock ? value[0] : value, properties);
}

/** @param properties those of an object; left out for a map */
function convertItem(value: unknown, properties: Properties | undefined): unknown {
  if (isLazy(value)) return unknownValue;
  if (Array.isArray(value)) return value.map(item => convertItem(item, properties));
  if (!isObject(value)) return value;
  return properties ? convert(value, properties) : plainObject(value);
}

/** Maps keep their keys: tags, variables. */
function plainObject(value: Values): Values {
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (isLazy(item)) return [key, unknownValue];
      return [key, isObject(item) ? plainObject(item) : item];
    }),
  );
}

/** Returns the property with the name of an argument, which is the plural of it for lists. */
function propertyFor(key: string, properties: Properties): string {
  const name = camel(key);
  if (properties.size === 0 || properties.has(name)) return name;
  const plurals = [`${name}s`, `${name}es`, name.replace(/y$/, 'ies'), name.replace(/s$/, '')];
  const plural = plurals.find(candidate => properties.has(candidate));
  if (plural !== undefined) return plural;
  const lower = name.toLowerCase();
  return [...properties.keys()].find(property => property.toLowerCase() === lower) ?? name;
}

const known = new Map<string, Properties>();

function argumentsOf(token: string): Properties {
  const found = known.get(token);
  if (found) return found;
  const [, module = '', name = ''] = /^aws:([\w/.-]+):(\w+)$/.exec(token) ?? [];
  const file = path.join(sdk, `${module.replace(/^index\//, '')}.d.ts`);
  const properties = module
    ? propertiesIn(readDeclarations(file), `${name.charAt(0).toUpperCase()}${name.slice(1)}Args`)
    : undescribed;
  known.set(token, properties);
  return properties;
}

/** @param name such as `ec2.SecurityGroupIngress` */
function nestedProperties(name: string): Properties {
  const key = `inputs.${name}`;
  const found = known.get(key);
  if (found) return found;
  const declarations = readDeclarations(path.join(sdk, 'types', 'input.d.ts'));
  const [last = '', namespace] = name.split('.').toReversed();
  const scope = namespace ? namespaceIn(declarations, namespace) : declarations;
  const properties = propertiesIn(scope, last);
  known.set(key, properties);
  return properties;
}

const property = /^ {4,8}(\w+)\??: (.+);$/gm;

function propertiesIn(declarations: string, name: string): Properties {
  const body = interfaceIn(declarations, name);
  return new Map([...body.matchAll(property)].map(([, key = '', type = '']) => [key, type]));
}
