import { at, type Located } from '@goldpath/diagnostics';
import type { LintRule, Report } from '../../rule.ts';
import { appliedSchemas, isFree } from '../../template/parameters.ts';
import { describeValue, listAlternatives } from '../descriptions.ts';
import { fieldChoices } from './fieldChoices.ts';
import { formSchemas } from './formSchemas.ts';

/** Every choice has exactly one branch. */
export const choiceBranch: LintRule = {
  id: 'choice-branch',
  title: 'Each choice of a field has exactly one of the branches that depend on the field.',
  why: 'When a user selects a choice without a branch, the form accepts it, but the portal refuses to create the task. A branch for anything else is never shown.',
  severity: 'error',
  example: {
    incorrect:
      'parameters:\n  - title: Page\n    properties: { database: { type: boolean } }\n    dependencies:\n      database:\n        oneOf:\n          - properties: { database: { const: true }, size: { type: string } }\n',
    correct:
      'parameters:\n  - title: Page\n    properties: { database: { type: boolean } }\n    dependencies:\n      database:\n        oneOf:\n          - properties: { database: { const: true }, size: { type: string } }\n          - properties: { database: { const: false } }\n',
  },
  check({ template: { pages } }) {
    const objects = new Set(pages.flatMap(page => formSchemas(page).map(({ object }) => object)));
    return [...objects].flatMap(object =>
      [...appliedSchemas(object)].flatMap(schema =>
        [...(at(schema, 'dependencies')?.entries.values() ?? [])].flatMap(({ key, value, ...place }) =>
          dependencyReports(object, key, value, place),
        ),
      ),
    );
  },
};

function dependencyReports(
  object: Located,
  field: string,
  dependent: Located,
  place: Report['at'],
): Report[] {
  const definitions = definitionsOf(object, field, dependent);
  if (!definitions) return [];
  if (definitions.length === 0) {
    return [
      {
        at: place,
        severity: 'warning',
        message: `The page has no field ${field}, so the fields that depend on it are never shown.`,
        fix: `Write the name of a field of this page, or add ${field} to its properties.`,
      },
    ];
  }
  const closed = fieldChoices(definitions);
  const branches = at(dependent, 'oneOf')?.items ?? [];
  if (!closed || branches.length === 0) return [];
  const disabled: unknown[] = definitions.flatMap(definition =>
    (at(definition, 'ui:enumDisabled')?.items ?? []).map(({ value }) => value),
  );
  const choices = [...closed].filter(choice => !disabled.includes(choice));
  const accepted = branches.map(branch => acceptedBy(branch, field));
  if (accepted.some(values => values === undefined)) return [];
  const lists = accepted as Located[][];
  return [...unmatched(choices, lists, field, place), ...impossible(choices, lists, field)];
}

/** The choices that the portal rejects, or for which the form shows no branch. */
function unmatched(choices: unknown[], branches: Located[][], field: string, at: Report['at']): Report[] {
  const countOf = (choice: unknown) =>
    branches.filter(values => values.some(({ value }) => value === choice)).length;
  const without = choices.filter(choice => countOf(choice) === 0);
  const several = choices.filter(choice => countOf(choice) > 1);
  const reports: Report[] = [];
  if (without.length > 0) {
    reports.push({
      at,
      message: `There is no branch for ${listAlternatives(without.map(describeValue))}. With this answer the portal refuses to create the task.`,
      fix: `Add a branch: - properties: { ${field}: { const: ${String(without[0])} } }.`,
    });
  }
  if (several.length > 0) {
    reports.push({
      at,
      severity: 'warning',
      message: `There are several branches for ${listAlternatives(several.map(describeValue))}, so the form shows none of them.`,
      fix: 'Put the fields of these branches into one.',
    });
  }
  return reports;
}

/** The values of branches that the field cannot have. */
function impossible(choices: unknown[], branches: Located[][], field: string): Report[] {
  return branches
    .flat()
    .filter(({ value }) => !choices.includes(value))
    .map(value => ({
      at: value,
      severity: 'warning',
      message: `${field} is never ${describeValue(value.value)}, so this branch is never shown for it.`,
      fix: `Write one of ${listAlternatives(choices.map(describeValue))}.`,
    }));
}

/** The schemas of a field outside of the branches that depend on it; undefined when there may be others. */
function definitionsOf(object: Located, field: string, dependent: Located): Located[] | undefined {
  const inside = new Set(appliedSchemas(dependent));
  const parts = [...appliedSchemas(object)];
  if (parts.some(part => isFree(part) || part.kind === 'unknown')) return undefined;
  const conditions = new Set(parts.flatMap(part => [at(part, 'if'), at(part, 'not')]));
  return parts
    .filter(part => !inside.has(part) && !conditions.has(part))
    .map(part => at(part, 'properties', field))
    .filter(definition => definition !== undefined);
}

/** The values of a field that a branch is for; undefined when it may be for others. */
function acceptedBy(branch: Located, field: string): Located[] | undefined {
  const condition = at(branch, 'properties', field);
  const constant = at(condition, 'const');
  const list = at(condition, 'enum');
  if (constant?.kind === 'scalar') return [constant];
  if (list?.kind !== 'seq' || list.items.some(({ kind }) => kind !== 'scalar')) return undefined;
  return list.items;
}
