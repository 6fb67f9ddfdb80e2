import { expect, test } from 'vitest';
import { parseDocuments } from './documents.ts';
import type { SourceProblem } from './documents.ts';
import { yamlMessage } from './yamlMessage.ts';
import { firstValue, parseYaml } from './yamlSource.ts';

const messagesOf = (text: string) => {
  const problems: SourceProblem[] = [];
  parseDocuments({ path: '', file: '', text }, problems);
  return problems.map(({ message }) => message);
};

test('the position and the excerpt of the parser are left out', () => {
  expect(yamlMessage('Tabs are not allowed as indentation at line 2, column 1:\n\n\tb: [\n^\n')).toBe(
    'Tabs are not allowed as indentation',
  );
});

test('a message that quotes a long text is shortened', () => {
  expect(yamlMessage(`Unresolved alias: ${'x'.repeat(5000)}`)).toHaveLength(200);
});

test.each([20, 5000])('%i brackets that are not closed are one problem of one short line', depth => {
  const messages = messagesOf('['.repeat(depth));
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatch(/^(Flow sequence .*|Collections are nested too deeply)$/);
});

test('problems that are independent of each other are all reported', () => {
  expect(messagesOf('a: 1\na: 2\nb: [\n')).toHaveLength(2);
});

test.each([
  ['brackets', '['.repeat(5000)],
  ['an alias without an anchor', `a: *${'x'.repeat(5000)}`],
])('%s: the error is one short line without a position', (_what, text) => {
  expect(() => firstValue(parseYaml(text))).toThrow(/^(?!.*column \d)[^\n]{1,200}$/);
});
