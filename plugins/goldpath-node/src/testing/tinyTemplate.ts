import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const template = (id: string) => `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata:
  name: ${id}
  title: Tiny service
spec:
  owner: group:default/platform
  type: service
  parameters:
    - title: About the service
      required: [name, owner]
      properties:
        name: { title: Name, type: string, pattern: '^[a-z][a-z0-9-]{2,30}$' }
        owner: { title: Owner, type: string }
`;

const files: Record<string, string> = {
  'stamp.yaml': `apiVersion: goldpath.dev/v1
template: { version: 1.2.3 }
answers:
  name:
    - { file: catalog-info.yaml, at: /metadata/name }
    - { file: README.md, token: tiny-service }
  owner:
    - { file: catalog-info.yaml, at: /spec/owner }
`,
  'samples/skeleton.yaml': 'name: tiny-service\nowner: group:default/platform\n',
  'skeleton/README.md': '# tiny-service\n',
  'skeleton/catalog-info.yaml': `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: tiny-service
spec:
  type: service
  lifecycle: production
  owner: group:default/platform
`,
};

/**
 * Writes a small complete template for a test. Its skeleton has no infrastructure, so it does not pass a check.
 *
 * @param examples - examples of actions, whose steps become those of the template, in this order
 * @returns the path of its template.yaml
 */
export async function writeTinyTemplate(
  folder: string,
  id: string,
  examples: { example: string }[],
): Promise<string> {
  const steps = examples.map(({ example }) => example.replace('steps:\n', '')).join('');
  const indented = `steps:\n${steps}`.replaceAll(/^(?=.)/gm, '  ');
  for (const [file, content] of Object.entries({ ...files, 'template.yaml': template(id) + indented })) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), content);
  }
  return path.join(folder, 'template.yaml');
}

/**
 * Adds a required question to the template of {@link writeTinyTemplate}: its tier, gold or iron, which is stamped into tier.json.
 * The version becomes 1.3.0.
 */
export async function askForTier(folder: string): Promise<void> {
  const change = async (file: string, changed: (text: string) => string) => {
    const to = path.join(folder, file);
    await writeFile(to, changed(await readFile(to, 'utf8')));
  };
  await change('template.yaml', text =>
    text
      .replace('[name, owner]', '[name, owner, tier]')
      .replace(/^( +)owner: \{.*$/m, '$&\n$1tier: { title: Tier, type: string, enum: [gold, iron] }'),
  );
  await change('stamp.yaml', text =>
    text.replace('1.2.3', '1.3.0').concat('  tier:\n    - { file: tier.json, at: /tier }\n'),
  );
  await change('samples/skeleton.yaml', text => `${text}tier: gold\n`);
  await writeFile(path.join(folder, 'skeleton/tier.json'), '{ "tier": "gold" }\n');
}
