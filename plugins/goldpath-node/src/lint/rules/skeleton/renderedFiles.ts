import { parseExpression } from '../../expression/expression.ts';
import type { LintContext, Report } from '../../rule.ts';
import { at } from '../../source/located.ts';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import type { Skeleton, SkeletonFile } from '../../template/skeleton.ts';

/** A file of a folder that steps render, and what its expressions can see. */
export interface RenderedFile {
  /** as one of the steps has it, one that renders it if any does */
  file: SkeletonFile;
  /** the only name that expressions see */
  root: 'values' | 'cookiecutter';
  skeletons: Skeleton[];
  /** names that any of the steps passes; nothing when they cannot be known */
  passed: ReadonlySet<string> | undefined;
}

const known = new WeakMap<readonly Skeleton[], RenderedFile[]>();

/** Every file of the skeletons, once for each way that expressions are written. */
export function renderedFiles({ skeletons, template }: LintContext): RenderedFile[] {
  let files = known.get(skeletons);
  if (!files) {
    files = collect(skeletons, template);
    known.set(skeletons, files);
  }
  return files;
}

function collect(skeletons: readonly Skeleton[], template: LintTemplate): RenderedFile[] {
  const passed = new Map(skeletons.map(skeleton => [skeleton, passedBy(skeleton, template)]));
  const all = skeletons.flatMap(skeleton => skeleton.files.map(file => ({ file, skeleton })));
  const same = Map.groupBy(all, ({ file, skeleton }) => `${skeleton.dialect} ${file.path}`);
  return [...same.values()].map(group => {
    const rendering = group.filter(({ file }) => file.rendered);
    const { file, skeleton } = (rendering[0] ?? group[0]) as (typeof group)[number];
    // a path is rendered by those too that copy the file
    const over = group.map(one => one.skeleton);
    return {
      file,
      root: skeleton.dialect === 'backstage' ? 'values' : 'cookiecutter',
      skeletons: over,
      passed: union(over.map(one => passed.get(one))),
    };
  });
}

function union(sets: (ReadonlySet<string> | undefined)[]): ReadonlySet<string> | undefined {
  if (sets.some(set => !set)) return undefined;
  return new Set(sets.flatMap(set => [...(set ?? [])]));
}

/** Names that a step passes: those of its map, or all answers when it passes them as they are. */
function passedBy({ step, values }: Skeleton, template: LintTemplate): ReadonlySet<string> | undefined {
  if (values) {
    const names = [...values.keys()];
    return names.some(name => name === '<<' || name.includes('{')) ? undefined : new Set(names);
  }
  const given = at(step.input, 'values');
  if (!given && step.input?.kind === 'map') return new Set();
  if (typeof given?.value !== 'string' || template.parameters.isOpen) return undefined;
  const { isWhole } = parseExpression(given.value);
  const isAll = isWhole && /^\s*\$\{\{-?\s*parameters\s*-?\}\}\s*$/.test(given.value);
  return isAll ? new Set(template.parameters.fields.keys()) : undefined;
}

/** What only another portal could answer is asked once, with the first file. */
export function askedOnce(reports: Report[]): Report[] {
  const asked = new Set<string>();
  return reports.filter(({ severity, message }) => {
    if (severity !== 'unknown') return true;
    const isNew = !asked.has(message);
    asked.add(message);
    return isNew;
  });
}
