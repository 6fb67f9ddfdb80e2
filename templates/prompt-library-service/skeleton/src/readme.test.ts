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
  const [created, byTag, byWords, byTypo, byKorean, liked, rendered, exported] = stdout.split('\n');
  const { id } = JSON.parse(created!) as { id: string };
  for (const list of [byTag, byWords, byTypo, byKorean]) {
    expect(JSON.parse(list!)).toMatchObject({ items: [{ id, title: 'Release notes' }] });
  }
  expect(JSON.parse(liked!)).toEqual({ liked: true, likeCount: 1 });
  expect(JSON.parse(rendered!)).toEqual({
    text: 'Write release notes for these commits: a1b2c3 Faster search',
  });
  expect(exported).toMatch(/^title,description,text,/);
});
