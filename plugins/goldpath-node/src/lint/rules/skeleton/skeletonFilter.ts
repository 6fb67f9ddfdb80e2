import { obviouslyMeant } from '../../../answers/nearest.ts';
import { engineHas, namesOfEngine } from '../../expression/engine.ts';
import type { Named } from '../../expression/uses.ts';
import { edit, type LintRule, type Report } from '../../rule.ts';
import { skeletonExample } from './example.ts';
import { askedOnce, type RenderedFile, renderedFiles } from './renderedFiles.ts';

/** Filters and tests exist. */
export const skeletonFilter: LintRule = {
  id: 'skeleton-filter',
  title: 'The portal has every filter and test that a file of a skeleton uses.',
  why: 'They come from the engine and from plugins. One that there is not fails the step; many of Jinja and Liquid are not there.',
  severity: 'error',
  example: {
    bad: skeletonExample({ 'README.md': '# ${{ values.name | uper }}\n' }),
    good: skeletonExample({ 'README.md': '# ${{ values.name | upper }}\n' }),
  },
  check: context => {
    const reports = renderedFiles(context).flatMap(rendered => {
      const { filters = [], tests = [] } = rendered.file.rendered?.content ?? {};
      return [
        ...filters.flatMap(name => judge('filter', name, context.actions.filters, rendered)),
        ...tests.flatMap(name => judge('test', name, new Set(), rendered)),
      ];
    });
    return askedOnce(reports);
  },
};

function judge(
  kind: 'filter' | 'test',
  { name, offset }: Named,
  ofPortal: ReadonlySet<string>,
  { file, root, skeletons }: RenderedFile,
): Report[] {
  const isJinjas = root === 'cookiecutter' && name === 'jsonify';
  if (ofPortal.has(name) || isJinjas || engineHas(kind, name)) return [];
  const at = { source: file, start: offset };
  const effect = `${skeletons[0]?.step.action} fails`;
  const meant = obviouslyMeant(name, [...namesOfEngine(kind), ...ofPortal]);
  if (!meant) {
    const message = `neither the engine nor an installed plugin has a ${kind} ${name}; in a portal without it ${effect}`;
    return [{ at, severity: 'unknown', message, fix: 'See that the portal that runs this template has it.' }];
  }
  const isWritten = file.text.startsWith(name, offset);
  return [
    {
      at,
      message: `there is no ${kind} ${name}: ${effect}`,
      fix: `Write ${meant}.`,
      ...(isWritten && { edits: [edit(file, offset, offset + name.length, meant)] }),
    },
  ];
}
