/**
 * Runs generators at the same time.
 *
 * @returns their values in the order in which they come
 */
export async function* merged<T>(generators: readonly AsyncGenerator<T>[]): AsyncGenerator<T> {
  const next = async (generator: AsyncGenerator<T>) => ({ generator, result: await generator.next() });
  const pending = new Map(generators.map(generator => [generator, next(generator)]));
  while (pending.size > 0) {
    const { generator, result } = await Promise.race(pending.values());
    if (result.done) {
      pending.delete(generator);
      continue;
    }
    pending.set(generator, next(generator));
    yield result.value;
  }
}
