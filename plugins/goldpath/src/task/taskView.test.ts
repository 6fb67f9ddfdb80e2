import { expect, test } from 'vitest';
import { englishText } from '../messages/testing/englishText.ts';
import { durationOf, formWith, isProblemOfTemplate, shownTask } from './taskView.ts';

const steps = [{ id: 'stamp', name: 'Stamp the service', action: 'goldpath:stamp' }];
const templateInfo = { entityRef: 'template:default/tiny' };

test('a task has the name of what it makes, its answers and its steps', () => {
  expect(shownTask({ parameters: { name: 'shop' }, steps, templateInfo })).toEqual({
    templateRef: 'template:default/tiny',
    name: 'shop',
    answers: { name: 'shop' },
    steps: [{ id: 'stamp', name: 'Stamp the service' }],
  });
});

test.each([{ steps: [{ id: 'log', name: 'Log', action: 'debug:log' }], templateInfo }, { steps }, {}])(
  'the task %j is left to the stock page',
  spec => {
    expect(shownTask(spec)).toBeUndefined();
  },
);

test.each([
  ['2026-11-29T12:00:00.000Z', '2026-11-29T12:00:00.400Z', '0.4 s'],
  ['2026-11-29T12:00:00.000Z', '2026-11-29T12:02:05.900Z', '2 min 5 s'],
  ['2026-11-29T12:00:00.000Z', undefined, '10.0 s'],
  [undefined, undefined, ''],
])('from %s to %s is "%s"', (startedAt, endedAt, expected) => {
  expect(durationOf(startedAt, endedAt, Date.parse('2026-11-29T12:00:10Z'), englishText)).toBe(expected);
});

test.each([
  ['stamp.yaml:7: answers.name: skeleton/a does not exist', true],
  ['The name is taken.', false],
])('%s: a problem of the template is %s', (message, expected) => {
  expect(isProblemOfTemplate(message)).toBe(expected);
});

test('the form is opened with the answers of the task', () => {
  const path = formWith('/create/templates/default/tiny', { name: 'a&b' });
  expect(JSON.parse(new URLSearchParams(path.split('?')[1]).get('formData') ?? '')).toEqual({ name: 'a&b' });
});
