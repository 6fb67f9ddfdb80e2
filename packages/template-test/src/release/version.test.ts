import { expect, test } from 'vitest';
import { compareVersions, isVersion, nextVersion } from './version.ts';
import { withVersion } from './templateVersion.ts';

test.each([
  ['none', '0.5.1'],
  ['patch', '0.5.2'],
  ['minor', '0.6.0'],
  ['major', '1.0.0'],
] as const)('the next version of the level %s after 0.5.1 is %s', (level, version) => {
  expect(nextVersion('0.5.1', level)).toBe(version);
});

test('versions are sorted by number, not as text', () => {
  expect(['0.10.0', '0.9.9', '0.10.1'].sort(compareVersions)).toEqual(['0.9.9', '0.10.0', '0.10.1']);
});

test.each(['1.0', 'v1.0.0', '1.0.0-beta', '01.0.0', ''])('%j is not a version', text => {
  expect(isVersion(text)).toBe(false);
});

test('a version is written into stamp.yaml, and every other byte stays', () => {
  const stampYaml = "# kept\ntemplate: { version: '0.1.0' } # kept too\nanswers: {}\n";
  expect(withVersion(stampYaml, '0.2.0')).toBe(
    '# kept\ntemplate: { version: 0.2.0 } # kept too\nanswers: {}\n',
  );
});
