import { certainMatch } from '@goldpath/diagnostics';
import { engineHas, namesOfEngine } from '../../expression/engine.ts';
import type { NameUse } from '../../expression/uses.ts';
import { edit, type LintRule, type Report } from '../../rule.ts';
import { missingMethods } from '../expressions/missingMethods.ts';
import { skeletonExample } from './example.ts';
import { type RenderedFile, renderedFiles, withoutRepeatedUnknowns } from './renderedFiles.ts';

/** The portal has the filters, tests and methods of rendered files. */
export const skeletonFilter: LintRule = {
  id: 'skeleton-filter',
  title: 'The portal has every filter, test and method that a rendered file uses.',
  why: 'Filters and tests come from the engine and from plugins, methods from the engine. An unknown one fails the step; many of Jinja, Liquid and JavaScript do not exist.',
  severity: 'error',
  example: {
    incorrect: skeletonExample({ 'README.md': '# ${{ values.name | uper }}\n' }),
    correct: skeletonExample({ 'README.md': '# ${{ values.name | upper }}\n' }),
  },
  check: context => {
    const reports = renderedFiles(context).flatMap(rendered => {
      const { filters = [], tests = [] } = rendered.file.rendered?.content ?? {};
      return [
        ...reportsOf('filter', filters, context.actions.filters, rendered),
        ...reportsOf('test', tests, new Set(), rendered),
        ...methodReports(rendered),
      ];
    });
    return withoutRepeatedUnknowns(reports);
  },
};

/** `values.name.replaceAll('-', '')` */
function methodReports({ file, action }: RenderedFile): Report[] {
  const { content } = file.rendered ?? {};
  if (!content) return [];
  return missingMethods(content).map(({ name, offset, fix }) => ({
    at: { source: file, start: offset },
    message: `No value has the method ${name}(), so ${action} fails.`,
    fix,
  }));
}

function reportsOf(
  kind: 'filter' | 'test',
  uses: readonly NameUse[],
  ofPortal: ReadonlySet<string>,
  rendered: RenderedFile,
): Report[] {
  const ofDialect = rendered.root === 'cookiecutter' ? ['jsonify'] : [];
  return uses
    .filter(({ name }) => !ofPortal.has(name) && !ofDialect.includes(name) && !engineHas(kind, name))
    .map(use => toReport(kind, use, ofPortal, rendered));
}

function toReport(
  kind: 'filter' | 'test',
  { name, offset }: NameUse,
  ofPortal: ReadonlySet<string>,
  { file, action }: RenderedFile,
): Report {
  const at = { source: file, start: offset };
  const match = certainMatch(name, [...namesOfEngine(kind), ...ofPortal]);
  if (match === undefined) {
    return {
      at,
      severity: 'unknown',
      message: `Neither the engine nor an installed plugin has the ${kind} ${name}. In a portal without it ${action} fails.`,
      fix: 'Make sure that the portal that runs this template has it.',
    };
  }
  const report: Report = {
    at,
    message: `The ${kind} ${name} does not exist, so ${action} fails.`,
    fix: `Write ${match}.`,
  };
  if (file.text.startsWith(name, offset)) report.edits = [edit(file, offset, offset + name.length, match)];
  return report;
}
