import { parse } from 'yaml';

/** A job of `.gitlab-ci.yml`, with everything that it extends. */
export interface Job {
  stage: string;
  /** of the global variables and of the job, with the references between them expanded */
  variables: Record<string, string>;
  /** the commands of `before_script` and `script` */
  commands: string[];
  /** the files that later jobs get */
  files: string[];
  /** the file with variables for later jobs */
  dotenv: string | undefined;
}

type Keys = Record<string, unknown>;

/**
 * Returns a job of a pipeline (https://docs.gitlab.com/ci/yaml, looked up 2026-11-28). Rules, images and caches are left out.
 *
 * @param text - of `.gitlab-ci.yml`
 * @param predefined - variables that GitLab sets
 * @throws Error when there is no such job
 */
export function readJob(text: string, name: string, predefined: Record<string, string>): Job {
  // without a warning for the tag `!reference`, which only rules have
  const file = parse(text, { logLevel: 'error', merge: true }) as Record<string, Keys | undefined>;
  const job = extended(file, name);
  const own = { ...file.variables, ...(job.variables as Keys | undefined) };
  const variables: Record<string, string> = { ...predefined };
  for (const [key, value] of Object.entries(own)) variables[key] = expanded(String(value), variables);
  const artifacts = (job.artifacts ?? {}) as { paths?: string[]; reports?: { dotenv?: string } };
  return {
    stage: String(job.stage),
    variables,
    commands: [job.before_script, job.script].flat(2).filter(line => typeof line === 'string'),
    files: artifacts.paths ?? [],
    dotenv: artifacts.reports?.dotenv,
  };
}

/** GitLab merges maps, and replaces everything else. */
function extended(file: Record<string, Keys | undefined>, name: string): Keys {
  const job = file[name];
  if (!job) throw new Error(`.gitlab-ci.yml has no job ${name}.`);
  const bases = [job.extends ?? []].flat() as string[];
  return [...bases.map(base => extended(file, base)), job].reduce(merged);
}

function merged(base: Keys, over: Keys): Keys {
  const result = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const old = result[key];
    result[key] = isMap(old) && isMap(value) ? merged(old, value) : value;
  }
  return result;
}

const isMap = (value: unknown): value is Keys =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const expanded = (value: string, variables: Record<string, string>) =>
  value.replaceAll(/\$(?<name>\w+)/g, (_, name: string) => variables[name] ?? '');
