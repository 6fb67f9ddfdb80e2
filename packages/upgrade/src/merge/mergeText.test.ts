import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeText } from './mergeText.ts';

const text = (letters: string) => letters.split('').join('\n');
const merged = (base: string, ours: string, theirs: string) =>
  mergeText({ base: text(base), ours: text(ours), theirs: text(theirs) });

describe('lines', () => {
  test.each([
    ['changed on one side', 'abc', 'axc', 'abc', 'axc'],
    ['changed equally', 'abc', 'axc', 'axc', 'axc'],
    ['changed next to each other', 'abcd', 'axcd', 'abyd', 'axyd'],
    ['inserted in front of a changed line', 'abc', 'abxc', 'aby', 'abxy'],
    ['inserted after a changed line', 'abc', 'axc', 'abyc', 'axyc'],
    ['deleted and changed next to each other', 'abcd', 'acd', 'abyd', 'ayd'],
    ['inserted equally at the same place', 'ab', 'axb', 'axb', 'axb'],
  ])('%s are merged', (_, base, ours, theirs, result) => {
    expect(merged(base, ours, theirs)).toEqual({ text: text(result), conflicts: 0 });
  });

  test.each([
    ['changed differently', 'abc', 'axc', 'ayc'],
    ['inserted differently at the same place', 'ab', 'axb', 'ayb'],
    ['deleted and changed', 'abc', 'ac', 'ayc'],
  ])('%s are a conflict', (_, base, ours, theirs) => {
    expect(merged(base, ours, theirs).conflicts).toBe(1);
  });

  test('are compared without carriage returns, and written with those of the team', () => {
    const merge = mergeText({ base: 'a\nb\nc\n', ours: 'a\r\nx\r\nc\r\n', theirs: 'a\nb\nc\ny\n' });
    expect(merge).toEqual({ text: 'a\r\nx\r\nc\r\ny\r\n', conflicts: 0 });
  });

  test('keep a missing line break at the end', () => {
    expect(mergeText({ base: 'a\nb', ours: 'x\nb', theirs: 'a\nb' }).text).toBe('x\nb');
  });
});

const side = fc
  .array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 8 })
  .map(lines => lines.join('\n'));

test('a side without changes leaves the other as it is', () => {
  fc.assert(
    fc.property(side, side, (base, changed) => {
      expect(mergeText({ base, ours: changed, theirs: base })).toEqual({ text: changed, conflicts: 0 });
      expect(mergeText({ base, ours: base, theirs: changed })).toEqual({ text: changed, conflicts: 0 });
      expect(mergeText({ base, ours: changed, theirs: changed })).toEqual({ text: changed, conflicts: 0 });
    }),
    { numRuns: 1000 },
  );
});

test('every line that the team wrote is in the result', () => {
  const team = fc.array(fc.constantFrom('a', 'b', 'c', 'team 1', 'team 2', 'team 3'), { maxLength: 8 });
  fc.assert(
    fc.property(side, team, side, (base, lines, theirs) => {
      const result = mergeText({ base, ours: lines.join('\n'), theirs }).text.split('\n');
      const count = (all: string[], line: string) => all.filter(candidate => candidate === line).length;
      for (const line of lines.filter(candidate => candidate.startsWith('team'))) {
        expect(count(result, line)).toBeGreaterThanOrEqual(count(lines, line));
      }
    }),
    { numRuns: 1000 },
  );
});

test('the sides can be exchanged', () => {
  fc.assert(
    fc.property(side, side, side, (base, ours, theirs) => {
      const one = mergeText({ base, ours, theirs });
      const other = mergeText({ base, ours: theirs, theirs: ours });
      fc.pre(one.conflicts === 0);
      expect(other).toEqual(one);
    }),
    { numRuns: 1000 },
  );
});
