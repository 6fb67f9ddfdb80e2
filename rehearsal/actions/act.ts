import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { x } from 'tinyexec';
import { writeStandIns } from './standIns.ts';

/** A run of a workflow. */
export interface WorkflowRun {
  /** the repository's folder */
  repository: string;
  event: 'push' | 'workflow_dispatch';
  /** such as `.github/workflows/deploy.yml` */
  file: string;
  inputs?: Record<string, string>;
  /** the variables of the repository and of the environment */
  variables: Record<string, string>;
  env: Record<string, string>;
}

/**
 * Runs a workflow with act (https://nektosact.com), a runner of GitHub Actions, on this machine instead of in containers. Actions are
 * replaced by stand-ins. It enforces neither approvals nor the subject claims of environments.
 *
 * @param folder - an existing folder for its files
 * @returns its exit code and its output
 */
export async function runWorkflow(
  { repository, event, file, inputs = {}, variables, env }: WorkflowRun,
  folder: string,
): Promise<{ code: number; output: string }> {
  const envFile = path.join(folder, 'env');
  await writeFile(envFile, linesOf(env));
  const variablesFile = path.join(folder, 'variables');
  await writeFile(variablesFile, linesOf(variables));
  const args = [
    ...[event, '--workflows', file, '--platform', 'ubuntu-24.04=-self-hosted'],
    ...['--env-file', envFile, '--var-file', variablesFile, '--secret-file', '/dev/null'],
    ...Object.entries(inputs).flatMap(([name, value]) => ['--input', `${name}=${value}`]),
    ...(await writeStandIns(path.join(folder, 'actions'))),
  ];
  const {
    exitCode = 1,
    stdout,
    stderr,
  } = await x('act', args, {
    nodeOptions: { cwd: repository, env: { ...process.env, ...env } },
  });
  return { code: exitCode, output: stdout + stderr };
}

const linesOf = (values: Record<string, string>) =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
