/** How many problems there are of each kind: a rule, a resource and a stage. */
export type Problems = ReadonlyMap<string, number>;

/** The fixes that are applied, and those that do not help. */
export interface Choice<Fix> {
  chosen: readonly Fix[];
  rejected: readonly Fix[];
}

/** The fixes that are chosen so far, and the problems that are left with them. */
interface State<Fix> extends Choice<Fix> {
  problems: Problems;
}

/**
 * Chooses the fixes after which fewer problems are left and none that is new. When all of them together do not meet that, halves
 * of them are tried, down to the single fix that does harm.
 *
 * @param problems the problems without a fix
 * @param check counts the problems that are left with some fixes
 */
export async function chooseFixes<Fix>(
  fixes: readonly Fix[],
  problems: Problems,
  check: (fixes: readonly Fix[]) => Promise<Problems>,
): Promise<Choice<Fix>> {
  const { chosen, rejected } = await tryBatch({ chosen: [], rejected: [], problems }, fixes, check);
  return { chosen, rejected };
}

async function tryBatch<Fix>(
  state: State<Fix>,
  batch: readonly Fix[],
  check: (fixes: readonly Fix[]) => Promise<Problems>,
): Promise<State<Fix>> {
  if (batch.length === 0) return state;
  const chosen = [...state.chosen, ...batch];
  const problems = await check(chosen);
  if (isBetter(state.problems, problems)) return { ...state, chosen, problems };
  if (batch.length === 1) return { ...state, rejected: [...state.rejected, ...batch] };
  const middle = Math.ceil(batch.length / 2);
  const half = await tryBatch(state, batch.slice(0, middle), check);
  return tryBatch(half, batch.slice(middle), check);
}

/** Whether fewer problems are left, and none of any kind is new. */
function isBetter(before: Problems, after: Problems): boolean {
  const isNew = [...after].some(([kind, count]) => count > (before.get(kind) ?? 0));
  return !isNew && sum(after) < sum(before);
}

function sum(problems: Problems): number {
  return [...problems.values()].reduce((total, count) => total + count, 0);
}
