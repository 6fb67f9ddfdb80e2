import { once } from 'node:events';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import type { LintAnswer, LintJob } from './lintWorker.ts';
import { writeExample } from './rules/examples.fixture.ts';

const entry = createRequire(import.meta.url).resolve('@goldpath/template-lint/worker');

async function answerTo(job: LintJob): Promise<LintAnswer> {
  const worker = new Worker(entry);
  onTestFinished(async () => void (await worker.terminate()));
  worker.postMessage(job);
  const [answer] = (await once(worker, 'message')) as [LintAnswer];
  return answer;
}

test('the worker answers with the diagnostics, without their edits', async () => {
  const folder = await writeExample('steps:\n  - { id: log, action: debug:lgo }\n');
  const answer = await answerTo({ folder, file: 'template.yaml' });
  expect(answer).toMatchObject({
    report: { diagnostics: [{ rule: 'known-action', location: { file: 'template.yaml', line: 8 } }] },
  });
  expect(JSON.stringify(answer)).not.toContain('edits');
});

test('the worker knows only the given actions', async () => {
  const folder = await writeExample('steps:\n  - { id: greet, action: acme:greet }\n');
  const answer = await answerTo({ folder, file: 'template.yaml', actions: [{ id: 'acme:greet' }] });
  expect(answer).toMatchObject({ report: { diagnostics: [], summary: { templates: 1 } } });
});

test('the worker answers with the message of an error', async () => {
  const folder = await writeExample({});
  expect(await answerTo({ folder, file: 'template.yaml' })).toEqual({
    error: expect.stringContaining('does not exist'),
  });
});
