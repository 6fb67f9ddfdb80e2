import { expect, test } from 'vitest';
import { newerVersions } from './changelog.ts';

const changelog = `# Changelog of tiny

## Unreleased

- Logs have a [request id](docs/logs.md), also in \`main.ts\` and
  in errors. They are JSON.
- Another one.

## 1.10.0 (2026-11-29)

The service drains before it ends.

- Changed: \`src/main.ts\`.

## 1.9.0 (2026-10-01)

The service has 2.5 times the memory! And more.

## 1.2.0 (2026-01-01)

The first one.
`;

test('newer versions have the first sentence of their entry, the newest first', () => {
  const versions = newerVersions(changelog, '1.2.0').map(({ version, summary }) => ({ version, summary }));
  expect(versions).toEqual([
    { version: undefined, summary: 'Logs have a request id, also in main.ts and in errors.' },
    { version: '1.10.0', summary: 'The service drains before it ends.' },
    { version: '1.9.0', summary: 'The service has 2.5 times the memory!' },
  ]);
});

test('versions are compared by number', () => {
  expect(newerVersions(changelog, '1.9.0').map(({ version }) => version)).toEqual([undefined, '1.10.0']);
});

test('an entry is there as Markdown, too', () => {
  const [, version] = newerVersions(changelog.replaceAll('\n', '\r\n'), '1.9.0');
  expect(version?.text).toBe('The service drains before it ends.\n\n- Changed: `src/main.ts`.');
});

test.each(['', '# Changelog\n\n## Unreleased\n\n## Notes\n\nText.\n'])('%j has no versions', text => {
  expect(newerVersions(text, '1.0.0')).toEqual([]);
});
