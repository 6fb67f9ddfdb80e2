/** Runs tasks, a few at once, and returns their results in the order of the tasks. */
export async function inParallel<T>(tasks: readonly (() => Promise<T>)[], width: number): Promise<T[]> {
  const results: T[] = [];
  const entries = tasks.entries();
  const worker = async () => {
    for (const [index, task] of entries) results[index] = await task();
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
