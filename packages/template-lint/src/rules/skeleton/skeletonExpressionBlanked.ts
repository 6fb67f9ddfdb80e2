import { edit, type LintContext, type LintRule, type Report } from '../../rule.ts';
import type { Tag } from '../../template/skeletonTags.ts';
import type { SkeletonText } from '../../template/skeletonText.ts';
import { skeletonExample } from './example.ts';
import { type NameOrigin, originOf, originOfFunction } from './nameOrigin.ts';
import { type RenderedFile, renderedFiles, withoutRepeatedUnknowns } from './renderedFiles.ts';

/** Expressions of other tools are not rendered. */
export const skeletonExpressionBlanked: LintRule = {
  id: 'skeleton-expression-blanked',
  title: 'Expressions of other tools are copied, or are between {% raw %} and {% endraw %}.',
  why: 'GitHub and Azure Pipelines use ${{ }} too. In a rendered file the portal evaluates them, finds no such name, and replaces them with nothing.',
  severity: 'error',
  example: {
    incorrect: skeletonExample({ '.github/workflows/ci.yaml': 'token: ${{ secrets.TOKEN }}\n' }),
    correct: skeletonExample(
      { '.github/workflows/ci.yaml': 'token: ${{ secrets.TOKEN }}\n' },
      "        copyWithoutTemplating: ['.github/workflows/*']\n",
    ),
  },
  check: context => {
    const reports = renderedFiles(context).flatMap(rendered => {
      const { rendered: text } = rendered.file;
      if (!text) return [];
      const uses = unknownUses(text, rendered, context);
      const byTag = Map.groupBy(uses, ({ offset }) => tagAt(text.tags, offset));
      const values = text.content.references.filter(({ root }) => root === rendered.root);
      const tagsWithValues = new Set(values.map(({ offset }) => tagAt(text.tags, offset)));
      return [...byTag].flatMap(([tag, found]) => reportsOf(found, tag, tagsWithValues, rendered));
    });
    return withoutRepeatedUnknowns(reports);
  },
};

/** A name or function that the portal does not define. */
interface UnknownUse {
  name: string;
  offset: number;
  origin: NameOrigin;
  isCall: boolean;
}

/** The unknown names and functions, without those whose absence the file handles. */
function unknownUses(
  { content }: SkeletonText,
  rendered: RenderedFile,
  { template, actions }: LintContext,
): UnknownUse[] {
  const names = content.references
    .filter(({ root }) => !actions.globals.has(root))
    .filter(({ isGuarded, conditions, root }) => !isGuarded && !conditions.some(one => one.root === root))
    .map(reference => ({
      name: reference.root,
      offset: reference.offset,
      origin: originOf(reference, rendered, template),
      isCall: false,
    }));
  const calls = content.calls
    .map(({ name, offset }) => ({ name, offset, origin: originOfFunction(name), isCall: true }))
    // always() and failure() exist only in template.yaml
    .filter(({ name, origin }) => origin === 'foreign' || !actions.globals.has(name));
  return [...names, ...calls]
    .filter((use): use is UnknownUse => use.origin === 'foreign' || use.origin === 'unknown')
    .sort((left, right) => left.offset - right.offset);
}

/** The tag around an offset; tags are in the order of the text. */
function tagAt(tags: readonly Tag[], offset: number): Tag | undefined {
  let low = 0;
  let high = tags.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tags[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const tag = tags[low];
  return tag && tag.start <= offset ? tag : undefined;
}

function reportsOf(
  uses: UnknownUse[],
  tag: Tag | undefined,
  tagsWithValues: ReadonlySet<Tag | undefined>,
  { file, action }: RenderedFile,
): Report[] {
  const foreign = uses.find(({ origin }) => origin === 'foreign');
  const use = foreign ?? uses[0];
  if (!use) return [];
  const call = uses.find(({ isCall }) => isCall);
  const effect = call ? `so ${action} fails` : 'so the expression is lost';
  const name = call ? `function ${call.name}` : `name ${use.name}`;
  const usesValues = tagsWithValues.size > 0;
  const report: Report = {
    at: { source: file, start: use.offset },
    message: `The portal renders this file and has no ${name}, ${effect}.`,
    fix: usesValues
      ? 'Put the expression between {% raw %} and {% endraw %}.'
      : "Copy the file with the step's copyWithoutTemplating, or put the expression between {% raw %} and {% endraw %}.",
  };
  if (!foreign) {
    report.message = `The portal has no ${name} unless a plugin adds it, ${effect}.`;
    report.severity = 'unknown';
  } else if (tag?.kind === 'variable' && usesValues && !tagsWithValues.has(tag)) {
    const raw = `{% raw %}${file.text.slice(tag.start, tag.end)}{% endraw %}`;
    report.edits = [edit(file, tag.start, tag.end, raw)];
  }
  return [report];
}
