import type { StampSpec } from '@goldpath/template';
import { expect, test } from 'vitest';
import { newQuestions } from './newQuestions.ts';

const answersSchema = {
  type: 'object',
  required: ['name', 'rollout', 'tier', 'destination'],
  properties: {
    name: { type: 'string' },
    rollout: { type: 'string', default: 'rolling' },
    tier: { type: 'string' },
    destination: { type: 'string', default: 'local' },
    platform: { type: 'string' },
    color: true,
  },
  allOf: [
    {
      if: { required: ['rollout'], properties: { rollout: { const: 'blue-green' } } },
      then: { properties: { color: { type: 'string' } } },
    },
  ],
};
const stamp = { publishing: ['destination'] } as unknown as StampSpec;
const template = { answersSchema, stamp };
const named = (field: string, questions: ReturnType<typeof newQuestions>) =>
  questions.find(question => question.field === field);

test('questions without a recorded answer are new, in the order of the form', () => {
  expect(newQuestions(template, { name: 'desk' })).toEqual([
    { field: 'rollout', isRequired: true, source: 'default', answer: 'rolling' },
    { field: 'tier', isRequired: true, source: 'none' },
    { field: 'platform', isRequired: false, source: 'none' },
  ]);
});

test('an answer that is given takes precedence over one that is offered, and that over the default', () => {
  const offered = { rollout: 'blue-green', platform: 'acme/goldpath' };
  const questions = newQuestions(template, { name: 'desk' }, { answers: { platform: 'own/one' }, offered });
  expect(named('platform', questions)).toMatchObject({ source: 'given', answer: 'own/one' });
  expect(named('rollout', questions)).toMatchObject({ source: 'offered', answer: 'blue-green' });
});

test('a recorded answer is not replaced by one that is offered', () => {
  const questions = newQuestions(template, { name: 'desk', tier: 'gold' }, { offered: { tier: 'iron' } });
  expect(named('tier', questions)).toBeUndefined();
});

test('a field of a condition is a question only when the form shows it', () => {
  const offered = { color: 'red' };
  const asked = (rollout: string) => named('color', newQuestions(template, { rollout }, { offered }));
  expect(asked('rolling')).toBeUndefined();
  expect(asked('blue-green')).toMatchObject({ source: 'offered', answer: 'red' });
});

test('the answers to new questions decide which fields of conditions the form shows', () => {
  const given = { answers: { rollout: 'blue-green' } };
  expect(named('color', newQuestions(template, {}, given))).toMatchObject({ source: 'none' });
});
