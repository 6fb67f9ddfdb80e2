import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './root.mjs';
import { installPrograms, openBuilder } from './image/buildah.ts';
import { filesOf, largestPackages, sizeByPart } from './image/contents.ts';
import { checkImage } from './image/checkImage.ts';
import { Findings, sizeTable } from './image/report.ts';
import { replacedBase } from './image/baseImage.ts';
import { makeStandIn } from './image/standIn.ts';
import { type Subject, subjects } from './image/subjects.ts';
import { named, onlyWord } from './setup/commandWords.ts';
import { installDependencies } from './setup/install.ts';
import { exitOn, step } from './setup/steps.ts';

const standIn = 'localhost/goldpath/node';

/**
 * `npm run image [service|portal]`: builds an image without Docker on a stand-in for the base image of its Dockerfile, checks
 * its files and configuration, runs it, and prints the results and the size of each part.
 */
async function image(args: readonly string[]): Promise<void> {
  const name = onlyWord(args, 'npm run image [service|portal]') ?? 'service';
  const subject = named(subjects, name, 'image');
  installPrograms();
  await step('dependencies', progress => installDependencies('everything', progress));
  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-image-'));
  const findings = new Findings();
  try {
    await tryImage(name, subject, folder, findings);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const failed = findings.list.filter(({ passed }) => !passed).length;
  process.stdout.write(
    `\n${findings.passed ? 'PASS' : 'FAIL'}  ${findings.list.length - failed} passed, ${failed} failed\n`,
  );
  process.exitCode = findings.passed ? 0 : 1;
}

async function tryImage(name: string, subject: Subject, folder: string, findings: Findings): Promise<void> {
  const built = `localhost/goldpath/${name}`;
  const base = replacedBase(await readFile(path.join(subject.source, 'Dockerfile'), 'utf8'));
  const builder = await openBuilder(folder, path.join(root, '.cache', 'image'));
  await step(`stand-in for ${base.split('@')[0]}`, async () => {
    const standInRoot = path.join(folder, 'stand-in');
    await mkdir(standInRoot);
    await makeStandIn(standInRoot, subject.programs);
    await builder.fromFolder(standInRoot, standIn);
  });
  const REVISION = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  const SOURCE = `https://example.com/${name}`;
  await step('build', () =>
    builder.build(subject.source, built, { base: standIn, args: { SOURCE, REVISION } }),
  );

  const unpacked = { root: await builder.unpack(built), config: await builder.config(built), folder };
  const files = await filesOf(unpacked.root);
  const labels = {
    'org.opencontainers.image.source': SOURCE,
    'org.opencontainers.image.revision': REVISION,
  };
  const developmentPackages = await subject.developmentPackages();
  await checkImage(unpacked, files, { ...subject, developmentPackages, labels }, findings);
  await subject.attempt(unpacked, findings);
  process.stdout.write(`\n${sizeTable('Part', sizeByPart(files, subject.parts))}\n`);
  process.stdout.write(`\n${sizeTable('Package', largestPackages(files, '/app/node_modules', 12))}\n`);
}

image(process.argv.slice(2)).catch(exitOn);
