import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.ts';
import { text } from '../http/text.ts';
import { Timestamp } from '../http/timestamp.ts';

/** The body for creating or renaming a collection. */
export const NewCollection = z
  .strictObject({
    name: text(100)
      .transform(name => name.normalize('NFC').trim())
      .pipe(z.string().min(1).max(100))
      .meta({ description: 'Unique among your collections.' }),
  })
  .meta({ id: 'NewCollection' });
export type NewCollection = z.output<typeof NewCollection>;

/** A collection as its owner sees it. */
export const Collection = z
  .object({
    id: z.uuid(),
    name: z.string(),
    promptCount: z.int().meta({ description: 'The number of its prompts that you may see now.' }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Collection' });
export type Collection = z.output<typeof Collection>;

/** One page of collections. */
export const CollectionPage = pageOf(Collection).meta({ id: 'CollectionPage' });
export type CollectionPage = z.output<typeof CollectionPage>;

/** The query of the collection list. */
export const CollectionQuery = z.strictObject(pageQuery(z.uuid()));
export type CollectionQuery = z.output<typeof CollectionQuery>;

/** The query of the prompt list of a collection. */
export const CollectedQuery = z.strictObject(pageQuery(z.strictObject({ addedAt: Timestamp, id: z.uuid() })));
export type CollectedQuery = z.output<typeof CollectedQuery>;
