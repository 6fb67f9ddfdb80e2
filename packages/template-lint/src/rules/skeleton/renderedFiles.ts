import path from 'node:path';
import { at } from '@goldpath/diagnostics';
import { parseExpression } from '../../expression/expression.ts';
import type { LintContext, Report } from '../../rule.ts';
import { isDeletedLater } from '../../template/deletedFiles.ts';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import type { Skeleton, SkeletonFile } from '../../template/skeleton.ts';

/** A file that steps render, and the values that its expressions can read. */
export interface RenderedFile {
  /** as one of the steps reads it; one that renders its content, if there is any */
  file: SkeletonFile;
  /** the only name in its expressions */
  root: 'values' | 'cookiecutter';
  skeletons: Skeleton[];
  /** the id of the action that renders it */
  action: string;
  /** the values that any of the steps passes; undefined when they are unknown */
  passed: ReadonlySet<string> | undefined;
  /** whether a later step deletes it in every case */
  isDeleted: boolean;
}

const known = new WeakMap<readonly Skeleton[], RenderedFile[]>();

/** Every file of the skeletons, once for each dialect of expressions. */
export function renderedFiles({ skeletons, template }: LintContext): RenderedFile[] {
  let files = known.get(skeletons);
  if (!files) {
    files = collect(skeletons, template);
    known.set(skeletons, files);
  }
  return files;
}

const roots = { backstage: 'values', cookiecutter: 'cookiecutter' } as const;

function collect(skeletons: readonly Skeleton[], template: LintTemplate): RenderedFile[] {
  const passed = new Map(skeletons.map(skeleton => [skeleton, passedBy(skeleton, template)]));
  const all = skeletons.flatMap(skeleton => skeleton.files.map(file => ({ file, skeleton })));
  const groups = Map.groupBy(all, ({ file, skeleton }) => `${skeleton.dialect} ${file.path}`);
  return [...groups.values()].map(group => {
    const { file, skeleton } = (group.find(one => one.file.rendered) ?? group[0]) as (typeof group)[number];
    // a step that copies the content renders the path
    const users = group.map(one => one.skeleton);
    return {
      file,
      root: roots[skeleton.dialect],
      skeletons: users,
      action: String(users[0]?.step.action),
      passed: union(users.map(one => passed.get(one))),
      isDeleted: group.every(one =>
        isDeletedLater(
          template,
          one.skeleton.step,
          path.posix.join(one.skeleton.targetPath, one.file.target),
        ),
      ),
    };
  });
}

function union(sets: (ReadonlySet<string> | undefined)[]): ReadonlySet<string> | undefined {
  if (sets.some(set => !set)) return undefined;
  return new Set(sets.flatMap(set => [...(set ?? [])]));
}

/** The names of the values that a step passes: the keys of its map, or all parameters. */
function passedBy({ step, values }: Skeleton, template: LintTemplate): ReadonlySet<string> | undefined {
  if (values) {
    const names = [...values.keys()];
    if (names.some(name => name === '<<' || name.includes('{'))) return undefined;
    return new Set(names);
  }
  const given = at(step.input, 'values');
  if (!given && step.input?.kind === 'map') return new Set();
  if (typeof given?.value !== 'string' || template.parameters.isOpen) return undefined;
  const { isWhole } = parseExpression(given.value);
  const isAll = isWhole && /^\s*\$\{\{-?\s*parameters\s*-?\}\}\s*$/.test(given.value);
  if (!isAll) return undefined;
  return new Set(template.parameters.fields.keys());
}

/** The reports without those of severity `unknown` that repeat another one in a different file. */
export function withoutRepeatedUnknowns(reports: Report[]): Report[] {
  const reported = new Set<string>();
  return reports.filter(({ severity, message }) => {
    if (severity !== 'unknown') return true;
    const isNew = !reported.has(message);
    reported.add(message);
    return isNew;
  });
}
