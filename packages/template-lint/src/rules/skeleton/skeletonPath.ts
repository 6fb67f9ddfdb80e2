import path from 'node:path';
import { at } from '@goldpath/diagnostics';
import type { Reference } from '../../expression/uses.ts';
import type { LintRule, Report } from '../../rule.ts';
import type { Field } from '../../template/parameters.ts';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import type { SkeletonFile } from '../../template/skeleton.ts';
import { conflictingPaths } from './conflictingPaths.ts';
import { skeletonExample } from './example.ts';
import { originOf } from './nameOrigin.ts';
import { type RenderedFile, renderedFiles } from './renderedFiles.ts';

/** Paths are complete and unique. */
export const skeletonPath: LintRule = {
  id: 'skeleton-path',
  title: 'The path of each file of a skeleton renders to a complete and unique path for every answer.',
  why: 'A file is silently left out if its path, or a folder in it, renders as an empty string, or if another file already has the path.',
  severity: 'error',
  example: {
    incorrect: skeletonExample({ 'src/${{ values.team }}/index.ts': 'export {};\n' }),
    correct: skeletonExample({ 'src/${{ values.name }}/index.ts': 'export {};\n' }),
  },
  check(context) {
    const reported = new Set<string>();
    return [
      ...renderedFiles(context).flatMap(rendered => [
        ...pathReports(rendered, context.template, reported),
        ...withoutDollar(rendered, reported),
      ]),
      ...context.skeletons.flatMap(conflictingPaths),
    ];
  },
};

/** The problems of a path; those of a folder's name are reported with the first file in it. */
function pathReports(rendered: RenderedFile, template: LintTemplate, reported: Set<string>): Report[] {
  const { file } = rendered;
  const reports: Report[] = [];
  for (const reference of file.name.references) {
    const end = file.target.indexOf('/', reference.offset);
    const folder = file.target.slice(0, end === -1 ? undefined : end);
    const key = `${path.dirname(file.path.slice(0, -file.relative.length))}\n${folder}\n${reference.offset}`;
    if (reported.has(key)) continue;
    const report = toReport(reference, folder, rendered, template);
    if (!report) continue;
    reported.add(key);
    reports.push(report);
  }
  return reports;
}

/** `{{ values.name }}.ts`, with a value that the step passes. */
function withoutDollar({ file, root, passed }: RenderedFile, reported: Set<string>): Report[] {
  const [written, key = ''] = /(?<!\$)\{\{-?\s*values\.(\w+)\s*-?\}\}/.exec(file.target) ?? [];
  if (root !== 'values' || written === undefined || !passed?.has(key)) return [];
  const folder = path.dirname(file.path.slice(0, -file.relative.length));
  const id = `${folder}\n${file.target.slice(0, file.target.indexOf(written))}`;
  if (reported.has(id)) return [];
  reported.add(id);
  return [
    {
      at: atFile(file),
      message: `The path has ${written} without a dollar sign, so it remains as it is written.`,
      fix: `Write $${written}.`,
    },
  ];
}

const atFile = (source: SkeletonFile) => ({ source, start: 0 });

function toReport(
  reference: Reference,
  folder: string,
  rendered: RenderedFile,
  template: LintTemplate,
): Report | undefined {
  // a condition in a path is the way to leave out a file
  if (reference.isGuarded || reference.isCondition || reference.conditions.length > 0) return undefined;
  const { file, root, passed } = rendered;
  const [key] = reference.keys;
  const isAlone = /(^|\/)\$?\{\{[^{}]*\}\}$/.test(folder);
  const effect = isAlone ? 'nothing is written there' : 'a part of the name is missing';
  const origin = originOf(reference, rendered, template);
  if (origin && origin !== 'unknown') {
    return {
      at: atFile(file),
      message: `The path ${folder} reads ${reference.root}, but a skeleton has only ${root}, so ${effect}.`,
      fix: `Read one of the step's values in it.`,
    };
  }
  if (reference.root !== root || key === undefined || !passed) return undefined;
  if (!passed.has(key)) {
    return {
      at: atFile(file),
      message: `The path ${folder} reads ${root}.${key}, which no step passes, so ${effect}.`,
      fix: `Pass ${key} in the step's values, or read another value in the path.`,
    };
  }
  const isPlain = isAlone && reference.keys.length === 1 && file.name.filters.length === 0;
  const field = isPlain ? optionalField(key, rendered, template) : undefined;
  if (field === undefined) return undefined;
  return emptyPath(file, folder, field);
}

function emptyPath(file: SkeletonFile, folder: string, field: string): Report {
  return {
    at: atFile(file),
    severity: 'warning',
    message: `The path ${folder} is empty if "${field}" has no answer, so nothing is written there, silently.`,
    fix: `Require ${field} in the form or give it a default, or write an if around the name if this is intended.`,
  };
}

/** The field whose answer every step passes as this value, if the form allows it to be empty. */
function optionalField(key: string, { skeletons }: RenderedFile, template: LintTemplate): string | undefined {
  const names = skeletons.map(({ step, values }) => {
    const given = values?.get(key)?.value;
    // the form may require the field whenever the step runs
    if (typeof given !== 'string' || step.condition || step.hasEach) return undefined;
    return /^\s*\$\{\{\s*parameters\.(\w+)\s*\}\}\s*$/.exec(given)?.[1];
  });
  const [name = ''] = names;
  const field = template.parameters.fields.get(name);
  if (!field || names.some(other => other !== name)) return undefined;
  if (!isOptionalText(field, template)) return undefined;
  return name;
}

/** Whether a page always shows the field, and allows an empty string. */
function isOptionalText({ isRequired, properties, schema }: Field, { pages }: LintTemplate): boolean {
  const isShown = pages.some(page => at(page, 'properties') === properties);
  const isText = at(schema, 'type')?.value === 'string';
  const hasValue = ['default', 'const', 'ui:field'].some(key => schema.entries.has(key));
  return !isRequired && isShown && isText && !hasValue;
}
