import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Images } from './images.ts';

/** The parts of a container definition that a task needs. */
export interface ContainerDefinition {
  name: string;
  image: string;
  command?: string[];
  environment?: { name: string; value: string }[];
  secrets?: { name: string; valueFrom: string }[];
}

/** A container as a process of this machine. */
export interface Task {
  arn: string;
  process: ChildProcess;
  /** everything that it has printed */
  output: string[];
}

/** The last part of the ARN of a task. */
export const idOf = ({ arn }: Pick<Task, 'arn'>) => arn.split('/').at(-1) ?? '';

/**
 * Starts the program of a container. Its image is the folder of the build with that digest, since the task runs on this machine.
 *
 * @param environment - replaces variables of the container: the addresses of AWS do not exist here
 * @throws Error when no build has the digest of its image
 */
export function startTask(
  container: ContainerDefinition,
  images: Images,
  environment: NodeJS.ProcessEnv,
): Task {
  const [, digest = ''] = container.image.split('@');
  const build = images.get(digest);
  if (!build) throw new Error(`There is no image with the digest ${digest || container.image}.`);
  const [program = 'node', ...args] = container.command ?? ['node', 'dist/server.js'];
  const variables = Object.fromEntries((container.environment ?? []).map(({ name, value }) => [name, value]));
  const child = spawn(program === 'node' ? process.execPath : program, args, {
    cwd: build.folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...variables, ...environment },
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => output.push(...chunk.toString().trimEnd().split('\n')));
  const arn = `arn:aws:ecs:eu-west-1:123456789012:task/rehearsal/${randomBytes(16).toString('hex')}`;
  return { arn, process: child, output };
}

/** Whether its process has ended. */
export const hasEnded = ({ process: child }: Task) => child.exitCode !== null || child.signalCode !== null;

/**
 * Waits until a task answers its health check.
 *
 * @param url - of the health check
 * @returns false when the task ends before, or after the given milliseconds
 */
export async function becomesReady(task: Task, url: string, milliseconds: number): Promise<boolean> {
  const limit = performance.now() + milliseconds;
  while (performance.now() < limit && !hasEnded(task)) {
    const isReady = await fetch(url).then(
      response => response.ok,
      () => false, // it does not listen yet
    );
    if (isReady) return true;
    await wait(100);
  }
  return false;
}

/** Stops a task as Amazon ECS does, and waits until it has ended. */
export async function stopTask(task: Task): Promise<void> {
  if (hasEnded(task)) return;
  const ended = once(task.process, 'exit');
  task.process.kill('SIGTERM');
  await ended;
}
