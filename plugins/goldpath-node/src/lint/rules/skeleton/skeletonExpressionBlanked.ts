import { edit, type LintContext, type LintRule, type Report } from '../../rule.ts';
import type { SkeletonText } from '../../template/skeletonText.ts';
import type { Tag } from '../../template/skeletonTags.ts';
import { skeletonExample } from './example.ts';
import { type Meaning, meaningOf, meaningOfCall } from './meaning.ts';
import { askedOnce, type RenderedFile, renderedFiles } from './renderedFiles.ts';

/** Expressions of other tools reach them. */
export const skeletonExpressionBlanked: LintRule = {
  id: 'skeleton-expression-blanked',
  title: 'Expressions of other tools are copied, or stand between {% raw %} and {% endraw %}.',
  why: 'GitHub and Azure Pipelines write ${{ }} too. In a file that is rendered the portal takes it for its own, finds no such name, and writes nothing in its place.',
  severity: 'error',
  example: {
    bad: skeletonExample({ '.github/workflows/ci.yaml': 'token: ${{ secrets.TOKEN }}\n' }),
    good: skeletonExample(
      { '.github/workflows/ci.yaml': 'token: ${{ secrets.TOKEN }}\n' },
      "        copyWithoutTemplating: ['.github/workflows/*']\n",
    ),
  },
  check: context => {
    const reports = renderedFiles(context).flatMap(rendered => {
      const { rendered: text } = rendered.file;
      if (!text) return [];
      const finds = findsOf(text, rendered, context);
      const byTag = Map.groupBy(finds, ({ offset }) => tagAt(text.tags, offset));
      return [...byTag].map(([tag, found]) => reportOf(found, tag, text, rendered));
    });
    return askedOnce(reports);
  },
};

interface Find {
  name: string;
  offset: number;
  meaning: Meaning;
  isCall: boolean;
}

/** What means nothing to the portal, and is not asked whether it does. */
function findsOf({ content }: SkeletonText, rendered: RenderedFile, context: LintContext): Find[] {
  const { template, actions } = context;
  const names = content.references
    .filter(({ root }) => !actions.globals.has(root))
    .filter(({ isGuarded, conditions, root }) => !isGuarded && !conditions.some(one => one.root === root))
    .map(reference => ({
      name: reference.root,
      offset: reference.offset,
      meaning: meaningOf(reference, rendered, template),
      isCall: false,
    }));
  const calls = content.calls
    .map(({ name, offset }) => ({ name, offset, meaning: meaningOfCall(name), isCall: true }))
    // always() and failure() are there in template.yaml, and not here
    .filter(({ name, meaning }) => meaning === 'foreign' || !actions.globals.has(name));
  return [...names, ...calls]
    .filter((find): find is Find => find.meaning === 'foreign' || find.meaning === 'unknown')
    .sort((left, right) => left.offset - right.offset);
}

function tagAt(tags: readonly Tag[], offset: number): Tag | undefined {
  return tags.find(({ start, end }) => start <= offset && offset < end);
}

function reportOf(
  finds: Find[],
  tag: Tag | undefined,
  { content }: SkeletonText,
  { file, root, skeletons }: RenderedFile,
): Report {
  const worst = finds.find(({ meaning }) => meaning === 'foreign') ?? (finds[0] as Find);
  const call = finds.find(({ isCall }) => isCall);
  const inTag = content.references.filter(({ offset }) => tag && tag.start <= offset && offset < tag.end);
  const usesValues = content.references.some(reference => reference.root === root);
  const isRaw = tag?.kind === 'variable' && usesValues && !inTag.some(reference => reference.root === root);
  const effect = call ? `${skeletons[0]?.step.action} fails` : 'the expression is lost';
  const name = call ? `function ${call.name}` : worst.name;
  const isKnown = worst.meaning === 'foreign';
  return {
    at: { source: file, start: worst.offset },
    message: isKnown
      ? `the portal renders this file, and knows no ${name}: ${effect}`
      : `the portal knows no ${name}, unless a plugin adds it: ${effect}`,
    fix: usesValues
      ? 'Put the expression between {% raw %} and {% endraw %}.'
      : "Copy the file with the step's copyWithoutTemplating, or put the expression between {% raw %} and {% endraw %}.",
    ...(!isKnown && { severity: 'unknown' as const }),
    ...(isKnown && isRaw && { edits: [rawEdit(tag, file)] }),
  };
}

function rawEdit({ start, end }: Tag, file: RenderedFile['file']) {
  return edit(file, start, end, `{% raw %}${file.text.slice(start, end)}{% endraw %}`);
}
