import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { AnswerProblem } from '@goldpath/template';

/** Answers that are validated against the catalog. A missing field is not validated. */
export interface CatalogAnswers {
  /** the name of the new service, and so of its component and its system */
  name?: string;
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
 * Validates answers against the catalog: the owner and the system have to exist, the name has to be free.
 *
 * @returns at most one problem for each field; `[]` when there is none
 */
export async function catalogProblems(
  answers: CatalogAnswers,
  catalog: CatalogService,
  credentials: BackstageCredentials,
): Promise<AnswerProblem[]> {
  const existing = async (refs: string[]): Promise<string[]> => {
    const request = { entityRefs: refs, fields: ['kind', 'metadata.name', 'metadata.namespace'] };
    const { items } = await catalog.getEntitiesByRefs(request, { credentials });
    return refs.filter((_, index) => items[index] !== undefined);
  };
  const problems: AnswerProblem[] = [];
  if (answers.name !== undefined) {
    const [taken] = await existing(['component', 'system'].map(kind => `${kind}:default/${answers.name}`));
    if (taken) {
      problems.push({ field: 'name', message: `${taken} is already in the catalog; choose another name` });
    }
  }
  for (const reference of references) {
    const answer = answers[reference.field];
    const message = answer === undefined ? undefined : await referenceProblem(answer, reference, existing);
    if (message) problems.push({ field: reference.field, message });
  }
  return problems;
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
