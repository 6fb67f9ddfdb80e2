import { Readable } from 'node:stream';
import type { DocumentCollatorFactory, IndexableDocument } from '@backstage/plugin-search-common';
import { allRules } from '@goldpath/repository-check';

/** Makes every rule about services findable in the portal's search. */
export class RuleCollatorFactory implements DocumentCollatorFactory {
  readonly type = 'policies';

  async getCollator(): Promise<Readable> {
    return Readable.from((await allRules()).map(toDocument));
  }
}

function toDocument({
  id,
  title,
  why,
  fix = '',
}: Awaited<ReturnType<typeof allRules>>[number]): IndexableDocument {
  return { title, text: `${id} ${why} ${fix}`.trim(), location: `/policies#${id}` };
}
