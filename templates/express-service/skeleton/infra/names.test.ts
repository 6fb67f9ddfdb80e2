import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isAllowed, nameProblems, nameRules, namesOf } from './names';
import { projects, stages } from './name-rules.json';

const projectNames = fc
  .stringMatching(new RegExp(projects.pattern))
  .filter(({ length }) => length >= projects.minLength && length <= projects.maxLength);
const stageNames = fc
  .stringMatching(new RegExp(stages.pattern))
  .filter(({ length }) => length <= stages.maxLength);

it('every project and every stage of at most eleven characters has names that are allowed', () => {
  fc.assert(
    fc.property(projectNames, stageNames, (project, stage) => {
      expect(nameProblems(project, stage)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

it.each(['a'.repeat(24), `internal-${'b'.repeat(15)}`, 'internal-a', 'abc', 'amzn-x', 'sthree-x'])(
  'the project %s has names that are allowed',
  project => {
    for (const stage of ['dev', 'prod', 's'.repeat(stages.maxLength)])
      expect(nameProblems(project, stage)).toEqual([]);
  },
);

it.each(['Prod', 'a.b', 'a--b', 'a_b', 'prod-', 's'.repeat(stages.maxLength + 1)])(
  'the stage %s is rejected',
  stage => {
    expect(nameProblems('a'.repeat(24), stage)).toHaveLength(1);
  },
);

it.each(nameRules)('a $title has at most $max characters', rule => {
  const [longest = ''] = namesOf('x'.repeat(rule.max), { ...rule, isShort: false });
  expect(isAllowed(longest, rule)).toBe(longest.length <= rule.max);
  expect(isAllowed(`${rule.prefix}${'x'.repeat(rule.max)}x`, rule)).toBe(false);
});
