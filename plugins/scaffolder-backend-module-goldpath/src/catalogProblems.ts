import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { AnswerProblem } from '@goldpath/plugin-goldpath-node';

/** Answers that only the catalog can judge. A field that is left out is not judged. */
export interface CatalogAnswers {
  /** the name of the new service; its component and its system will bear it */
  name?: string;
  /** an entity ref */
  owner?: string;
  /** an entity ref: the system that is there already */
  system?: string;
}

/**
 * What the catalog has against the answers: an owner or a system that nobody knows, a name that is taken.
 *
 * @returns one problem per field at most, `[]` when all is well
 */
export async function catalogProblems(
  answers: CatalogAnswers,
  catalog: CatalogService,
  credentials: BackstageCredentials,
): Promise<AnswerProblem[]> {
  const known = async (refs: string[]): Promise<string[]> => {
    if (refs.length === 0) return [];
    const request = { entityRefs: refs, fields: ['kind', 'metadata.name', 'metadata.namespace'] };
    const { items } = await catalog.getEntitiesByRefs(request, { credentials });
    return refs.filter((_, index) => items[index] !== undefined);
  };
  const problems: AnswerProblem[] = [];

  if (answers.name !== undefined) {
    const [taken] = await known(['component', 'system'].map(kind => `${kind}:default/${answers.name}`));
    if (taken) {
      problems.push({ field: 'name', message: `${taken} is in the catalog already; choose another name` });
    }
  }

  for (const { field, kinds, written } of referring) {
    const answer = answers[field];
    if (answer === undefined) continue;
    const ref = refOf(answer, kinds);
    const choice = kinds.map(kind => `a ${kind}`);
    if (ref === undefined) {
      const neither = kinds.length > 1 ? `neither ${choice.join(' nor ')}` : `not ${choice}`;
      problems.push({ field, message: `"${answer}" is ${neither}; write it like ${written}` });
    } else if ((await known([ref])).length === 0) {
      const message = `${ref} is not in the catalog; choose ${choice.join(' or ')} that is`;
      problems.push({ field, message });
    }
  }
  return problems;
}

/** Answers that name an entity; the first kind is the one that is meant where none is written. */
const referring = [
  { field: 'owner', kinds: ['group', 'user'], written: 'group:default/platform' },
  { field: 'system', kinds: ['system'], written: 'system:default/payments' },
] as const;

function refOf(text: string, kinds: readonly string[]): string | undefined {
  try {
    const ref = parseEntityRef(text, { defaultKind: kinds[0] });
    return kinds.includes(ref.kind.toLowerCase()) ? stringifyEntityRef(ref) : undefined;
  } catch {
    // the text is no entity ref: said by the caller, with the field's name
    return undefined;
  }
}
