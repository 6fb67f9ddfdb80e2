import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { AnswerProblem } from '@goldpath/template';
import type { StampedEntity } from './stampedEntities.ts';

/** Answers that are validated against the catalog. A missing field is not validated. */
export interface CatalogAnswers {
  /** an entity ref */
  owner?: string;
  /** an entity ref of an existing system */
  system?: string;
}

/** Answers that refer to an entity. The first kind is the default. */
const references = [
  { field: 'owner', kinds: ['group', 'user'], example: 'group:default/platform' },
  { field: 'system', kinds: ['system'], example: 'system:default/payments' },
] as const;

/**
 * Validates answers against the catalog: the owner and the system have to exist, the names of the new entities have to be
 * free.
 *
 * @param stamped - the entities that stamping would register
 * @returns at most one problem for each field; `[]` when there is none
 */
export async function catalogProblems(
  answers: CatalogAnswers,
  stamped: readonly StampedEntity[],
  catalog: CatalogService,
  credentials: BackstageCredentials,
): Promise<AnswerProblem[]> {
  const existing = async (refs: string[]): Promise<string[]> => {
    if (refs.length === 0) return [];
    const request = { entityRefs: refs, fields: ['kind', 'metadata.name', 'metadata.namespace'] };
    const { items } = await catalog.getEntitiesByRefs(request, { credentials });
    return refs.filter((_, index) => items[index] !== undefined);
  };
  const taken = new Set(await existing(stamped.map(({ ref }) => ref)));
  const problems = takenProblems(stamped.filter(({ ref }) => taken.has(ref)));
  for (const reference of references) {
    const answer = answers[reference.field];
    const message = answer === undefined ? undefined : await referenceProblem(answer, reference, existing);
    if (message) problems.push({ field: reference.field, message });
  }
  return problems;
}

/** One problem for each field, with all entities that have a taken name because of it. */
function takenProblems(taken: readonly StampedEntity[]): AnswerProblem[] {
  const byField = Map.groupBy(taken, ({ field }) => field);
  return [...byField].map(([field, entities]) => {
    const refs = entities.map(({ ref }) => ref).join(', ');
    const verb = entities.length === 1 ? 'is' : 'are';
    return { field, message: `${refs} ${verb} already in the catalog; choose another name` };
  });
}

async function referenceProblem(
  answer: string,
  { kinds, example }: (typeof references)[number],
  existing: (refs: string[]) => Promise<string[]>,
): Promise<string | undefined> {
  const choices = kinds.map(kind => `a ${kind}`);
  const ref = refOf(answer, kinds);
  if (ref === undefined) {
    const expected = kinds.length > 1 ? `neither ${choices.join(' nor ')}` : `not ${choices.join('')}`;
    return `"${answer}" is ${expected}; write it like ${example}`;
  }
  if ((await existing([ref])).length > 0) return undefined;
  return `${ref} is not in the catalog; choose ${choices.join(' or ')} that is`;
}

function refOf(text: string, kinds: readonly string[]): string | undefined {
  try {
    const ref = parseEntityRef(text, { defaultKind: kinds[0] });
    return kinds.includes(ref.kind.toLowerCase()) ? stringifyEntityRef(ref) : undefined;
  } catch {
    // not an entity ref: reported by the caller, with the field's name
    return undefined;
  }
}
