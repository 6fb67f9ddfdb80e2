import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { startService } from '../test/service.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

test('the examples in the README work', async () => {
  const service = await startService();
  const example = /## Use\n[^]*?```sh\n([^]*?)```/.exec(readme)![1]!;
  // Every curl must succeed, and each response is on a separate line.
  const script = `curl() { command curl --fail-with-body -w '\\n' "$@"; }
    ${example.replace('http://localhost:3000', service.url)}`;
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script]);
  const [added, list, changed] = stdout.split('\n');
  const { id } = JSON.parse(added!) as { id: string };
  expect(JSON.parse(list!)).toMatchObject({ items: [{ id, title: 'Release' }] });
  expect(JSON.parse(changed!)).toMatchObject({ id, text: 'Friday at eleven', version: 2 });
});
