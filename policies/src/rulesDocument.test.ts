import { expect, test } from 'vitest';
import { rules } from './pack.ts';
import { rulesDocument } from './rulesDocument.ts';

test('RULES.md describes the rules as they are', async () => {
  await expect(rulesDocument(rules)).toMatchFileSnapshot('../RULES.md');
});
