import path from 'node:path';
import type { Reference } from '../../expression/uses.ts';
import { edit, type LintRule, type Report } from '../../rule.ts';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import { scanTags, textsBetween } from '../../template/skeletonTags.ts';
import { skeletonExample } from './example.ts';
import { meaningOf } from './meaning.ts';
import { type RenderedFile, renderedFiles } from './renderedFiles.ts';

/** What is meant for the portal is written as it reads it. */
export const skeletonMarker: LintRule = {
  id: 'skeleton-marker',
  title:
    'What is meant for the portal in a skeleton is written ${{ values.x }}, or {{ cookiecutter.x }} with cookiecutterCompat.',
  why: 'In a skeleton there are only the values that the step passes. Anything else stays in the new repository as it was written, or leaves a gap.',
  severity: 'error',
  example: {
    bad: skeletonExample({ 'README.md': '# {{ values.name }}\n' }),
    good: skeletonExample({ 'README.md': '# ${{ values.name }}\n' }),
  },
  check(context) {
    const all = renderedFiles(context);
    const isOfTemplates = all.some(
      ({ file }) => file.isKept && file.text.includes('scaffolder.backstage.io'),
    );
    const isOfCookiecutter = all.some(({ file }) => path.basename(file.relative) === 'cookiecutter.json');
    const seen = new Set<string>();
    return all.flatMap(rendered => [
      ...misplaced(rendered, context.template),
      ...misspelt(rendered, isOfCookiecutter),
      ...(isOfTemplates ? [] : kept(rendered)),
      ...(isOfCookiecutter ? [] : inPath(rendered, seen)),
    ]);
  },
};

/** `${{ parameters.x }}`, `${{ steps.a.output.x }}`, `${{ x }}`: of template.yaml, and unknown here. */
function misplaced(rendered: RenderedFile, template: LintTemplate): Report[] {
  const { file, root } = rendered;
  const references = file.rendered?.content.references ?? [];
  return references
    .filter(reference => meaningOf(reference, rendered, template) === 'portal')
    .map(reference => ({
      at: { source: file, start: reference.offset },
      message: `a skeleton knows no ${reference.root}, only ${root}: there is nothing to render`,
      ...remedyOf(reference, rendered),
    }));
}

function remedyOf({ root: first, keys, offset }: Reference, { file, root, passed }: RenderedFile) {
  const [key = ''] = keys;
  const end = offset + first.length;
  if (keys.length > 0 && !passed?.has(first) && passed?.has(key)) {
    return { fix: `Write ${root}.${key}.`, edits: [edit(file, offset, end, root)] };
  }
  if (passed?.has(first)) {
    return { fix: `Write ${root}.${first}.`, edits: [edit(file, offset, offset, `${root}.`)] };
  }
  return { fix: `Pass it in the step's values, and read it as ${root}.<name>.` };
}

/** Files in which braces mean nothing else. */
const plain = /\.(md|ya?ml|json|txt|toml)$/;

/** `{{ values.x }}`, `{{ cookiecutter.x }}` and `${values.x}`, which are text to the engine. */
function misspelt({ file, root, passed }: RenderedFile, isOfCookiecutter: boolean): Report[] {
  if (!file.rendered || (root === 'values' && !/\{\s*(values|parameters|cookiecutter)\./.test(file.text)))
    return [];
  const double = /(?<![{\\$])\{\{-?\s*(values|parameters|cookiecutter)\.(\w+)\s*(\|[^{}]*)?-?\}\}(?!\})/g;
  const single = new RegExp(`(?<![\\\\$])\\$\\{\\s*(values|parameters|${root})\\.(\\w+)\\s*()\\}`, 'g');
  return textsBetween(file.text, file.rendered.tags).flatMap(({ start, end }) =>
    [...(root === 'values' ? [double] : []), single].flatMap(form =>
      [...file.text.slice(start, end).matchAll(form)].flatMap(found => {
        const [written, name = '', key = '', filters = ''] = found;
        const isPassed = !!passed?.has(key);
        const isCookiecutter = name === 'cookiecutter' && form === double && !isOfCookiecutter;
        if (!isCookiecutter && !(isPassed && plain.test(file.relative))) return [];
        const offset = start + found.index;
        const right = root === 'values' ? `\${{ values.${key} }}` : `{{ cookiecutter.${key} }}`;
        return [
          {
            at: { source: file, start: offset },
            message: `${written} is no expression to the portal: it stays as it is`,
            fix: isPassed ? `Write ${right}.` : `Pass it in the step's values, and write ${right}.`,
            ...(isPassed &&
              filters === '' && { edits: [edit(file, offset, offset + written.length, right)] }),
          },
        ];
      }),
    ),
  );
}

/** What is copied as it is, and was meant to be rendered: it reads a value that is passed. */
function kept({ file, root, passed }: RenderedFile): Report[] {
  if (!file.isKept || !passed || !file.text.includes(`{{`)) return [];
  const read = new RegExp(`^\\S*\\{\\{-?\\s*(${root}\\.(\\w+))`);
  return scanTags(file.text, root === 'values' ? 'backstage' : 'cookiecutter').flatMap(({ start, end }) => {
    const found = read.exec(file.text.slice(start, end));
    const [, written = '', key = ''] = found ?? [];
    if (!passed.has(key)) return [];
    return [
      {
        at: { source: file, start: start + (found?.[0].length ?? 0) - written.length },
        message: `the step copies this file without rendering it: ${written} stays as it is`,
        fix: "Leave the file out of copyWithoutTemplating, or give it the template's extension; put the expressions of other tools between {% raw %} and {% endraw %}.",
        severity: 'warning' as const,
      },
    ];
  });
}

/** `{{cookiecutter.name}}/` as the name of a folder, told once. */
function inPath({ file, root }: RenderedFile, seen: Set<string>): Report[] {
  const found =
    root === 'values' && /^.*?(?<!\$)\{\{-?\s*cookiecutter\.\w+\s*-?\}\}/.exec(file.relative)?.[0];
  if (!found || seen.has(found)) return [];
  seen.add(found);
  return [
    {
      at: { source: file, start: 0 },
      message: `the path ${file.relative} keeps its {{ cookiecutter }}: without cookiecutterCompat that is no expression`,
      fix: "Write ${{ values.<name> }} in the name, or set the step's cookiecutterCompat: true.",
    },
  ];
}
