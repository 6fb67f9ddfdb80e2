import { expect, test } from 'vitest';
import { templateWith } from '../testing/template.ts';
import { describeStamped } from './describeStamped.ts';

test('the description has the class of each file, and the values that vary', async () => {
  const template = await templateWith({ 'skeleton/src/other.ts': '' });
  expect(describeStamped(template).split('\n## ')[1]).toBe(`other

\`\`\`
copied    .gitignore
edited    README.md
edited    catalog-info.yaml
edited    config.yaml
edited    package.json
copied    src/
\`\`\`

- name: \`"other"\` in \`package.json\`, \`catalog-info.yaml\`, \`README.md\`
- owner: \`"another team"\` in \`catalog-info.yaml\`, \`README.md\`
- replicas: \`3\` in \`config.yaml\`
`);
});
