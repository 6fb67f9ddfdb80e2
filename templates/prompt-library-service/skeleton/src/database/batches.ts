/** Rows per statement: a statement of this size holds its locks for some milliseconds. */
const BATCH = 1_000;

/**
 * Deletes many rows in batches, so that no statement reaches its timeout or blocks others for long.
 * @param remove - deletes at most `limit` rows and returns how many.
 */
export async function deleteInBatches(remove: (limit: number) => Promise<number>): Promise<void> {
  let removed = BATCH;
  while (removed === BATCH) removed = await remove(BATCH);
}
