import type { UpgradeQuestion } from '@goldpath/plugin-goldpath-common';
import { expect, test } from 'vitest';
import { answersOf, questionForm } from './questionForm.ts';

const region = { type: 'string', title: 'Region', enum: ['here', 'there'] };
const color = { type: 'string', title: 'Color' };
const hidden = { type: 'string', title: 'Platform', 'ui:widget': 'hidden' };
const manifest = {
  title: 'Tiny',
  steps: [
    { title: 'About it', schema: { properties: { name: { type: 'string' } } } },
    {
      title: 'Where',
      schema: { properties: { region, platform: hidden }, if: {}, then: { properties: { color } } },
    },
  ],
};
const question = (field: string, others: Partial<UpgradeQuestion> = {}): UpgradeQuestion => ({
  field,
  source: 'none',
  isRequired: false,
  ...others,
});

test('the form has the fields of the questions, also those of conditions, with their answers', () => {
  const questions = [
    question('region', { source: 'default', answer: 'here', isRequired: true }),
    question('color'),
  ];
  const { schema, answers } = questionForm(manifest, { questions, refused: [] });
  expect(schema).toEqual({ type: 'object', properties: { region, color }, required: ['region'] });
  expect(answers).toEqual({ region: 'here' });
});

test('a hidden field is not in the form, and has its title', () => {
  const questions = [question('platform', { source: 'offered', answer: 'acme/goldpath' })];
  const { schema, answers, titleOf } = questionForm(manifest, { questions, refused: [] });
  expect(schema.properties).toEqual({});
  expect(answers).toEqual({});
  expect(titleOf('platform')).toBe('Platform');
});

test('a recorded answer that is refused can be given again', () => {
  const refused = [{ field: 'region', message: 'must be here or there' }];
  expect(questionForm(manifest, { questions: [], refused }).schema).toMatchObject({ required: ['region'] });
});

test('questions without an answer have none for the task', () => {
  const answered = question('region', { source: 'given', answer: 'here' });
  expect(answersOf([answered, question('color')])).toEqual({ region: 'here' });
});
