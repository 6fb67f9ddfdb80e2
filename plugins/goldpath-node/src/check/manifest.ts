import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parsePointer } from '../source/pointer.ts';
import { parseYaml, YamlError } from '../source/yamlText.ts';
import { MANIFEST_PATH } from '../stamp/manifest.ts';
import { manifestErrors } from '../stamp/manifestErrors.ts';
import { type Check, toResult } from './check.ts';

const resource = { type: 'manifest', name: MANIFEST_PATH };
const remedy = 'Restore the file from the history; only goldpath writes it.';

/** The manifest, where there is one, is one that a later version of the template can be compared with. */
export const manifestCheck: Check = {
  title: 'manifest',
  async run({ dir, files }) {
    if (!files.includes(MANIFEST_PATH)) return [];
    const result = (message: string, line?: number) =>
      toResult('manifest-valid', {
        resource,
        file: MANIFEST_PATH,
        line,
        message,
        ...(line === undefined ? {} : { remedy }),
      });
    const text = await readFile(path.join(dir, MANIFEST_PATH), 'utf8');
    try {
      // JSON is YAML, and this parser knows lines
      const json = parseYaml(text);
      const errors = manifestErrors(json.documents[0]?.toJS());
      if (errors.length === 0) return [result('The manifest is complete.')];
      return errors.map(({ instancePath, message }) =>
        result(`${instancePath || 'The file'} ${message}.`, json.lineOf(parsePointer(instancePath))),
      );
    } catch (error) {
      if (!(error instanceof YamlError)) throw error;
      return [result('The file is not JSON.', error.line)];
    }
  },
};
