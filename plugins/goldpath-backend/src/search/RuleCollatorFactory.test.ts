import { allRules } from '@goldpath/repository-check';
import { expect, test } from 'vitest';
import { RuleCollatorFactory } from './RuleCollatorFactory.ts';

test('every rule is a document with its id and reason, which leads to the rule on its page', async () => {
  const documents: object[] = [];
  for await (const document of await new RuleCollatorFactory().getCollator())
    documents.push(document as object);
  expect(documents).toHaveLength((await allRules()).length);
  expect(documents).toContainEqual({
    title: expect.any(String) as string,
    text: expect.stringMatching(/^database-not-public \S/) as string,
    location: '/policies#database-not-public',
  });
});
