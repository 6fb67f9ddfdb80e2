import process from 'node:process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MANIFEST_PATH, type Template } from '@goldpath/template';
import { type Files } from '@goldpath/files/testing';
import { stampedTeam, type Team, templateVersion } from './testing/team.ts';
import { upgrade } from './upgrade.ts';

// Random histories of a team and its template, under the real git. HISTORIES sets how many.

const numRuns = Number(process.env.HISTORIES ?? 3);

type Change = { kind: 'edit' | 'insert' | 'delete' | 'move' | 'add'; file: number; line: number };

const change = fc.record({
  kind: fc.constantFrom<Change['kind']>('edit', 'edit', 'insert', 'insert', 'delete', 'move', 'add'),
  file: fc.nat(5),
  line: fc.nat(11),
});
const history = fc.array(
  fc.record({ team: fc.array(change, { maxLength: 5 }), template: fc.array(change, { maxLength: 5 }) }),
  {
    minLength: 1,
    maxLength: 3,
  },
);

/** Applies changes to files of lines; every line that is written is one that no other has. */
function applyChanges(
  files: Map<string, string[]>,
  changes: readonly Change[],
  author: string,
  next: () => number,
): void {
  for (const { kind, file, line } of changes) {
    const names = [...files.keys()];
    const name = names[file % names.length];
    if (kind === 'add' || name === undefined) {
      files.set(`src/${author}-${next()}.ts`, [`${author} ${next()}`]);
      continue;
    }
    const lines = files.get(name) ?? [];
    const at = line % Math.max(lines.length, 1);
    if (kind === 'edit') lines[at] = `${author} ${next()}`;
    else if (kind === 'insert') lines.splice(at, 0, `${author} ${next()}`);
    else files.delete(name);
    if (kind === 'move') files.set(name.replace(/(\d*)\.ts$/, `$1${next()}.ts`), lines);
  }
}

const asFiles = (files: Map<string, string[]>): Files =>
  Object.fromEntries([...files].map(([file, lines]) => [file, `${lines.join('\n')}\n`]));

const initial = () =>
  new Map(
    ['a', 'b', 'c'].map(name => [
      `src/${name}.ts`,
      Array.from({ length: 12 }, (_, line) => `${name} ${line}`),
    ]),
  );

async function readSources(team: Team, revision = 'HEAD'): Promise<Map<string, string[]>> {
  const names = (await team.git('ls-tree', '-r', '--name-only', revision, 'src/'))
    .split('\n')
    .filter(Boolean);
  const texts = await Promise.all(names.map(name => team.show(revision, name)));
  return new Map(names.map((name, index) => [name, (texts[index] ?? '').trimEnd().split('\n')]));
}

async function commitSources(
  team: Team,
  before: Map<string, string[]>,
  after: Map<string, string[]>,
): Promise<void> {
  const deleted = [...before.keys()].filter(file => !after.has(file)).map(file => [file, null] as const);
  await team.commit({ ...Object.fromEntries(deleted), ...asFiles(after) });
}

const written = (files: Map<string, string[]>) =>
  [...files.values()].flat().filter(line => line.startsWith('team'));

async function release(version: number, sources: Map<string, string[]>): Promise<Template> {
  return templateVersion(`2.${version}.0`, { 'src/main.ts': null, ...asFiles(sources) });
}

test(
  'no line of the team is lost, and the manifest moves only when nothing is left to decide',
  { timeout: 600_000 * Math.max(1, numRuns / 100) },
  async () => {
    await fc.assert(
      fc.asyncProperty(history, async rounds => {
        let counter = 0;
        const next = () => (counter += 1);
        const template = initial();
        const team = await stampedTeam(await release(0, template));
        for (const [index, round] of rounds.entries()) {
          const before = await readSources(team);
          const mine = new Map([...before].map(([file, lines]) => [file, [...lines]]));
          applyChanges(mine, round.team, 'team', next);
          await commitSources(team, before, mine);
          applyChanges(template, round.template, 'template', next);

          const result = await upgrade(team.dir, await release(index + 1, template), { skipCheck: true });
          const merged = await readSources(team, result.branch ?? 'HEAD');

          expect(written(merged)).toEqual(expect.arrayContaining(written(mine)));
          const manifest = await team.show(result.branch, MANIFEST_PATH);
          expect(manifest.includes(`2.${index + 1}.0`)).toBe(
            result.outcome !== 'conflicts' && result.branch !== undefined,
          );
          if (result.outcome === 'conflicts') return;
          if (result.branch) await team.git('merge', '--quiet', '--ff-only', result.branch);
        }
      }),
      { numRuns },
    );
  },
);

test('a service without edits equals a fresh stamp of each later version', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 8 }), async changes => {
      let counter = 0;
      const template = initial();
      const team = await stampedTeam(await release(0, template));
      applyChanges(template, changes, 'template', () => (counter += 1));
      const next = await release(1, template);
      const fresh = await stampedTeam(next);
      const result = await upgrade(team.dir, next, { skipCheck: true });
      expect(await team.git('rev-parse', `${result.branch ?? 'HEAD'}^{tree}`)).toBe(
        await fresh.git('rev-parse', 'HEAD^{tree}'),
      );
    }),
    { numRuns },
  );
});
