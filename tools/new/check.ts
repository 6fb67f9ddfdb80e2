import { camelCase, titleOf } from './names.ts';
import type { Plan } from './plan.ts';
import { addElement, addImport } from './register.ts';

const FOLDER = 'packages/repository-check/src';

/** Plans a check of a stamped repository, with its rule and its test. The id of the rule is the name. */
export function planCheck(id: string): Plan {
  const file = camelCase(id);
  const variable = `${file}Check`;
  return {
    files: new Map([
      [`${FOLDER}/${file}.ts`, checkSource(id, variable)],
      [`${FOLDER}/${file}.test.ts`, testSource(file, variable)],
    ]),
    edits: {
      [`${FOLDER}/checks.ts`]: source =>
        addElement(addImport(source, `import { ${variable} } from './${file}.ts';`), 'checks', variable),
    },
    next: [
      `Replace the example (the repository has a README) in ${FOLDER}/${file}.ts.`,
      'Make the skeletons in templates/ follow the rule.',
      `Run: npm run watch ${FOLDER}/${file}`,
    ],
  };
}

const checkSource = (id: string, variable: string) => `import type { Rule } from '@goldpath/diagnostics';
import { type Check, failed, passed } from './check.ts';

const FILE = 'README.md';

const rule: Rule = {
  id: '${id}',
  title: 'The repository has a README.md.',
  why: 'Without it, new contributors have to search for how to run the service.',
  fix: 'Add README.md.',
  severity: 'error',
};

/** The repository has a README. */
export const ${variable}: Check = {
  title: '${titleOf(id).toLowerCase()}',
  rules: [rule],
  run({ files }) {
    const subject = { type: 'file', name: FILE };
    const location = { file: FILE, line: 1 };
    if (files.includes(FILE)) {
      return Promise.resolve([passed(rule, subject, location, 'The repository has a README.md.')]);
    }
    const problem = { message: 'The repository has no README.md.', fix: 'Add README.md.' };
    return Promise.resolve([failed(rule, subject, location, problem)]);
  },
};
`;

const testSource = (file: string, variable: string) => `import { expect, test } from 'vitest';
import { ${variable} } from './${file}.ts';
import { runCheck } from './testing/runCheck.ts';

test('a repository with a README passes', async () => {
  expect(await runCheck(${variable}, { 'README.md': '# orders\\n' })).toEqual([
    'pass README.md:1 The repository has a README.md.',
  ]);
});

test('a repository without a README fails', async () => {
  expect(await runCheck(${variable}, { 'package.json': '{}' })).toEqual([
    'fail README.md:1 The repository has no README.md. Add README.md.',
  ]);
});
`;
