import { expect, test } from 'vitest';
import { problemsOf } from '../testing/eventsOf.ts';
import { templateWith, validTemplate } from '../testing/template.ts';
import { scaffolderRing } from './scaffolderRing.ts';

const steps = `  type: service
  steps:
    - id: stamp
      name: Stamp
      action: goldpath:stamp
      input:
        answers: \${{ parameters }}
`;

/** A template with these steps after that of stamping. Its owners are groups of the catalog. */
function template(more: string) {
  const files = { ...validTemplate };
  files['template.yaml'] = files['template.yaml'].replace(
    '  steps:\n    - action: goldpath:stamp\n',
    steps + more,
  );
  const entries = Object.entries(files).map(([file, text]) => [
    file,
    text
      .replaceAll('the sample team', 'group:default/sample-team')
      .replaceAll('another team', 'group:default/others'),
  ]);
  return templateWith(Object.fromEntries(entries) as Record<string, string>);
}

const publish = `    - id: publish
      name: Publish
      action: publish:github
      input:
        repoUrl: github.com?owner=acme&repo=\${{ parameters.name }}
`;

test('steps that publish the stamped files pass, without publishing', async () => {
  expect(await problemsOf(scaffolderRing, await template(publish))).toEqual([]);
});

test('a step that changes a stamped file is reported for each sample and kind of run', async () => {
  const remove = `    - id: remove
      name: Remove
      action: fs:delete
      input:
        files: [src/main.ts]
`;
  const found = await problemsOf(scaffolderRing, await template(remove + publish));
  const shown = found.map(({ subject, message }) => `${subject?.name}: ${message}`);
  expect(shown).toContain(
    'other: The true run of template.yaml does not return src/main.ts as it is stamped in the sample other.',
  );
  expect(found.map(({ location }) => location.file)).toEqual(found.map(() => 'skeleton/src/main.ts'));
});

test('a step that fails is reported with its error', async () => {
  const move =
    "    - { id: move, name: Move, action: 'fs:rename', input: { files: [{ from: none.ts, to: x.ts }] } }\n";
  const [found] = await problemsOf(scaffolderRing, await template(move));
  expect(found).toMatchObject({
    location: { file: 'template.yaml' },
    message: expect.stringMatching(/^The dry run of template.yaml failed in the sample other: .*none\.ts/),
  });
});
