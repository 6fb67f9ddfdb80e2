import path from 'node:path';
import type { Reference } from '../../expression/uses.ts';
import { edit, type LintRule, type Report } from '../../rule.ts';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import { bracesOfLocals } from '../../template/bracesOfLocals.ts';
import { scanTags, textsBetween } from '../../template/skeletonTags.ts';
import { skeletonExample } from './example.ts';
import { originOf } from './nameOrigin.ts';
import { markersInPlainCopies } from './plainCopies.ts';
import { type RenderedFile, renderedFiles } from './renderedFiles.ts';

/** Expressions for the portal are written as it reads them. */
export const skeletonMarker: LintRule = {
  id: 'skeleton-marker',
  title:
    'Expressions for the portal in a skeleton are written ${{ values.x }}, or {{ cookiecutter.x }} with cookiecutterCompat.',
  why: 'A skeleton has only the values that the step passes. Any other expression stays in the new repository as it is written, or leaves a gap.',
  severity: 'error',
  example: {
    incorrect: skeletonExample({ 'README.md': '# {{ values.name }}\n' }),
    correct: skeletonExample({ 'README.md': '# ${{ values.name }}\n' }),
  },
  *check(context) {
    const all = renderedFiles(context);
    const hasTemplates = all.some(({ file }) => file.isKept && file.text.includes('scaffolder.backstage.io'));
    const isForCookiecutter = all.some(({ file }) => path.basename(file.relative) === 'cookiecutter.json');
    const reportedPaths = new Set<string>();
    yield* markersInPlainCopies(context);
    for (const rendered of all.filter(({ isDeleted }) => !isDeleted)) {
      yield* misplacedNames(rendered, context.template);
      yield* misspelledMarkers(rendered, isForCookiecutter);
      yield* unmarkedLocals(rendered);
      yield* foreignEscapes(rendered);
      if (!hasTemplates) yield* markersInCopies(rendered);
      if (!isForCookiecutter) yield* markersInPath(rendered, reportedPaths);
    }
  },
};

/** `${{ parameters.x }}`, `${{ steps.a.output.x }}`, `${{ x }}`: names that only template.yaml has. */
function misplacedNames(rendered: RenderedFile, template: LintTemplate): Report[] {
  const { file, root } = rendered;
  // a file that template.yaml includes too can read names of both
  const isIncluded = template.rendered.some(({ node }) => node.source.path === file.path);
  return (
    (file.rendered?.content.references ?? [])
      // `parameters.name or values.name` has the other value
      .filter(({ guard }) => guard !== 'or' && !(isIncluded && guard === 'default'))
      .filter(reference => originOf(reference, rendered, template) === 'portal')
      .map(reference => ({
        at: { source: file, start: reference.offset },
        message: `A skeleton has only ${root}, and no ${reference.root}, so there is nothing to render.`,
        ...fixOf(reference, rendered),
      }))
  );
}

function fixOf(
  { root: first, keys, offset }: Reference,
  { file, root, passed }: RenderedFile,
): Pick<Report, 'fix' | 'edits'> {
  const [key = ''] = keys;
  if (passed?.has(first)) {
    return { fix: `Write ${root}.${first}.`, edits: [edit(file, offset, offset, `${root}.`)] };
  }
  if (keys.length > 0 && passed?.has(key)) {
    return { fix: `Write ${root}.${key}.`, edits: [edit(file, offset, offset + first.length, root)] };
  }
  return { fix: `Pass it in the step's values, and read it as ${root}.<name>.` };
}

/** Files in which braces have no other meaning. */
const withoutBraces = /\.(md|ya?ml|json|txt|toml)(\.njk)?$/;

const doubleBraces =
  /(?<![{\\$])\{\{-?\s*(values|parameters|cookiecutter)\.(\w+)\s*([.[|][^{}]*?)?\s*-?\}\}(?!\})/g;

const singleBraces = (root: string) =>
  new RegExp(`(?<![\\\\$])\\$\\{\\s*(values|parameters|${root})\\.(\\w+)\\s*()\\}`, 'g');

/** `{{ values.x }}`, `{{ cookiecutter.x }}` and `${values.x}`, which are plain text for the engine. */
function misspelledMarkers(rendered: RenderedFile, isForCookiecutter: boolean): Report[] {
  const { file, root, passed } = rendered;
  if (!file.rendered || (root === 'values' && !/\{\s*(values|parameters|cookiecutter)\./.test(file.text)))
    return [];
  const patterns = [singleBraces(root)];
  if (root === 'values') patterns.unshift(doubleBraces);
  const reports: Report[] = [];
  for (const { start, end } of textsBetween(file.text, file.rendered.tags)) {
    for (const pattern of patterns) {
      for (const found of file.text.slice(start, end).matchAll(pattern)) {
        const [, name, key = ''] = found;
        const isOfCookiecutter = name === 'cookiecutter' && pattern === doubleBraces && !isForCookiecutter;
        const isOfStep = passed?.has(key) && withoutBraces.test(file.relative);
        if (isOfCookiecutter || isOfStep) reports.push(toReport(found, start, rendered));
      }
    }
  }
  return reports;
}

/** `{{ x.key }}` in a loop over `x`, which is plain text for the engine. */
function unmarkedLocals({ file, root }: RenderedFile): Report[] {
  if (!file.rendered || root !== 'values') return [];
  return bracesOfLocals(file.text, file.rendered.tags)
    .filter(({ isOfLoop }) => isOfLoop || withoutBraces.test(file.relative))
    .map(({ start, written }) => ({
      at: { source: file, start },
      message: `${written} is not an expression of the portal, so it stays as it is.`,
      fix: 'Write a $ before it.',
      edits: [edit(file, start, start, '$')],
    }));
}

/** `{{ '${{' }}`, the escape of engines without a dollar sign: here an expression begins in the middle of it. */
function foreignEscapes({ file, root }: RenderedFile): Report[] {
  if (root !== 'values') return [];
  const { text, rendered } = file;
  return (rendered?.tags ?? [])
    .filter(({ kind, start }) => kind === 'variable' && isForeignEscape(text, start))
    .map(({ start }) => {
      const opening = text.lastIndexOf('{{', start);
      return {
        at: { source: file, start: opening },
        message: 'The portal does not render {{ }}, so an expression begins at the ${{ in quotes.',
        fix: "Write ${{ '${{' }}, or put the text between {% raw %} and {% endraw %}.",
        edits: [edit(file, opening, opening, '$')],
      };
    });
}

function isForeignEscape(text: string, start: number): boolean {
  const [, quote] = /(?<!\$)\{\{-?\s*(['"])$/.exec(text.slice(Math.max(0, start - 10), start)) ?? [];
  return quote !== undefined && text.startsWith(`\${{${quote}`, start);
}

function toReport(found: RegExpExecArray, start: number, { file, root, passed }: RenderedFile): Report {
  const [written, , key = '', rest = ''] = found;
  const offset = start + found.index;
  const separator = rest.startsWith('|') ? ' ' : '';
  const expression = `{{ ${root}.${key}${separator}${rest} }}`;
  const replacement = root === 'values' ? `$${expression}` : expression;
  const report: Report = {
    at: { source: file, start: offset },
    message: `${written} is not an expression of the portal, so it stays as it is.`,
    fix: `Pass it in the step's values, and write ${replacement}.`,
  };
  if (!passed?.has(key)) return report;
  report.fix = `Write ${replacement}.`;
  if (rest === '') report.edits = [edit(file, offset, offset + written.length, replacement)];
  return report;
}

/** Expressions in a file that is copied unchanged, although they read a value that is passed. */
function markersInCopies({ file, root, passed }: RenderedFile): Report[] {
  if (!file.isKept || !passed || !file.text.includes('{{')) return [];
  const expression = new RegExp(`^\\S*\\{\\{-?\\s*(${root}\\.(\\w+))`);
  const reports: Report[] = [];
  for (const { start, end } of scanTags(file.text, root === 'values' ? 'backstage' : 'cookiecutter')) {
    const [before = '', written = '', key = ''] = expression.exec(file.text.slice(start, end)) ?? [];
    if (!passed.has(key)) continue;
    reports.push({
      at: { source: file, start: start + before.length - written.length },
      severity: 'warning',
      message: `The step copies this file without rendering it, so ${written} stays as it is.`,
      fix: "Remove the file from copyWithoutTemplating, or add the template's extension to its name; put the expressions of other tools between {% raw %} and {% endraw %}.",
    });
  }
  return reports;
}

/** `{{cookiecutter.name}}/` as the name of a folder, which is reported once. */
function markersInPath({ file, root }: RenderedFile, reported: Set<string>): Report[] {
  const [found] = /^.*?(?<!\$)\{\{-?\s*cookiecutter\.\w+\s*-?\}\}/.exec(file.relative) ?? [];
  if (root !== 'values' || found === undefined || reported.has(found)) return [];
  reported.add(found);
  return [
    {
      at: { source: file, start: 0 },
      message: `The path ${file.relative} keeps its {{ cookiecutter }}, which is an expression only with cookiecutterCompat.`,
      fix: "Write ${{ values.<name> }} in the path, or set the step's cookiecutterCompat to true.",
    },
  ];
}
