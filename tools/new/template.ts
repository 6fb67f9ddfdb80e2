import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { titleOf } from './names.ts';
import type { Plan } from './plan.ts';

const minimal = path.join(import.meta.dirname, 'template');

/** Plans a copy of the minimal template. The portal lists every folder in templates/. */
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
    edits: {},
    next: [
      `Edit the project in ${folder}/skeleton; each new answer needs a field in template.yaml and its places in stamp.yaml: docs/writing-a-template.md`,
      `Run its own scripts: cd ${folder}/skeleton && npm ci && npm test && npm run lint`,
      `Run: npx goldpath lint ${folder}`,
      `Run: npx goldpath stamp ${id} --answers ${folder}/samples/skeleton.yaml --to <folder>, then npx goldpath check <folder>`,
      'Run the tests of all templates: npx vitest run packages/template-test/src/templates.integration.test.ts',
      'Run: npm start; the portal lists the template within five seconds.',
    ],
  };
}

async function renamed(id: string): Promise<string> {
  const document = parseDocument(await readFile(path.join(minimal, 'template.yaml'), 'utf8'));
  document.setIn(['metadata', 'name'], id);
  document.setIn(['metadata', 'title'], titleOf(id));
  return document.toString({ lineWidth: 0 });
}
