import { appendFileSync, statSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { folderOf } from '@goldpath/files/testing';
import { MANIFEST_PATH, type Template } from '@goldpath/template';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { FolderServices } from './FolderServices.ts';
import { git } from './git/git.ts';
import { stampedTeam, templateVersion } from './testing/team.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** Files as they are now count as old, so that every result is kept. */
function anHourLater(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
}

/** Waits until a change has another time than all earlier ones: the clock of a file system has steps of milliseconds. */
function nextTimeOfFiles(dir: string): void {
  const probe = path.join(dir, '..', `${path.basename(dir)}-probe`);
  const touched = () => {
    appendFileSync(probe, 'x');
    return statSync(probe).ctimeMs;
  };
  const now = touched();
  while (touched() === now);
}

const among = (template: Template) => new Map([[template.id, template]]);

const files = ['README.md', 'src/main.ts', MANIFEST_PATH];

/** Times that can be set back exactly. */
const wholeSecond = [1_700_000_000, 1_700_000_000] as const;

type Edit = (dir: string, file: string) => Promise<void>;

/** Changes of a file or of the repository; some leave the size, the time of modification and the name as they were. */
const edits: Record<string, Edit> = {
  async sameSizeAndTime(dir, file) {
    const name = path.join(dir, file);
    const text = await readFile(name, 'utf8');
    await writeFile(name, text.replaceAll(/[a-m]/g, 'z'));
    await utimes(name, ...wholeSecond);
  },
  async replaced(dir, file) {
    const name = path.join(dir, file);
    const { size } = await stat(name);
    await writeFile(path.join(dir, 'new'), 'x'.repeat(size));
    await utimes(path.join(dir, 'new'), ...wholeSecond);
    await rename(path.join(dir, 'new'), name);
  },
  async restored(dir, file) {
    await git(dir, ['checkout', '--quiet', '--force', 'HEAD', '--', file]);
  },
  chmod: (dir, file) => chmod(path.join(dir, file), 0o755),
  removed: (dir, file) => rm(path.join(dir, file), { recursive: true, force: true }),
  async folder(dir, file) {
    await rm(path.join(dir, file), { recursive: true, force: true });
    await mkdir(path.join(dir, file));
  },
  async link(dir, file) {
    await rm(path.join(dir, file), { recursive: true, force: true });
    await symlink('catalog-info.yaml', path.join(dir, file));
  },
  async crlf(dir, file) {
    const text = await readFile(path.join(dir, file), 'utf8');
    await writeFile(path.join(dir, file), text.replaceAll(/\r?\n/g, '\r\n'));
  },
  async committed(dir) {
    await git(dir, ['add', '--all', '--force']);
    await git(dir, ['commit', '--quiet', '--allow-empty', '--message=Change']);
  },
  async packed(dir) {
    await git(dir, ['pack-refs', '--all']);
  },
  async onBranch(dir) {
    await git(dir, ['checkout', '--quiet', '-B', 'other']);
  },
  async amended(dir) {
    const env = { GIT_COMMITTER_DATE: '2026-01-02T03:04:05Z' };
    await git(dir, ['commit', '--quiet', '--allow-empty', '--amend', '--message=Other'], { env });
  },
  none: () => Promise.resolve(),
};

const histories = fc.array(
  fc.record({
    edit: fc.constantFrom(...Object.keys(edits)),
    file: fc.constantFrom(...files),
    version: fc.constantFrom('1.2.0', '1.3.0'),
  }),
  { minLength: 1, maxLength: 6 },
);

test('a result that is kept is always that of another comparison', async () => {
  anHourLater();
  const versions: Record<string, Template> = {
    '1.2.0': await templateVersion('1.2.0'),
    '1.3.0': await templateVersion('1.3.0', { 'src/new.ts': 'new\n', 'src/main.ts': null }),
  };
  const { dir: stamped } = await stampedTeam(await templateVersion('1.2.0'));
  await fc.assert(
    fc.asyncProperty(histories, async history => {
      const dir = await folderOf();
      await cp(stamped, dir, { recursive: true });
      for (const file of files) await utimes(path.join(dir, file), ...wholeSecond);
      const services = new FolderServices();
      for (const { edit, file, version } of history) {
        // an edit of a file that is missing or a folder now
        await edits[edit]?.(dir, file).catch(() => undefined);
        nextTimeOfFiles(dir);
        const templates = among(versions[version] as Template);
        expect(await services.compare(dir, templates)).toEqual(
          await new FolderServices().compare(dir, templates),
        );
      }
    }),
    { numRuns: 15 },
  );
});
