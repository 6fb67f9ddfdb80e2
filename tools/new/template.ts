import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseDocument, YAMLSeq } from 'yaml';
import { titleOf } from './names.ts';
import type { Plan } from './plan.ts';

const minimal = path.join(import.meta.dirname, 'template');

/** Plans a copy of the minimal template, registered in the portal. */
export async function planTemplate(id: string): Promise<Plan> {
  const folder = `templates/${id}`;
  const entries = await readdir(minimal, { recursive: true, withFileTypes: true });
  const files = new Map<string, Buffer | string>();
  for (const entry of entries.filter(entry => entry.isFile())) {
    const source = path.join(entry.parentPath, entry.name);
    const relative = path.relative(minimal, source).split(path.sep).join('/');
    files.set(`${folder}/${relative}`, await readFile(source));
  }
  files.set(`${folder}/template.yaml`, await renamed(id));
  return {
    files,
    edits: { 'app-config.yaml': source => withLocation(source, `${folder}/template.yaml`) },
    next: [
      `Create the lockfile of the infrastructure: npm install --prefix ${folder}/skeleton/infra`,
      `Edit the project in ${folder}/skeleton; each new answer needs a field in template.yaml and its places in stamp.yaml.`,
      `Run: npx goldpath lint ${folder}`,
      `Run: npx goldpath stamp ${id} --answers ${folder}/samples/skeleton.yaml --to <folder>, then npx goldpath check <folder>`,
    ],
  };
}

async function renamed(id: string): Promise<string> {
  const document = parseDocument(await readFile(path.join(minimal, 'template.yaml'), 'utf8'));
  document.setIn(['metadata', 'name'], id);
  document.setIn(['metadata', 'title'], titleOf(id));
  return document.toString({ lineWidth: 0 });
}

/** The portal's configuration with a template's location. */
function withLocation(config: string, target: string): string {
  const document = parseDocument(config);
  const locations = document.getIn(['catalog', 'locations']);
  if (!(locations instanceof YAMLSeq)) throw new Error('app-config.yaml has no catalog.locations.');
  locations.add(document.createNode({ type: 'file', target, rules: [{ allow: ['Template'] }] }));
  return document.toString({ lineWidth: 0 });
}
