import { at, type Located } from '@goldpath/diagnostics';
import type { LintRule, Report } from '../../rule.ts';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import { declarationsOf } from '../expressions/declarations.ts';

/** URLs are web addresses, and references to entities are not. */
export const urlOrReference: LintRule = {
  id: 'url-or-reference',
  title: 'A url is a web address, and an entityRef is a reference such as component:default/service.',
  why: 'The answer of RepoUrlPicker, github.com?owner=acme&repo=service, is neither. A link with the wrong one leads to a page that does not exist.',
  severity: 'error',
  example: {
    incorrect:
      "parameters: { properties: { repoUrl: { type: string, ui:field: RepoUrlPicker } } }\nsteps: []\noutput:\n  links:\n    - { title: Repository, url: '${{ parameters.repoUrl }}' }\n",
    correct:
      "parameters: { properties: { repoUrl: { type: string, ui:field: RepoUrlPicker } } }\nsteps:\n  - { id: publish, action: publish:github, input: { repoUrl: '${{ parameters.repoUrl }}' } }\noutput:\n  links:\n    - { title: Repository, url: '${{ steps.publish.output.remoteUrl }}' }\n",
  },
  check: ({ template }) =>
    template.rendered.flatMap(({ node, keys, step, in: where }) => {
      const key = keys.at(-1);
      const isLink = where === 'output' && keys[0] === 'links';
      const isInput = where === 'input' && keys.length === 1 && takesUrl.test(step?.action ?? '');
      if (!isLink && !isInput) return [];
      if (isUrlKey(key)) return urlReports(node, template);
      return key === 'entityRef' && isLink ? referenceReports(node) : [];
    }),
};

/** Actions whose inputs with these names are web addresses. */
const takesUrl = /^(fetch:(plain|template)(:file)?|catalog:register)$/;

const isUrlKey = (key: unknown) => key === 'url' || key === 'repoContentsUrl' || key === 'catalogInfoUrl';

const OUTPUT = /^\s*\$\{\{-?\s*steps(?:\.\w+|\[\s*['"][^'"]+['"]\s*\])\.output\.(\w+)\s*-?\}\}\s*$/;
const PARAMETER = /^\s*(?:https?:\/\/)?\$\{\{-?\s*parameters(?:\.(\w+)|\[\s*['"]([^'"]+)['"]\s*\])\s*-?\}\}/;

/** The reference of an entity of the catalog. */
const REFERENCE = /^(component|api|resource|system|domain|group|user|template):[\w.$-]/i;

/** What RepoUrlPicker returns, and actions accept. */
const REPO_URL = /^[\w-]+(\.[\w-]+)+\/?\?(owner|repo)=/;

/** Whether a literal address has a space outside of its expressions, and those of other tools. */
function hasSpace(text: string): boolean {
  const literal = text.replaceAll(/\$?\{\{.*?\}\}/gs, '');
  return /^https?:\/\//.test(literal) && !literal.includes('{%') && /\s/.test(literal.trim());
}

function urlReports(node: Located, { pages }: LintTemplate): Report[] {
  const text = String(node.value);
  if (OUTPUT.exec(text)?.[1] === 'entityRef') {
    return [
      {
        at: node,
        message:
          'This is the reference of an entity, such as component:default/service, and not a web address.',
        fix: 'Write entityRef instead of url.',
      },
    ];
  }
  if (REFERENCE.test(text)) {
    return [
      {
        at: node,
        message: 'This is the reference of an entity, and not a web address.',
        fix: 'Write entityRef instead of url.',
      },
    ];
  }
  if (hasSpace(text)) {
    return [
      {
        at: node,
        message: 'A web address has no spaces or line breaks.',
        fix: 'Write %20 for a space, or remove the text that was continued in the next line.',
      },
    ];
  }
  const [, dotted, quoted] = PARAMETER.exec(text) ?? [];
  const fields = declarationsOf(pages, dotted ?? quoted ?? '');
  const isOfPicker =
    fields.length > 0 && fields.every(field => at(field, 'ui:field')?.value === 'RepoUrlPicker');
  if (!isOfPicker && !REPO_URL.test(text)) return [];
  return [
    {
      at: node,
      message: 'A repoUrl such as github.com?owner=acme&repo=service is not a web address.',
      fix: 'Read remoteUrl or repoContentsUrl of the step that publishes, or write https://github.com/${{ parameters.x | projectSlug }}.',
    },
  ];
}

/** `entityRef: ${{ steps.publish.output.remoteUrl }}` */
function referenceReports(node: Located): Report[] {
  const output = OUTPUT.exec(String(node.value))?.[1] ?? '';
  const isAddress =
    /^(remoteUrl|repoContentsUrl|catalogInfoUrl)$/.test(output) || /^https?:\/\//.test(String(node.value));
  if (!isAddress) return [];
  return [
    {
      at: node,
      message:
        'This is a web address, and not the reference of an entity, so the page of the finished task fails.',
      fix: 'Write url instead of entityRef.',
    },
  ];
}
