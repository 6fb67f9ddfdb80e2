import { packAll } from './pack/packAll.ts';

// node tools/pack.ts <version> <folder>: packs every published package for a registry, as tarballs in the folder
const [version, to] = process.argv.slice(2);
if (!version || !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version) || !to) {
  process.stderr.write(
    'Usage: node tools/pack.ts <version> <folder>, such as: node tools/pack.ts 1.2.3 dist\n',
  );
  process.exit(2);
}
for (const { file } of await packAll(version, to)) process.stdout.write(`${file}\n`);
