import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { TemplateError } from '../errors.ts';
import { firstValue, parseYaml, YamlError, type YamlText } from './yamlText.ts';

/** A YAML file of one document, and its value. */
export interface YamlFile extends YamlText {
  value: unknown;
}

/**
 * Reads a YAML file of a template.
 *
 * @param dir - the template's folder
 * @param file - path in it, by which errors name it
 * @param purpose - what the file is for, said when it is missing
 * @throws TemplateError when the file is missing, is not YAML, or holds several documents
 */
export async function readYaml(dir: string, file: string, purpose: string): Promise<YamlFile> {
  const fail = (line: number, message: string) => new TemplateError([{ file, line, message }]);
  let text: string;
  try {
    text = await readFile(path.join(dir, file), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const message = code === 'ENOENT' ? 'is missing' : `cannot be read (${code})`;
    throw fail(1, `${message}; a template has this file: ${purpose}`);
  }
  try {
    const yaml = parseYaml(text);
    const [, second] = yaml.documents;
    if (second) throw fail(yaml.lineAt(second.range[0]), 'a second document begins here; keep one');
    return { ...yaml, value: firstValue(yaml) };
  } catch (error) {
    if (error instanceof YamlError) throw fail(error.line, `is not YAML: ${error.message}; mend the syntax`);
    throw error;
  }
}
