import { at, type Located } from '@goldpath/diagnostics';
import { edit, type LintRule, type Report } from '../../rule.ts';
import type { LintTemplate, Step } from '../../template/lintTemplate.ts';

/** catalog:register gets the address of the files of a repository, and a path from its root. */
export const catalogUrl: LintRule = {
  id: 'catalog-url',
  title:
    'catalog:register gets repoContentsUrl of the step that publishes, and a path that begins with a slash.',
  why: 'The action appends the path to the URL, as a browser does with a link. remoteUrl has no branch, and a path without a slash replaces the branch, so the portal finds no file, after the repository was created.',
  severity: 'error',
  example: {
    incorrect:
      "steps:\n  - { id: fetch, action: fetch:template, input: { url: 'https://github.com/acme/skeleton' } }\n  - { id: publish, action: publish:github, input: { repoUrl: 'github.com?owner=acme&repo=a' } }\n  - id: register\n    action: catalog:register\n    input:\n      repoContentsUrl: ${{ steps.publish.output.remoteUrl }}\n      catalogInfoPath: /catalog-info.yaml\n",
    correct:
      "steps:\n  - { id: fetch, action: fetch:template, input: { url: 'https://github.com/acme/skeleton' } }\n  - { id: publish, action: publish:github, input: { repoUrl: 'github.com?owner=acme&repo=a' } }\n  - id: register\n    action: catalog:register\n    input:\n      repoContentsUrl: ${{ steps.publish.output.repoContentsUrl }}\n      catalogInfoPath: /catalog-info.yaml\n",
  },
  check: ({ template }) =>
    template.steps
      .filter(({ action }) => action === 'catalog:register')
      .flatMap(step => [...urlReports(step, template), ...pathReports(step, template)]),
};

/**
 * Actions that return `repoContentsUrl` with a branch. For Azure DevOps it is the same as `remoteUrl`.
 */
const PUBLISHES = /^(publish:(github|gitlab|bitbucket\w*)|github:repo:push)$/;

const OUTPUT = /^\s*\$\{\{-?\s*steps(?:\.(\w+)|\[\s*['"]([^'"]+)['"]\s*\])\.output\.(\w+)\s*-?\}\}\s*$/;

/** The output of a step that publishes, in a string that consists only of it. A step that does not exist may be one. */
function outputIn(node: Located | undefined, { steps, hasUnknownSteps }: LintTemplate): string | undefined {
  if (typeof node?.value !== 'string') return undefined;
  const [, dotted, quoted, output] = OUTPUT.exec(node.value) ?? [];
  const [step, another] = steps.filter(({ id }) => id === (dotted ?? quoted));
  const isOther = step ? !PUBLISHES.test(step.action ?? '') : hasUnknownSteps;
  if (another || isOther) return undefined;
  return output;
}

function urlReports({ input }: Step, template: LintTemplate): Report[] {
  const contents = at(input, 'repoContentsUrl');
  const file = at(input, 'catalogInfoUrl');
  if (contents && outputIn(contents, template) === 'remoteUrl') {
    const start = contents.source.text.indexOf('remoteUrl', contents.start);
    return [
      {
        at: contents,
        message:
          'remoteUrl is for git and has no branch, so the portal finds no file at this URL. The task fails here.',
        fix: 'Write repoContentsUrl instead of remoteUrl.',
        edits: [edit(contents.source, start, start + 'remoteUrl'.length, 'repoContentsUrl')],
      },
    ];
  }
  if (contents && isRequest(contents, template)) {
    return [
      {
        at: contents,
        message:
          'This is the address of a pull request, where the portal finds no file. The task fails here.',
        fix: 'Register the file after the pull request is merged, or write the URL of a branch that has it.',
      },
    ];
  }
  if (!file || outputIn(file, template) === undefined) return [];
  return [
    {
      at: file,
      message: 'catalogInfoUrl is the URL of a file, and not that of a repository. The task fails here.',
      fix: 'Write repoContentsUrl: ${{ steps.<id>.output.repoContentsUrl }} and catalogInfoPath: /catalog-info.yaml.',
    },
  ];
}

/** Actions whose remoteUrl is the address of a pull request. */
const REQUESTS = /^publish:[\w:]*(pull-request|merge-request)$/;

/** Whether a string is the address of the pull request that an earlier step has opened. */
function isRequest(node: Located | undefined, { steps }: LintTemplate): boolean {
  const [, dotted, quoted, output] = OUTPUT.exec(typeof node?.value === 'string' ? node.value : '') ?? [];
  const [step, another] = steps.filter(({ id }) => id === (dotted ?? quoted));
  return output === 'remoteUrl' && !another && REQUESTS.test(step?.action ?? '');
}

/** `catalogInfoPath: catalog-info.yaml`, which replaces the branch at the end of the URL. */
function pathReports({ input }: Step, template: LintTemplate): Report[] {
  const path = at(input, 'catalogInfoPath');
  const contents = at(input, 'repoContentsUrl');
  const isOfBranch = outputIn(contents, template) === 'repoContentsUrl' || isRequest(contents, template);
  if (typeof path?.value !== 'string' || !isOfBranch || /^(\/|https?:|\$\{\{|\{)/.test(path.value)) return [];
  const [before = ''] = /^\.\/|^/.exec(path.value) ?? [];
  const quote = path.style?.startsWith('QUOTE') ? 1 : 0;
  const start = path.start + quote;
  return [
    {
      at: path,
      message: `Without a slash at its beginning, ${path.value} replaces the branch in the URL. The task fails here, after the repository was created.`,
      fix: `Write /${path.value.slice(before.length)}.`,
      edits: [edit(path.source, start, start + before.length, '/')],
    },
  ];
}
