import type { TemplateProblem } from '../errors.ts';
import type { YamlFile } from '../source/readYaml.ts';
import type { Tree } from '../tree/tree.ts';
import type { StampSpec } from './template.ts';

/** `stamp.yaml` after its schema has found it sound. */
interface StampFile {
  template: { version: string };
  publishing?: string[];
  only?: { files: string; when: string; is: string | number | boolean }[];
  answers: Record<string, Place[]>;
}

interface Place {
  file: string;
  at?: string;
  document?: number;
  token?: string;
  value: string;
  otherwise?: string;
}

/** The version that stamp.yaml gives the template, and where the answers go. */
export function readStampSpec(yaml: YamlFile): { version: string; stamp: StampSpec } {
  const file = yaml.value as StampFile;
  const edits = Object.entries(file.answers).flatMap(([answer, places]) =>
    places.map(({ file: target, at, document, token, value, otherwise }, index) => {
      const line = yaml.lineOf(['answers', answer, index]);
      const edit = { answer, file: target, form: value, otherwise, line };
      return token === undefined ? { ...edit, at: at as string, document } : { ...edit, token };
    }),
  );
  const only = (file.only ?? []).map(({ files, when, is }) => ({ files, answer: when, is }));
  return { version: file.template.version, stamp: { edits, only, publishing: file.publishing ?? [] } };
}

/** Where stamp.yaml and the form disagree: each answer is asked there and goes somewhere here, or only publishes. */
export function compareWithForm(
  yaml: YamlFile,
  form: { properties: Record<string, unknown>; required: string[] },
): TemplateProblem[] {
  const { answers, publishing = [], only = [] } = yaml.value as StampFile;
  const used = new Set([...Object.keys(answers), ...publishing, ...only.map(({ when }) => when)]);
  const problem = (path: (string | number)[], message: string): TemplateProblem => ({
    file: 'stamp.yaml',
    line: yaml.lineOf(path),
    message,
  });
  const unasked = (field: string) =>
    `the form in template.yaml does not ask "${field}"; it asks ${Object.keys(form.properties).join(', ')}`;

  return [
    ...Object.keys(form.properties)
      .filter(field => !used.has(field))
      .map(field =>
        problem(['answers'], `"${field}" of the form goes nowhere; say where, or list it under publishing`),
      ),
    ...Object.entries(answers).flatMap(([field, places]) => {
      if (!(field in form.properties)) return problem(['answers', field], unasked(field));
      if (publishing.includes(field)) {
        return problem(['answers', field], `"${field}" is listed under publishing too; keep one`);
      }
      if (form.required.includes(field) || places.every(({ otherwise }) => otherwise !== undefined))
        return [];
      const remedy =
        'make it required in template.yaml, or say with "otherwise" what stands there without it';
      return problem(['answers', field], `"${field}" goes into files; ${remedy}`);
    }),
    ...publishing.flatMap((field, index) =>
      field in form.properties ? [] : problem(['publishing', index], unasked(field)),
    ),
    ...only.flatMap(({ when }, index) => {
      if (!(when in form.properties)) return problem(['only', index], unasked(when));
      if (form.required.includes(when)) return [];
      return problem(['only', index], `"${when}" decides on files; make it required in template.yaml`);
    }),
  ];
}

/** The entries of `only` that no file of the skeleton fits. */
export function compareWithSkeleton(yaml: YamlFile, skeleton: Tree): TemplateProblem[] {
  const { only = [] } = yaml.value as StampFile;
  return only.flatMap(({ files }, index) =>
    [...skeleton.keys()].some(file => isAmong(file, files))
      ? []
      : {
          file: 'stamp.yaml',
          line: yaml.lineOf(['only', index]),
          message: `skeleton/${files} does not exist; correct the path`,
        },
  );
}

/** Whether a file is the one that is named, or lies in the folder that is. */
export function isAmong(file: string, files: string): boolean {
  return files.endsWith('/') ? file.startsWith(files) : file === files;
}
