import { expect, test } from 'vitest';
import { entryOf, withEntry } from './changelog.ts';

const facts = { version: '1.1.0', date: '2026-11-29', items: ['- Added: `a.ts`.'] };

test('the first entry makes a changelog with a title', () => {
  expect(withEntry('', 'tiny', entryOf('', facts))).toBe(`# Changelog of tiny

## Unreleased

## 1.1.0 (2026-11-29)

See the list of changed files.

- Added: \`a.ts\`.
`);
});

test('the text below "Unreleased" moves into the entry, above the older ones', () => {
  const changelog = `# Tiny

## Unreleased

Services log JSON.

## 1.0.0 (2026-01-01)

The first one.
`;
  expect(withEntry(changelog, 'tiny', entryOf(changelog, facts))).toBe(`# Tiny

## Unreleased

## 1.1.0 (2026-11-29)

Services log JSON.

- Added: \`a.ts\`.

## 1.0.0 (2026-01-01)

The first one.
`);
});
