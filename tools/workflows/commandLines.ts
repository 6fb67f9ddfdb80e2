import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../root.mjs';

const scripts = path.join(root, 'templates', 'prompt-library-service', 'skeleton', 'deploy');

/** Whether this machine has the programs of the scripts: runners of GitHub have them, a developer's machine may not. */
export const hasCommandLines = ['bash', 'jq', 'curl', 'openssl'].every(
  program => spawnSync(program, [program === 'openssl' ? 'version' : '--version']).status === 0,
);

/** The configuration of the stage. */
export const stageFile = 'config:\n  aws:region: eu-west-1\n  service:protected: false\n';

/** The digest of an image. */
export const digest = `sha256:${'a'.repeat(64)}`;
/** The digest of another image. */
export const otherDigest = `sha256:${'b'.repeat(64)}`;

/** An image as a task definition names it. */
export const imageOf = (digestOfIt: string) =>
  `123456789012.dkr.ecr.eu-west-1.amazonaws.com/desk-dev@${digestOfIt}`;

/** The answers of AWS for the service of the stage: with the digest of an image, or `none`. */
export const serviceWith = (image: string): Record<string, string | number> => ({
  'ecs describe-services': image === 'none' ? 'None' : 'arn:1',
  'ecs describe-task-definition --task-definition arn:1': image === 'none' ? 'None' : imageOf(image),
});

/** A copy of a template's deployment scripts, with fake command lines of AWS and others whose answers a test defines. */
export class Deployment {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<Deployment> {
    const folder = await mkdtemp(path.join(tmpdir(), 'deploy-'));
    await cp(scripts, path.join(folder, 'deploy'), { recursive: true });
    await mkdir(path.join(folder, 'infra'));
    await writeFile(path.join(folder, 'infra', 'Pulumi.dev.yaml'), stageFile);
    await mkdir(path.join(folder, 'bin'));
    return new Deployment(folder);
  }

  /**
   * Puts a program on the path that logs its arguments.
   *
   * @param answers - the output or the exit code, by the beginning of the arguments
   * @param otherwise - bash code for all other arguments
   */
  async program(name: string, answers: Record<string, string | number>, otherwise = ''): Promise<void> {
    const cases = Object.entries(answers).map(([args, answer]) => {
      const does = typeof answer === 'number' ? `exit ${answer}` : `cat <<'END'\n${answer}\nEND`;
      return `if [[ "$*" == ${JSON.stringify(args)}* ]]; then\n${does}\nexit 0\nfi`;
    });
    const file = path.join(this.folder, 'bin', name);
    const log = JSON.stringify(path.join(this.folder, 'calls'));
    const lines = ['#!/usr/bin/env bash', `echo "${name} $*" >> ${log}`, ...cases, otherwise];
    await writeFile(file, `${lines.join('\n')}\n`);
    await chmod(file, 0o755);
  }

  /** The calls of the programs, in order. */
  async calls(): Promise<string[]> {
    return (await readFile(path.join(this.folder, 'calls'), 'utf8')).trim().split('\n');
  }

  /** Runs a script for the stage `dev` and returns its exit code and its output. */
  async run(
    script: string,
    args: string[] = [],
    env: Record<string, string> = {},
  ): Promise<{ code: number; output: string }> {
    const child = spawn(path.join(this.folder, 'deploy', script), args, {
      env: {
        PATH: `${path.join(this.folder, 'bin')}${path.delimiter}${process.env.PATH}`,
        STAGE: 'dev',
        SERVICE: 'desk-dev',
        AWS_REGION: 'eu-west-1',
        IMAGE_REPOSITORY: 'desk-dev',
        ...env,
      },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    const [code] = (await once(child, 'close')) as [number];
    return { code, output };
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
