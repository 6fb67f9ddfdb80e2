import { describe, expect, test } from 'vitest';
import { mergeJson, mergeYaml } from './mergeData.ts';

describe('JSON', () => {
  test('is merged by key in the format of the team', () => {
    const base = '{ "a": 1, "b": { "c": 2 } }';
    const ours = '{\n\t"a": 1,\n\t"b": { "c": 2 },\n\t"team": true\n}\n';
    expect(mergeJson({ base, ours, theirs: '{ "a": 3, "b": { "c": 2 } }' })).toBe(
      '{\n\t"a": 3,\n\t"b": { "c": 2 },\n\t"team": true\n}\n',
    );
  });

  test('gets a new key after the one in front of it in the template', () => {
    const base = '{\n  "a": 1,\n  "z": 1\n}\n';
    const ours = '{\n  "a": 2,\n  "z": 1\n}\n';
    const theirs = '{\n  "a": 1,\n  "m": 1,\n  "z": 1\n}\n';
    expect(mergeJson({ base, ours, theirs })).toBe('{\n  "a": 2,\n  "m": 1,\n  "z": 1\n}\n');
  });

  test('loses a key that the template removed and the team did not change', () => {
    const ours = '{\n  "a": 1,\n  "b": 1,\n  "c": 1\n}\n';
    expect(mergeJson({ base: '{"a":1,"b":1}', ours, theirs: '{"a":1}' })).toBe('{\n  "a": 1,\n  "c": 1\n}\n');
  });

  test.each([
    ['that both changed differently', '{"a":1}', '{"a":2}', '{"a":3}'],
    ['that the template removed and the team changed', '{"a":1}', '{"a":2}', '{}'],
    [
      'of an object that the template removed and the team added to',
      '{"a":{"b":1}}',
      '{"a":{"b":1,"c":1}}',
      '{}',
    ],
  ])('a key %s is not decided', (_, base, ours, theirs) => {
    expect(mergeJson({ base, ours, theirs })).toBeUndefined();
  });

  test('that cannot be parsed is not merged', () => {
    expect(mergeJson({ base: '{}', ours: '{', theirs: '{"a":1}' })).toBeUndefined();
  });

  test('keeps keys such as __proto__ and constructor', () => {
    const ours = '{"constructor":1,"team":1}';
    expect(mergeJson({ base: '{"constructor":1}', ours, theirs: '{"constructor":2}' })).toBe(
      '{"constructor":2,"team":1}',
    );
  });
});

describe('YAML', () => {
  test('is merged by key, and comments are kept', () => {
    const base = 'a: 1\nb: 1\n';
    const ours = '# ours\na: 2 # two\nb: 1\n';
    expect(mergeYaml({ base, ours, theirs: 'a: 1\nb: 3\nc: 1\n' })).toBe('# ours\na: 2 # two\nb: 3\nc: 1\n');
  });

  test('is not merged when its format would change', () => {
    expect(mergeYaml({ base: 'a: 1\n', ours: 'a:   1\nb: 2\n', theirs: 'a: 2\n' })).toBeUndefined();
  });
});
