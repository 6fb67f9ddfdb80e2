import path from 'node:path';
import type { Reference } from '../../expression/uses.ts';
import type { LintContext, LintRule, Report } from '../../rule.ts';
import { at } from '../../source/located.ts';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import type { Skeleton, SkeletonFile } from '../../template/skeleton.ts';
import { skeletonExample } from './example.ts';
import { meaningOf } from './meaning.ts';
import { type RenderedFile, renderedFiles } from './renderedFiles.ts';

/** Paths are whole. */
export const skeletonPath: LintRule = {
  id: 'skeleton-path',
  title: 'The path of each file of a skeleton renders to a path of its own, whatever is answered.',
  why: 'A file whose path renders empty, or with an empty folder in it, is left out without a word, and so is one whose path is taken.',
  severity: 'error',
  example: {
    bad: skeletonExample({ 'src/${{ values.team }}/index.ts': 'export {};\n' }),
    good: skeletonExample({ 'src/${{ values.name }}/index.ts': 'export {};\n' }),
  },
  check(context) {
    const seen = new Set<string>();
    return [
      ...renderedFiles(context).flatMap(rendered => segmentFaults(rendered, context, seen)),
      ...context.skeletons.flatMap(skeleton => [...takenPaths(skeleton), ...outside(skeleton)]),
    ];
  },
};

const atFile = (source: SkeletonFile) => ({ source, start: 0 });

/** The faults of a path; those of a folder's name are told with the first file in it. */
function segmentFaults(rendered: RenderedFile, context: LintContext, seen: Set<string>): Report[] {
  const { file } = rendered;
  return file.name.references.flatMap(reference => {
    const end = file.target.indexOf('/', reference.offset);
    const folder = file.target.slice(0, end === -1 ? undefined : end);
    const key = `${path.dirname(file.path.slice(0, -file.relative.length))}\n${folder}\n${reference.offset}`;
    const report = seen.has(key) ? undefined : judge(reference, folder, rendered, context.template);
    if (report) seen.add(key);
    return report ?? [];
  });
}

function judge(
  reference: Reference,
  folder: string,
  rendered: RenderedFile,
  template: LintTemplate,
): Report | undefined {
  const { file, root, passed } = rendered;
  const [key] = reference.keys;
  // a name that depends on a condition is how a file is left out
  if (reference.isGuarded || reference.isCondition || reference.conditions.length > 0) return undefined;
  const isAlone = /(^|\/)\$?\{\{[^{}]*\}\}$/.test(folder);
  const effect = isAlone ? 'nothing is written there' : 'its part of the name is missing';
  const meaning = meaningOf(reference, rendered, template);
  if (meaning && meaning !== 'unknown') {
    return {
      at: atFile(file),
      message: `the path ${folder} reads ${reference.root}, where a skeleton knows only ${root}: ${effect}`,
      fix: `Read one of the step's values in it.`,
    };
  }
  if (reference.root !== root || key === undefined || !passed) return undefined;
  if (!passed.has(key)) {
    return {
      at: atFile(file),
      message: `the path ${folder} reads ${root}.${key}, which no step passes: ${effect}`,
      fix: `Pass ${key} in the step's values, or read another one in the path.`,
    };
  }
  const isEmpty = isAlone && reference.keys.length === 1 && file.name.filters.length === 0;
  const field = isEmpty ? unansweredField(key, rendered, template) : undefined;
  return field === undefined
    ? undefined
    : {
        at: atFile(file),
        message: `the path ${folder} is empty when "${field}" is not answered: nothing is written there, and nothing tells so`,
        fix: `Require ${field} in the form or give it a default, or put an if around the name where that is meant.`,
        severity: 'warning',
      };
}

/** The field behind a value that every step passes as it is, where the form asks it and takes no answer too. */
function unansweredField(
  key: string,
  { skeletons }: RenderedFile,
  template: LintTemplate,
): string | undefined {
  const fields = skeletons.map(({ step, values }) => {
    const given = values?.get(key)?.value;
    // what a step that may be skipped needs may be asked whenever it runs
    if (typeof given !== 'string' || step.condition || step.hasEach) return undefined;
    return /^\s*\$\{\{\s*parameters\.(\w+)\s*\}\}\s*$/.exec(given)?.[1];
  });
  const [name] = fields;
  const field = name === undefined ? undefined : template.parameters.fields.get(name);
  if (!field || field.isRequired || fields.some(other => other !== name)) return undefined;
  const isAsked = template.pages.some(page => at(page, 'properties') === field.properties);
  const keys = field.schema.entries;
  const isText = keys.get('type')?.value.value === 'string';
  return isAsked && isText && !['default', 'const', 'ui:field'].some(one => keys.has(one)) ? name : undefined;
}

/** Where a path leads, as far as the values are written out in the step; nothing when a condition decides. */
function resultOf({ name, target }: SkeletonFile, { values }: Skeleton): string | undefined {
  if (name.problem || name.hasStatements) return undefined;
  return target.replace(/\$?\{\{-?\s*(.*?)\s*-?\}\}/g, (tag, inner: string) => {
    const value = values?.get(/^(?:values|cookiecutter)\.(\w+)$/.exec(inner)?.[1] ?? '')?.value;
    const isPlain = (typeof value === 'string' && !value.includes('{')) || typeof value === 'number';
    return isPlain ? String(value) : tag.replace(/\s+/g, '');
  });
}

/** `a.txt` and `a.txt.njk`. */
function takenPaths(skeleton: Skeleton): Report[] {
  const first = new Map<string, SkeletonFile>();
  return skeleton.files.flatMap(file => {
    const result = resultOf(file, skeleton);
    const other = result === undefined ? undefined : first.get(result);
    if (result !== undefined && !other) first.set(result, file);
    return other
      ? {
          at: atFile(file),
          message: `${file.relative} is written to the same path as ${other.relative}: only one of them gets there`,
          fix: 'Remove one of the two, or name it otherwise.',
        }
      : [];
  });
}

function outside(skeleton: Skeleton): Report[] {
  return skeleton.files.flatMap(file => {
    const result = resultOf(file, skeleton);
    if (result === undefined || !path.posix.normalize(result).startsWith('../')) return [];
    return {
      at: atFile(file),
      message: `${file.relative} would be written outside of its folder, to ${result}: ${skeleton.step.action} fails`,
      fix: 'Pass a value without ../ in it.',
    };
  });
}
