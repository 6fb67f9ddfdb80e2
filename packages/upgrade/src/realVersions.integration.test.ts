import path from 'node:path';
import { expect, test } from 'vitest';
import { loadTemplate } from '@goldpath/template';
import { git } from './git/git.ts';
import { releasedTemplate } from './releasedTemplate.ts';
import { stampedTeam } from './testing/team.ts';
import { upgrade } from './upgrade.ts';

// Earlier versions of the prompt library service, from the history of this repository.

const root = path.resolve(import.meta.dirname, '../../..');
const templates = path.join(root, 'templates');
const isShallow = (await git(root, ['rev-parse', '--is-shallow-repository'])) === 'true';

test.skipIf(isShallow).each(['0.1.0', '0.2.0', '0.3.0', '0.4.0'])(
  'a service of version %s with changes of its team comes to the present version without a conflict',
  async version => {
    const released = await releasedTemplate(templates, 'prompt-library-service', version);
    if (!released) throw new Error(`the history has no version ${version}`);
    const answers = released.samples.find(({ name }) => name === 'skeleton')?.answers ?? {};
    const team = await stampedTeam(released, '', answers);
    const manifest = JSON.parse(await team.show('HEAD', 'package.json')) as { dependencies: object };
    const dependencies = { ...manifest.dependencies, nanoid: '5.1.6' };
    const readme = await team.show('HEAD', 'README.md');
    await team.commit({
      'package.json': `${JSON.stringify({ ...manifest, dependencies }, null, 2)}\n`,
      'README.md': `${readme}\n## Our notes\n\nAsk the orders team.\n`,
      'src/orders/orders.ts': 'export const orders = 1;\n',
    });
    await team.git('mv', 'src/config.ts', 'src/settings.ts');
    await team.commit();

    const present = await loadTemplate(path.join(templates, 'prompt-library-service'));
    const { outcome, branch, base } = await upgrade(team.dir, present, { skipCheck: true });

    expect({ outcome, unknown: base.unknown }).toEqual({ outcome: 'merged', unknown: [] });
    expect(await team.show(branch, 'README.md')).toContain('Ask the orders team.');
    expect(await team.show(branch, 'src/orders/orders.ts')).toBe('export const orders = 1;\n');
    expect(JSON.parse(await team.show(branch, 'package.json'))).toHaveProperty(
      'dependencies.nanoid',
      '5.1.6',
    );
    await expect(team.show(branch, 'src/config.ts')).rejects.toThrow('src/config.ts');
  },
);

test.skipIf(isShallow)(
  'an upgrade does not delete the website of a service that was created with one',
  async () => {
    const id = 'prompt-library-service';
    const released = await releasedTemplate(templates, id, '0.6.0');
    if (!released) throw new Error('the history has no version 0.6.0');
    const answers = released.samples.find(({ name }) => name === 'assistants-github')?.answers ?? {};
    const team = await stampedTeam(released, '', answers);
    const prod = await team.show('HEAD', 'infra/Pulumi.prod.yaml');
    await team.commit({ 'infra/Pulumi.prod.yaml': `${prod}  service:frontendDomain: www.example.com\n` });

    const present = await loadTemplate(path.join(templates, id));
    const { outcome, branch, migrations, problems } = await upgrade(team.dir, present);

    expect(outcome).toBe('merged');
    expect(migrations).toMatchObject([
      { version: '1.0.0', notes: expect.stringContaining('Hand a website over') as string },
    ]);
    const ways = expect.stringContaining('docs/runbooks.md, "Hand a website over"') as string;
    expect(problems.map(({ message, fix }) => [message, fix])).toEqual([
      ['the website recipe-desk-2-dev: the next deployment would delete it.', ways],
      ['the website recipe-desk-2-prod: the next deployment would delete it.', ways],
    ]);
    expect(await team.show(branch, 'infra/Pulumi.dev.yaml')).toContain(
      '  service:frontendOrigins:\n    - https://recipe-desk-2-dev.vercel.app\n',
    );
    const merged = await team.show(branch, 'infra/Pulumi.prod.yaml');
    expect(merged).toContain('  service:frontendOrigins:\n    - https://www.example.com\n');
    expect(merged).not.toContain('service:frontendDomain');
    expect(await team.show(branch, 'docs/runbooks.md')).toContain('## Hand a website over');
  },
);
