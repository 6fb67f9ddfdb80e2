import { at, certainMatch, editIn, type Located, placeIn } from '@goldpath/diagnostics';
import { keySpan } from '../../expression/keySpan.ts';
import type { Reference } from '../../expression/uses.ts';
import type { LintRule, Report } from '../../rule.ts';
import type { LintTemplate, Rendered } from '../../template/lintTemplate.ts';
import { schemasOf } from '../form/formSchemas.ts';
import { pickers } from '../form/pickers.ts';
import { declarationsOf, isFormOpen } from './declarations.ts';

/** Secrets are read with the names under which the form stores them. */
export const secretName: LintRule = {
  id: 'secret-name',
  title: 'A secret is read from secrets, with the name that the form declares.',
  why: 'The parameter of a field with ui:field Secret has only asterisks, and a secret with another name has no value.',
  severity: 'error',
  example: {
    incorrect:
      "parameters: { properties: { token: { type: string, ui:field: Secret } } }\nsteps:\n  - { id: publish, action: publish:github, input: { repoUrl: a, token: '${{ parameters.token }}' } }\n",
    correct:
      "parameters: { properties: { token: { type: string, ui:field: Secret } } }\nsteps:\n  - { id: publish, action: publish:github, input: { repoUrl: a, token: '${{ secrets.token }}' } }\n",
  },
  check({ template }) {
    const declared = declaredSecrets(template);
    const isComplete = !isFormOpen(template) && !mayStoreSecrets(template.pages);
    return template.rendered.flatMap(rendered =>
      rendered.expression.references
        .map(
          reference =>
            maskedValue(reference, rendered, template) ??
            undeclared(reference, rendered, declared, isComplete),
        )
        .filter(report => report !== undefined),
    );
  },
};

/** `parameters.token` of a field whose answer is a secret. */
function maskedValue(
  reference: Reference,
  { node, in: where }: Rendered,
  { pages }: LintTemplate,
): Report | undefined {
  const { root, keys, offset, isCondition } = reference;
  const [name = ''] = keys;
  if (root !== 'parameters' || isCondition || where === 'if') return undefined;
  const declarations = declarationsOf(pages, name);
  const isSecret =
    declarations.length > 0 && declarations.every(field => at(field, 'ui:field')?.value === 'Secret');
  if (!isSecret) return undefined;
  return {
    at: placeIn(node, offset),
    message: `${name} is a secret: parameters.${name} has an asterisk for each of its characters.`,
    fix: `Write secrets.${name}.`,
    edits: [editIn(node, offset, offset + root.length, 'secrets')],
  };
}

/** The secrets that the portal adds to each task, from `service/router` of `@backstage/plugin-scaffolder-backend` (read on 2026-11-29). */
const ofEveryTask = ['backstageToken'];

/** @param isComplete - whether the form can store no other secrets */
function undeclared(
  reference: Reference,
  { node, expression, in: where }: Rendered,
  declared: string[],
  isComplete: boolean,
): Report | undefined {
  const { root, keys, offset, isGuarded } = reference;
  const [name] = keys;
  if (root !== 'secrets' || name === undefined || [...declared, ...ofEveryTask].includes(name))
    return undefined;
  const match = certainMatch(name, declared);
  const report: Report = {
    at: placeIn(node, offset),
    message: `The form declares no secret ${name}, so it has no value.`,
    fix: `Write secrets.${match}.`,
  };
  if (match === undefined) {
    // secret-outside-input reports the other places
    const isProvided = where === 'input' || where === 'each';
    if (!isComplete || isGuarded || !isProvided) return undefined;
    const message = `${report.message.slice(0, -1)} in tasks that are created with the form.`;
    const fix = `Add a field ${name} with ui:field Secret, or set it in scaffolder.defaultEnvironment and write environment.secrets.${name}.`;
    return { ...report, severity: 'warning', message, fix };
  }
  const span = keySpan(expression.text, reference, 0);
  if (span) report.edits = [editIn(node, span.start, span.end, match)];
  return report;
}

/** Whether a field extension of the portal itself may store secrets. */
const mayStoreSecrets = (pages: readonly Located[]) =>
  schemasOf(pages)
    .map(schema => at(schema, 'ui:field')?.value)
    .some(name => name !== undefined && !(typeof name === 'string' && Object.hasOwn(pickers, name)));

/** The names of the secrets that the form and `spec.secrets` declare. */
function declaredSecrets({ pages, parameters, spec }: LintTemplate): string[] {
  const keys = schemasOf(pages)
    .map(schema => at(schema, 'ui:options', 'requestUserCredentials', 'secretsKey')?.value)
    .filter(key => typeof key === 'string');
  const fields = [...parameters.fields.values()]
    .filter(({ schema }) => at(schema, 'ui:field')?.value === 'Secret')
    .map(({ name }) => name);
  const own = [...(at(spec, 'secrets', 'schema', 'properties')?.entries.keys() ?? [])];
  return [...new Set([...keys, ...fields, ...own])];
}
