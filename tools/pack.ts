import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { assembleCommandLine } from './pack/commandLine.ts';

// node tools/pack.ts <version> <folder>: packs the command line for a registry, as goldpath-<version>.tgz in the folder
const [version, to] = process.argv.slice(2);
if (!version || !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version) || !to) {
  process.stderr.write('node tools/pack.ts <version> <folder>, such as: 1.2.3 dist\n');
  process.exit(2);
}
const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-pack-'));
try {
  await assembleCommandLine(folder, version);
  await mkdir(to, { recursive: true });
  execFileSync('npm', ['pack', '--pack-destination', path.resolve(to)], { cwd: folder, stdio: 'inherit' });
} finally {
  await rm(folder, { recursive: true, force: true });
}
