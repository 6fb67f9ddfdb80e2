import { z } from 'zod';

/**
 * Returns the query parameters of a paginated list.
 * @param Key - the content of a cursor: the sort key of the last item of the previous page.
 */
export function pageQuery<Key extends z.ZodType>(Key: Key) {
  const Cursor = z
    .string()
    .max(2_000)
    .transform((cursor, context): z.output<Key> => {
      const key = Key.safeParse(parseCursor(cursor));
      if (key.success) return key.data;
      context.addIssue('is not a nextCursor of this list');
      return z.NEVER;
    })
    .optional()
    .meta({ description: '`nextCursor` of the previous page.' });
  return {
    limit: z.coerce
      .number('must be a number')
      .int()
      .min(1)
      .max(100)
      .default(20)
      .meta({ description: 'Items per page.' }),
    cursor: Cursor,
  };
}

function parseCursor(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Returns the schema of one page of `Item`. */
export function pageOf<Item extends z.ZodType>(Item: Item) {
  return z.object({
    items: z.array(Item),
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: 'The `cursor` of the next page; null on the last page.' }),
  });
}

/**
 * Makes a page of rows that were read with one more than `limit`.
 * @param keyOf - returns the row's sort key, which becomes the cursor.
 */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => unknown,
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(toItem),
    nextCursor: last === undefined ? null : Buffer.from(JSON.stringify(keyOf(last))).toString('base64url'),
  };
}
