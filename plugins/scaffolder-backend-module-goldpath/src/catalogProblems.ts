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
}

/**
 * What the catalog has against the answers: an owner that nobody knows, a name that is taken.
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

  if (answers.owner !== undefined) {
    const owner = ownerRef(answers.owner);
    if (owner === undefined) {
      problems.push({
        field: 'owner',
        message: `"${answers.owner}" is neither a group nor a user; write it like group:default/platform`,
      });
    } else if ((await known([owner])).length === 0) {
      problems.push({
        field: 'owner',
        message: `${owner} is not in the catalog; choose a group or a user that is`,
      });
    }
  }
  return problems;
}

function ownerRef(text: string): string | undefined {
  try {
    const ref = parseEntityRef(text, { defaultKind: 'group' });
    return ['group', 'user'].includes(ref.kind.toLowerCase()) ? stringifyEntityRef(ref) : undefined;
  } catch {
    // the text is no entity ref: said by the caller, with the field's name
    return undefined;
  }
}
