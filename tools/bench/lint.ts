import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../root.mjs';
import { median, type Row, timed } from './measure.ts';

const run = promisify(execFile);
const rounds = 7;
const templates = path.join(root, 'templates');
const binary = path.join(root, 'packages/cli/bin/goldpath.mjs');

/** The time of `goldpath lint` for this repository's templates, for a hundred templates and for a large file. */
export async function lintRows(): Promise<Row[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-bench-'));
  try {
    for (let index = 0; index < 50; index++) {
      await writeStamping(path.join(folder, `many/stamping-${index}`), `stamping-${index}`);
      await writeFetching(path.join(folder, `many/fetching-${index}`), `fetching-${index}`);
    }
    await writeFetching(path.join(folder, 'large'), 'large', {
      'skeleton/LIST.md': 'An entry of ${{ values.name }}.\n'.repeat(40_000),
    });
    const keys = Array.from({ length: 40_000 }, (_, index) => `          key${index}: ${index}\n`);
    await writeFetching(path.join(folder, 'keys'), 'keys', {
      'template.yaml': fetchingTemplate('keys').replace(
        /^ {8}values:\n/m,
        written => written + keys.join(''),
      ),
    });
    return [
      await row('`goldpath lint templates`, the whole process', templates, 1.5),
      await row('the same of 100 templates with their skeletons', path.join(folder, 'many'), 10),
      await row('the same of a file with 40,000 expressions', path.join(folder, 'large'), 5),
      await row('the same of a map with 40,000 keys', path.join(folder, 'keys'), 5),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function row(figure: string, folder: string, goal: number): Promise<Row> {
  const times = [];
  for (let round = 0; round < rounds; round++)
    times.push(await timed(() => run(process.execPath, [binary, 'lint', folder])));
  const seconds = median(times) / 1000;
  return {
    figure,
    ours: `${seconds.toFixed(2)} s`,
    peer: '-',
    goal: `${goal} s`,
    reached: seconds <= goal,
  };
}

/** Writes a copy of our template as it is in a fresh clone, with a name of its own. */
async function writeStamping(folder: string, name: string): Promise<void> {
  const made = /[/\\](node_modules|dist|coverage|generated)([/\\]|$)/;
  await cp(path.join(templates, 'prompt-library-service'), folder, {
    recursive: true,
    filter: source => !made.test(path.relative(templates, source)),
  });
  const template = path.join(folder, 'template.yaml');
  const text = await readFile(template, 'utf8');
  await writeFile(template, text.replace(/^ {2}name: .*/m, `  name: ${name}`));
}

const pages = ['service', 'owner', 'delivery'];

/** Writes a common template: three pages, four steps, a skeleton of 25 files with expressions in content and paths. */
async function writeFetching(folder: string, name: string, more: Record<string, string> = {}): Promise<void> {
  const component = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: \${{ values.name | dump }}
  {%- if values.text0 %}
  description: \${{ values.text0 | dump }}
  {%- endif %}
spec:
  type: service
  lifecycle: experimental
  owner: \${{ values.owner | dump }}
`;
  const files: Record<string, string> = {
    'template.yaml': fetchingTemplate(name),
    'skeleton/catalog-info.yaml': component,
    'skeleton/README.md': '# ${{ values.name }}\n\n{% for tag in values.list1 %}- ${{ tag }}\n{% endfor %}\n',
    'skeleton/src/${{ values.name }}/index.ts': "export const name = '${{ values.name }}';\n",
  };
  for (let index = 0; index < 22; index++) {
    files[`skeleton/src/part-${index}.ts`] =
      `// \${{ values.name }}\n${`export function work(a: number) { return a * ${index}; }\n`.repeat(40)}`;
  }
  for (const [file, text] of Object.entries({ ...files, ...more })) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
}

const fetchingTemplate = (name: string) => `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata:
  name: ${name}
  title: A service
  description: One of many
spec:
  owner: group:default/platform
  type: service
  parameters:
${pages.map(fetchingPage).join('')}  steps:
    - id: fetch
      name: Fetch
      action: fetch:template
      input:
        url: ./skeleton
        values:
          name: \${{ parameters.name0 }}
          owner: \${{ parameters.owner1 }}
${pages.map((_, page) => `          text${page}: \${{ parameters.text${page} }}\n          list${page}: \${{ parameters.list${page} }}\n`).join('')}    - id: publish
      name: Publish
      action: publish:github
      input:
        repoUrl: \${{ parameters.repoUrl2 }}
        description: \${{ parameters.text0 }}
        repoVisibility: private
    - id: register
      name: Register
      action: catalog:register
      input:
        repoContentsUrl: \${{ steps.publish.output.repoContentsUrl }}
        catalogInfoPath: /catalog-info.yaml
    - id: log
      name: Log
      if: \${{ parameters.flag1 }}
      action: debug:log
      input:
        message: Made \${{ parameters.name0 }}
  output:
    links:
      - title: Repository
        url: \${{ steps.publish.output.remoteUrl }}
      - title: Catalog
        icon: catalog
        entityRef: \${{ steps.register.output.entityRef }}
`;

const fetchingPage = (title: string, page: number) => `    - title: The ${title}
      required: [name${page}, owner${page}, repoUrl${page}]
      properties:
        name${page}: { title: Name, type: string, pattern: '^[a-z0-9-]+$', maxLength: 40 }
        owner${page}: { title: Owner, type: string, ui:field: OwnerPicker }
        repoUrl${page}: { title: Repository, type: string, ui:field: RepoUrlPicker }
        text${page}: { title: Text, type: string, ui:widget: textarea }
        flag${page}: { title: Flag, type: boolean, default: true }
        list${page}: { title: List, type: array, items: { type: string } }
`;
