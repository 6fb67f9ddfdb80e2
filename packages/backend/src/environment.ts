import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** An environment variable that a configuration file reads. */
interface Variable {
  name: string;
  /** the configuration file that does not work without it; the variable is optional when this is not set */
  requiredBy?: string;
  /** a configuration file that replaces it */
  unless?: string;
  /** completes the sentence "Set X to ..." */
  value: string;
  isValid: (value: string) => boolean;
}

/** The configuration file that lets users sign in with GitHub. */
export const githubConfig = 'app-config.github.yaml';

const production = 'app-config.production.yaml';
const aws = 'app-config.aws.yaml';

const isWord = (value: string) => /^\S+$/.test(value);
const isAny = () => true;
const isBoolean = (value: string) => ['true', 'false'].includes(value);
const isPort = (value: string) => /^\d{1,5}$/.test(value) && Number(value) > 0 && Number(value) < 65536;
const isUrl = (value: string) => /^https?:\/\/[^/?#\s]+$/.test(value) && URL.canParse(value);

function isWritableFolder(value: string): boolean {
  try {
    accessSync(path.resolve(value), constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const secret = 'its value without spaces and line breaks';
const boolean = 'true or false';
const port = 'a port from 1 to 65535';

/** The environment variables of the configuration files `app-config*.yaml`, and that of AWS. */
export const variables: readonly Variable[] = [
  {
    name: 'GOLDPATH_BASE_URL',
    requiredBy: production,
    value: 'the address of the portal without a path, such as https://portal.example.com',
    isValid: isUrl,
  },
  { name: 'PORT', value: port, isValid: isPort },
  {
    name: 'POSTGRES_HOST',
    requiredBy: production,
    value: 'the host name of the database server',
    isValid: isWord,
  },
  { name: 'POSTGRES_PORT', value: port, isValid: isPort },
  {
    name: 'POSTGRES_USER',
    requiredBy: production,
    value: 'the role that the portal logs in as',
    isValid: isWord,
  },
  {
    name: 'POSTGRES_PASSWORD',
    requiredBy: production,
    unless: aws,
    value: 'the password of POSTGRES_USER',
    isValid: isAny,
  },
  { name: 'POSTGRES_DATABASE', value: 'the name of the database', isValid: isWord },
  {
    name: 'AWS_REGION',
    requiredBy: aws,
    value: 'the region of the database, such as eu-central-1',
    isValid: isWord,
  },
  { name: 'AUTH_GITHUB_CLIENT_ID', requiredBy: githubConfig, value: secret, isValid: isWord },
  { name: 'AUTH_GITHUB_CLIENT_SECRET', requiredBy: githubConfig, value: secret, isValid: isWord },
  { name: 'GITHUB_TOKEN', value: secret, isValid: isWord },
  { name: 'GOLDPATH_ALLOW_GUESTS', value: boolean, isValid: isBoolean },
  { name: 'GOLDPATH_RECOVER_TASKS', value: boolean, isValid: isBoolean },
  { name: 'GOLDPATH_PUBLISH_LOCALLY', value: boolean, isValid: isBoolean },
  {
    name: 'GOLDPATH_WORKSPACES',
    value: 'an existing folder that the portal may write to',
    isValid: isWritableFolder,
  },
  { name: 'GOLDPATH_STAMPED', value: 'a folder', isValid: isAny },
  { name: 'GOLDPATH_DATA', value: 'a folder', isValid: isAny },
  {
    name: 'GOLDPATH_PLATFORM_REPOSITORY',
    value: 'a repository on GitHub, such as acme/goldpath',
    isValid: value => /^[\w.-]+\/[\w.-]+$/.test(value),
  },
  {
    name: 'GOLDPATH_CODE_OWNERS',
    value: 'a team or user on GitHub, such as @acme/platform',
    isValid: value => /^@[\w-]+(\/[\w.-]+)?$/.test(value),
  },
];

/**
 * Removes the variables of {@link variables} that are empty. Compose files and task definitions pass an empty string for a
 * value that is not set, and Backstage refuses it.
 */
export function removeEmpty(env: NodeJS.ProcessEnv): void {
  for (const { name } of variables) if (env[name] === '') delete env[name];
}

/**
 * The arguments of the backend, with the configuration for GitHub when one of its variables is set. It follows
 * `app-config.yaml`, so that later files can override it.
 */
export function withGithubConfig(argv: readonly string[], env: NodeJS.ProcessEnv): string[] {
  const isWanted = variables.some(({ name, requiredBy }) => requiredBy === githubConfig && env[name]);
  if (!isWanted || argv.includes(githubConfig)) return [...argv];
  const position = argv.indexOf('app-config.yaml') + 1;
  return position === 0 ? [...argv] : argv.toSpliced(position, 0, '--config', githubConfig);
}

/**
 * Validates the environment.
 *
 * @param argv - the arguments of the backend, which name its configuration files
 * @param env - without empty values, see {@link removeEmpty}
 * @returns a sentence for each variable to set; they never contain a value of a secret
 */
export function environmentProblems(argv: readonly string[], env: NodeJS.ProcessEnv): string[] {
  const files = new Set(argv.map(file => path.basename(file)));
  return variables
    .map(variable => problemOf(variable, env[variable.name], files))
    .filter(problem => problem !== undefined);
}

function problemOf(
  { name, requiredBy = '', unless = '', value, isValid }: Variable,
  current: string | undefined,
  files: ReadonlySet<string>,
): string | undefined {
  const isMissing = current === undefined && files.has(requiredBy) && !files.has(unless);
  if (isMissing) return `${name} is not set. Set it to ${value}.`;
  if (current !== undefined && !isValid(current)) return `${name} is not valid. Set it to ${value}.`;
  return undefined;
}
