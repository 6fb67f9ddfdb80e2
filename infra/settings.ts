import * as pulumi from '@pulumi/pulumi';
import Ajv, { type ErrorObject } from 'ajv';
import schema from './config.schema.json';

/** The keys of the portal in `Pulumi.<stage>.yaml`; the secrets among them are outputs. */
export interface PortalSettings {
  githubClientId: string | undefined;
  githubClientSecret: pulumi.Output<string> | undefined;
  githubToken: pulumi.Output<string> | undefined;
  platformRepository: string | undefined;
  codeOwners: string | undefined;
}

/** Keys whose values are never shown. */
const secretKeys = ['portal:githubClientSecret', 'portal:githubToken'];

const namespace = 'portal:';

/**
 * Reads the keys of the portal. An empty value counts as not set.
 *
 * @throws Error with a sentence for each key that is unknown, incomplete or invalid, before anything is registered
 */
export function readPortalSettings(): PortalSettings {
  const values = Object.fromEntries(
    Object.entries(pulumi.runtime.allConfig()).filter(
      ([key, value]) => key.startsWith(namespace) && value !== '',
    ),
  );
  const problems = problemsOf(values);
  if (problems.length > 0)
    throw new pulumi.RunError(
      `Pulumi.${pulumi.getStack()}.yaml is invalid:\n${problems.map(line => `  ${line}`).join('\n')}`,
    );
  const config = new pulumi.Config('portal');
  return {
    githubClientId: values['portal:githubClientId'],
    githubClientSecret: values['portal:githubClientSecret']
      ? config.getSecret('githubClientSecret')
      : undefined,
    githubToken: values['portal:githubToken'] ? config.getSecret('githubToken') : undefined,
    platformRepository: values['portal:platformRepository'],
    codeOwners: values['portal:codeOwners'],
  };
}

/**
 * A sentence for each problem of the portal's keys.
 *
 * @param values - the keys with their namespace, without empty values
 */
export function problemsOf(values: Record<string, string | undefined>): string[] {
  const validate = new Ajv({ allErrors: true }).compile(schema);
  validate(values);
  return [...(validate.errors ?? []).map(error => messageOf(error, values)), ...signInProblems(values)];
}

function messageOf(
  { params, instancePath }: ErrorObject,
  values: Record<string, string | undefined>,
): string {
  const { additionalProperty } = params as { additionalProperty?: string };
  if (additionalProperty !== undefined)
    return `${additionalProperty} is not a key of the portal; its keys are ${Object.keys(schema.properties).join(', ')}.`;
  const key = instancePath.slice(1) as keyof typeof schema.properties;
  const shown = secretKeys.includes(key) ? 'invalid' : `'${values[key]}'`;
  return `${key} is ${shown}; it must be ${schema.properties[key].description}.`;
}

/** The backend does not start with one of the two. */
function signInProblems(values: Record<string, string | undefined>): string[] {
  const keys = ['portal:githubClientId', 'portal:githubClientSecret'];
  const [missing, ...others] = keys.filter(key => !values[key]);
  if (missing === undefined || others.length > 0) return [];
  return [`${missing} is missing; signing in with GitHub needs both ${keys.join(' and ')}.`];
}
