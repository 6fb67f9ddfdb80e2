import type { TemplateProblem } from '../errors.ts';
import type { YamlFile } from '../source/readYaml.ts';
import type { StampSpec } from './template.ts';

/** `stamp.yaml` after its schema has found it sound. */
interface StampFile {
  template: { version: string };
  publishing?: string[];
  answers: Record<string, { file: string; at?: string; document?: number; token?: string; value: string }[]>;
}

/** The version that stamp.yaml gives the template, and where the answers go. */
export function readStampSpec(yaml: YamlFile): { version: string; stamp: StampSpec } {
  const file = yaml.value as StampFile;
  const edits = Object.entries(file.answers).flatMap(([answer, places]) =>
    places.map(({ file: target, at, document, token, value }, index) => {
      const edit = { answer, file: target, form: value, line: yaml.lineOf(['answers', answer, index]) };
      return token === undefined ? { ...edit, at: at as string, document } : { ...edit, token };
    }),
  );
  return { version: file.template.version, stamp: { edits, publishing: file.publishing ?? [] } };
}

/** Where stamp.yaml and the form disagree: each answer is asked there and goes somewhere here, or only publishes. */
export function compareWithForm(
  yaml: YamlFile,
  form: { properties: Record<string, unknown>; required: string[] },
): TemplateProblem[] {
  const { answers, publishing = [] } = yaml.value as StampFile;
  const problem = (path: (string | number)[], message: string): TemplateProblem => ({
    file: 'stamp.yaml',
    line: yaml.lineOf(path),
    message,
  });
  const unasked = (field: string) =>
    `the form in template.yaml does not ask "${field}"; it asks ${Object.keys(form.properties).join(', ')}`;

  return [
    ...Object.keys(form.properties)
      .filter(field => !(field in answers) && !publishing.includes(field))
      .map(field =>
        problem(['answers'], `"${field}" of the form goes nowhere; say where, or list it under publishing`),
      ),
    ...Object.keys(answers).flatMap(field => {
      if (!(field in form.properties)) return problem(['answers', field], unasked(field));
      if (publishing.includes(field)) {
        return problem(['answers', field], `"${field}" is listed under publishing too; keep one`);
      }
      if (form.required.includes(field)) return [];
      return problem(['answers', field], `"${field}" goes into files; make it required in template.yaml`);
    }),
    ...publishing.flatMap((field, index) =>
      field in form.properties ? [] : problem(['publishing', index], unasked(field)),
    ),
  ];
}
