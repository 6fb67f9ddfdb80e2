import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseYaml, type Rule, YamlError } from '@goldpath/diagnostics';
import { MANIFEST_PATH, manifestProblems } from '@goldpath/template';
import { type Check, failed, passed } from './check.ts';

const manifest = { type: 'manifest', name: MANIFEST_PATH };

const manifestValid: Rule = {
  id: 'manifest-valid',
  title: 'The manifest of a stamped service has its template, its answers and the hashes of its files.',
  why: 'Without it, the service’s origin is unknown, and it cannot be upgraded.',
  fix: 'Restore .goldpath/manifest.json from the history of the repository.',
  severity: 'error',
};

const restore = 'Restore the file from the history; only goldpath writes it.';

/** The manifest, when there is one, can be compared with a later version of the template. */
export const manifestCheck: Check = {
  title: 'manifest',
  rules: [manifestValid],
  async run({ dir, files }) {
    if (!files.includes(MANIFEST_PATH)) return [];
    const fail = (line: number, message: string) =>
      failed(manifestValid, manifest, { file: MANIFEST_PATH, line }, { message, fix: restore });
    const text = await readFile(path.join(dir, MANIFEST_PATH), 'utf8');
    try {
      const json = parseYaml(text);
      const problems = manifestProblems(json.documents[0]?.toJS());
      if (problems.length === 0)
        return [
          passed(manifestValid, manifest, { file: MANIFEST_PATH, line: 1 }, 'The manifest is complete.'),
        ];
      return problems.map(({ path: keys, message }) =>
        fail(json.lineOf(keys), `${keys.length === 0 ? 'The file' : keys.join('.')} ${message}.`),
      );
    } catch (error) {
      if (!(error instanceof YamlError)) throw error;
      return [fail(error.line, 'The file is not JSON.')];
    }
  },
};
