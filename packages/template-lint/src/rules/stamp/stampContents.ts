import { at, parseYaml, YamlError } from '@goldpath/diagnostics';
import {
  CATALOG_FILE,
  componentType,
  missingParts,
  type Requirement,
  type SkeletonFile,
  undeclaredParts,
} from '@goldpath/template';
import type { LintRule, Report } from '../../rule.ts';
import type { StampedTemplate } from '../../template/stampedTemplate.ts';
import { changedExample, validExample } from './example.ts';
import { stampedVariants } from './stampedVariants.ts';
import { CHECK_ACTION } from './stampStep.ts';

/** The skeleton has the parts that goldpath:check requires of a stamped repository. */
export const stampContents: LintRule = {
  id: 'stamp-contents',
  title: 'The skeleton has catalog-info.yaml and every part that stamp.yaml declares under contains.',
  why: 'goldpath:check refuses a stamped repository without a declared part, so nothing is ever published. Without a declaration it requires an infrastructure program and a pipeline.',
  severity: 'error',
  example: {
    incorrect: changedExample('stamp.yaml', 'contains: []', 'contains: [pipeline]'),
    correct: validExample(),
  },
  check({ template, stamped }) {
    if (stamped?.spec?.root?.kind !== 'map' || !stamped.skeleton?.files.length) return [];
    const isChecked = template.steps.some(({ action }) => action === CHECK_ACTION);
    const { contains } = stamped.stamp;
    if (!contains && !isChecked) return [];
    return [...missingCatalogFile(stamped), ...missingDeclared(stamped)];
  },
};

function missingCatalogFile(stamped: StampedTemplate): Report[] {
  const variant = stampedVariants(stamped).find(({ files }) => !files.includes(CATALOG_FILE));
  if (!variant) return [];
  return [
    {
      at: placeOfDeclaration(stamped),
      message: `The skeleton has no ${CATALOG_FILE}${withAnswers(variant.answers)}, and goldpath:check refuses a repository that does not describe itself to the catalog.`,
      fix: `Add skeleton/${CATALOG_FILE}.`,
    },
  ];
}

function missingDeclared(stamped: StampedTemplate): Report[] {
  const { contains = undeclaredParts } = stamped.stamp;
  const componentTypes = componentTypesOf(stamped.skeleton?.files ?? []);
  const found = new Map<string, Report>();
  for (const { answers, files } of stampedVariants(stamped)) {
    for (const requirement of missingParts(contains, { files, componentTypes })) {
      const { part } = requirement;
      if (!found.has(part)) found.set(part, missingPart(stamped, requirement, answers));
    }
  }
  return [...found.values()];
}

function missingPart(
  stamped: StampedTemplate,
  { part, noun, file }: Requirement,
  answers: Record<string, unknown>,
): Report {
  const problem = `The skeleton has no ${noun}${withAnswers(answers)}`;
  if (stamped.stamp.contains) {
    const message = `${problem}, and stamp.yaml declares that stamped repositories contain the part ${part}.`;
    const fix = `Add it to skeleton/${file}, or remove ${part} from contains.`;
    return { at: placeOfDeclaration(stamped), message, fix };
  }
  const message = `${problem}, which goldpath:check requires of a template that does not declare its contents.`;
  const fix = `Add skeleton/${file}, or declare the parts that there are in stamp.yaml, such as contains: [service].`;
  return { at: placeOfDeclaration(stamped), message, fix };
}

function placeOfDeclaration({ spec, form }: StampedTemplate): Report['at'] {
  const root = spec?.root;
  if (!root) return { source: form.source, start: 0 };
  return at(root, 'contains') ?? root;
}

/** The answers of a variant in words; empty when the files do not depend on answers. */
function withAnswers(answers: Record<string, unknown>): string {
  const given = Object.entries(answers).map(([field, value]) => {
    if (value === undefined) return `no ${field}`;
    return `${field}: ${JSON.stringify(value)}`;
  });
  if (given.length === 0) return '';
  return ` with ${given.join(', ')}`;
}

function componentTypesOf(files: readonly SkeletonFile[]): string[] {
  const text = files.find(({ relative }) => relative === CATALOG_FILE)?.text ?? '';
  try {
    return parseYaml(text)
      .documents.map(document => ({
        kind: document.get('kind'),
        spec: { type: document.getIn(['spec', 'type']) },
      }))
      .map(componentType)
      .filter(type => type !== undefined);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return [];
  }
}
