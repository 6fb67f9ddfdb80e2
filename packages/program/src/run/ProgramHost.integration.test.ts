import { expect, onTestFinished, test } from 'vitest';
import { programIn } from '../testing/program.ts';
import { startChild } from './execute.ts';
import { readProject } from './project.ts';
import { ProgramHost } from './ProgramHost.ts';

/** A host, and the number of processes that it has started. */
function startHost() {
  const counted = { processes: 0 };
  const host = new ProgramHost(() => {
    counted.processes += 1;
    return startChild();
  });
  onTestFinished(() => host.stop());
  return { host, counted };
}

const programOf = async (line: string) => {
  const text = `import * as aws from '@pulumi/aws';\n${line}\n`;
  return readProject(await programIn({ 'index.ts': text }));
};

test('programs share a process, each has its own resources, and one that fails ends the process', async () => {
  const { host, counted } = startHost();
  const namesOf = async (line: string) => {
    const runs = await host.execute(await programOf(line));
    return runs.flatMap(({ resources }) => resources).map(({ name }) => name);
  };
  expect(await Promise.all([namesOf("new aws.kms.Key('a');"), namesOf("new aws.kms.Key('b');")])).toEqual([
    expect.arrayContaining(['a']) as string[],
    expect.not.arrayContaining(['a']) as string[],
  ]);
  expect(counted.processes).toBe(1);
  await expect(namesOf("throw new Error('out of order');")).rejects.toThrow('out of order');
  expect(await namesOf("new aws.kms.Key('c');")).toContain('c');
  expect(counted.processes).toBe(2);
});

test('a program that is stopped before its turn starts no process', async () => {
  const { host, counted } = startHost();
  const execution = await programOf('');
  const stopped = host.execute(execution, { signal: AbortSignal.abort() });
  await expect(stopped).rejects.toThrow('stopped before it began');
  expect(counted.processes).toBe(0);
});
