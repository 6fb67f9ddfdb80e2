import { expect, test } from 'vitest';
import { blocksOf, scriptOf } from './runbook.ts';

const page = `# Runbooks

## First

<!-- run: first -->
\`\`\`sh
export STAGE=dev
echo one
\`\`\`

\`\`\`ts
const ignored = 1;
\`\`\`

<!-- not run: needs a mailbox -->
\`\`\`sh
confirm
\`\`\`

## Second

\`\`\`sh
unmarked
\`\`\`

<!-- run: first, second -->
\`\`\`sh
echo two
\`\`\`
`;

test('a block of commands has its heading, line and marker', () => {
  expect(blocksOf(page)).toEqual([
    { heading: 'First', line: 6, commands: 'export STAGE=dev\necho one', marker: { run: ['first'] } },
    { heading: 'First', line: 16, commands: 'confirm', marker: { notRun: 'needs a mailbox' } },
    { heading: 'Second', line: 22, commands: 'unmarked', marker: undefined },
    { heading: 'Second', line: 27, commands: 'echo two', marker: { run: ['first', 'second'] } },
  ]);
});

test('an empty line can follow a marker, as prettier writes it', () => {
  expect(blocksOf('<!-- run: first -->\n\n```sh\necho one\n```\n')).toMatchObject([
    { marker: { run: ['first'] } },
  ]);
});

test('the blocks of a name are one script, in order', () => {
  expect(scriptOf(blocksOf(page), 'first', 'runbooks.md').split('\n')).toEqual([
    'set -euo pipefail',
    "echo '▸ runbooks.md:6' >&2",
    'export STAGE=dev',
    'echo one',
    "echo '▸ runbooks.md:27' >&2",
    'echo two',
  ]);
});

test('a block can belong to several names', () => {
  expect(scriptOf(blocksOf(page), 'second', 'runbooks.md')).toContain('echo two');
});

test('a name without a block is reported', () => {
  expect(() => scriptOf(blocksOf(page), 'third', 'runbooks.md')).toThrow(
    'runbooks.md has no block with the marker <!-- run: third -->.',
  );
});
