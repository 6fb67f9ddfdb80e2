import { chmod } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Answers, MANIFEST_PATH, type Template } from '@goldpath/template';
import {
  applyChanges,
  asFiles,
  type Change,
  change,
  copyOf,
  executables,
  history,
  initial,
  type Sources,
  written,
} from './testing/histories.ts';
import { stampedTeam, type Team, templateVersion } from './testing/team.ts';
import { upgrade } from './upgrade.ts';

// Random histories of a team and its template, under the real git. HISTORIES sets how many, HISTORIES_SEED which.

const numRuns = Number(process.env.HISTORIES ?? 3);
const { HISTORIES_SEED } = process.env;
const parameters = { numRuns, ...(HISTORIES_SEED !== undefined && { seed: Number(HISTORIES_SEED) }) };

async function readSources(team: Team, revision = 'HEAD'): Promise<Sources> {
  const entries = (await team.git('ls-tree', '-r', revision, 'src/')).split('\n').filter(Boolean);
  const sources = entries.map(async entry => {
    const [attributes = '', file = ''] = entry.split('\t');
    const lines = (await team.show(revision, file)).trimEnd().split('\n');
    return [file, { lines, executable: attributes.startsWith('100755') }] as const;
  });
  return new Map(await Promise.all(sources));
}

async function commitSources(team: Team, before: Sources, after: Sources): Promise<void> {
  const deleted = [...before.keys()].filter(file => !after.has(file)).map(file => [file, null] as const);
  await team.commit({ ...Object.fromEntries(deleted), ...asFiles(after) });
  const changed = [...after].filter(([file, { executable }]) => before.get(file)?.executable !== executable);
  for (const [file, { executable }] of changed)
    await chmod(path.join(team.dir, file), executable ? 0o755 : 0o644);
  await team.commit();
}

async function release(version: number, sources: Sources): Promise<Template> {
  const template = await templateVersion(`2.${version}.0`, { 'src/main.ts': null, ...asFiles(sources) });
  const modes = [...sources].map(([file, { executable }]) => {
    const content = template.skeleton.get(file)?.content ?? Buffer.alloc(0);
    return [file, { content, executable }] as const;
  });
  return { ...template, skeleton: new Map([...template.skeleton, ...modes]) };
}

interface Round {
  team: readonly Change[];
  template: readonly Change[];
  replicas: number | undefined;
}

/** The team and its template work on; the service is upgraded twice. */
async function playRound(
  team: Team,
  sources: Sources,
  version: number,
  round: Round,
  next: () => number,
): Promise<boolean> {
  const before = await readSources(team);
  const mine = copyOf(before);
  applyChanges(mine, round.team, 'team', next);
  await commitSources(team, before, mine);
  applyChanges(sources, round.template, 'template', next);

  const template = await release(version, sources);
  const answers: Answers = {};
  if (round.replicas !== undefined) answers.replicas = round.replicas;
  const result = await upgrade(team.dir, template, { skipCheck: true, answers });
  const merged = await readSources(team, result.branch ?? 'HEAD');

  expect(written(merged)).toEqual(expect.arrayContaining(written(mine)));
  expect(executables(merged)).toEqual(expect.arrayContaining(executables(mine)));
  const manifest = await team.show(result.branch, MANIFEST_PATH);
  const isMoved = result.outcome !== 'conflicts' && result.branch !== undefined;
  expect(manifest.includes(`2.${version}.0`)).toBe(isMoved);
  if (result.outcome === 'conflicts') return false;
  if (!result.branch) return true;
  await team.git('merge', '--quiet', '--ff-only', result.branch);
  if (round.replicas !== undefined)
    expect(await team.show('HEAD', 'config.yaml')).toContain(`replicas: ${round.replicas}\n`);
  expect((await upgrade(team.dir, template, { skipCheck: true })).outcome).toBe('current');
  return true;
}

test(
  'no line of the team is lost, the manifest moves only when nothing is left to decide, and a second upgrade changes nothing',
  { timeout: 600_000 * Math.max(1, numRuns / 100) },
  async () => {
    await fc.assert(
      fc.asyncProperty(history, async rounds => {
        let counter = 0;
        const next = () => (counter += 1);
        const sources = initial();
        const team = await stampedTeam(await release(0, sources));
        const played: number[] = [];
        for (const [index, round] of rounds.entries()) {
          played.push(index);
          if (!(await playRound(team, sources, index + 1, round, next))) break;
        }
        expect(played).not.toEqual([]);
      }),
      parameters,
    );
  },
);

test('a service without edits equals a fresh stamp of each later version', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 8 }), async changes => {
      let counter = 0;
      const sources = initial();
      const team = await stampedTeam(await release(0, sources));
      applyChanges(sources, changes, 'template', () => (counter += 1));
      const next = await release(1, sources);
      const fresh = await stampedTeam(next);
      const result = await upgrade(team.dir, next, { skipCheck: true });
      expect(await team.git('rev-parse', `${result.branch ?? 'HEAD'}^{tree}`)).toBe(
        await fresh.git('rev-parse', 'HEAD^{tree}'),
      );
    }),
    parameters,
  );
});
