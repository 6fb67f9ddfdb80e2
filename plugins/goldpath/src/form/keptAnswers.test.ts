import { expect, test } from 'vitest';
import { forgetAnswers, keepAnswers, keptAnswers } from './keptAnswers.ts';

const templateRef = 'template:default/tiny';

function storageOf(values: Record<string, string> = {}) {
  const items = new Map(Object.entries(values));
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

test('the answers of each template are kept until they are forgotten', () => {
  const storage = storageOf();
  keepAnswers(storage, templateRef, { name: 'a' });
  expect(keptAnswers(storage, templateRef)).toEqual({ name: 'a' });
  expect(keptAnswers(storage, 'template:default/other')).toBeUndefined();
  forgetAnswers(storage, templateRef);
  expect(keptAnswers(storage, templateRef)).toBeUndefined();
});

test.each(['{', '[]', '7', 'null'])('the value %s is not used', value => {
  expect(keptAnswers(storageOf({ [`goldpath.answers.${templateRef}`]: value }), templateRef)).toBeUndefined();
});
