import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readTree } from '@goldpath/files';
import { onlyWord } from './setup/commandWords.ts';
import { exitOn, UsageError } from './setup/steps.ts';
import { outdatedFiles } from './share/compare.ts';
import { readSharing, sharingTemplates, templateFolder } from './share/sharing.ts';

/** `npm run share [template]`: copies the changed shared files into the skeletons that share them, or into one. */
async function share(args: readonly string[]): Promise<void> {
  const chosen = onlyWord(args, 'npm run share [template]');
  const known = sharingTemplates();
  if (chosen !== undefined && !known.includes(chosen)) {
    throw new UsageError(
      `Unknown template '${chosen}'. The templates with a shared.json are: ${known.join(', ')}.`,
    );
  }
  for (const id of known.filter(one => chosen === undefined || one === chosen)) {
    const count = await copyInto(id);
    process.stdout.write(`${id}: ${count} files copied\n`);
  }
}

async function copyInto(id: string): Promise<number> {
  const sharing = await readSharing(templateFolder(id));
  if (!sharing) return 0;
  const [from, to] = [sharing.from, id].map(one => path.join(templateFolder(one), 'skeleton')) as [
    string,
    string,
  ];
  const outdated = outdatedFiles(await readTree(from), await readTree(to), sharing);
  for (const [file, { content, executable }] of outdated) {
    const copy = path.join(to, file);
    await mkdir(path.dirname(copy), { recursive: true });
    await writeFile(copy, content);
    await chmod(copy, executable ? 0o755 : 0o644);
    process.stdout.write(`  ${file}\n`);
  }
  return outdated.size;
}

share(process.argv.slice(2)).catch(exitOn);
