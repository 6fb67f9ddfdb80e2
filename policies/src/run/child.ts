// The child process of execute.ts: runs one program and answers with what it registered.
import { createRequire } from 'node:module';
import path from 'node:path';
import { recorder } from './record.ts';
import type { Answer, Execution } from './recorded.ts';
import { failureOf } from './failure.ts';
import { loadTypeScriptUnder } from './typescript.ts';

process.once('message', message => {
  const execution = message as Execution;
  const answer = (value: Answer) => {
    process.send?.(value, () => process.disconnect());
  };
  const fail = (error: unknown) => answer(failureOf(error, execution.dir));
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  run(execution).then(resources => answer({ resources }), fail);
});

async function run(execution: Execution) {
  const { dir, entry, project, stack, config, secretKeys } = execution;
  loadTypeScriptUnder(dir);
  // the program's own copy of the SDK when it has one: there must be only one in the process
  const load = createRequire(path.join(dir, 'index.ts'));
  const pulumi = load('@pulumi/pulumi') as typeof import('@pulumi/pulumi');
  const mocks = load('@pulumi/pulumi/runtime/mocks') as typeof import('@pulumi/pulumi/runtime/mocks');
  const settings = load(
    '@pulumi/pulumi/runtime/settings',
  ) as typeof import('@pulumi/pulumi/runtime/settings');
  const { Recorder, recorded } = recorder(mocks.MockMonitor, pulumi.runtime, {
    dir,
    region: config['aws:region'],
  });

  // as a preview: what only a deployment would tell stays unknown instead of vanishing
  await mocks.setMocks(Recorder.mocks, project, stack, true);
  settings.setMockOptions(new Recorder(), project, stack, true);
  pulumi.runtime.setAllConfig(config, secretKeys);
  await pulumi.runtime.runInPulumiStack(async () => {
    const program: unknown = load(entry);
    const main = typeof program === 'function' ? program : (program as { default?: unknown })?.default;
    return typeof main === 'function' ? ((await main()) as object) : program;
  });
  await pulumi.runtime.disconnect();
  return recorded;
}
