import { existsSync } from 'node:fs';
import path from 'node:path';
import { isInside } from '@goldpath/diagnostics';
import { bannedPhrases, countPhrases, type Occurrence } from './language/bannedPhrases.ts';
import { root } from './root.mjs';
import { onlyWord } from './setup/commandWords.ts';
import { exitOn, UsageError } from './setup/steps.ts';

/** `npm run words [place]`: counts the banned phrases per 10,000 lines, or prints each one in a folder or file. */
function words(args: readonly string[]): void {
  const place = onlyWord(args, 'npm run words [folder or file]');
  const { lines, occurrences } = countPhrases();
  if (place === undefined) {
    process.stdout.write(`${table(lines, occurrences)}\n`);
    return;
  }
  const folder = path.resolve(root, place);
  if (!existsSync(folder))
    throw new UsageError(`${place} does not exist. Usage: npm run words [folder or file]`);
  const found = occurrences.filter(({ file }) => isInside(folder, path.join(root, file)));
  for (const { file, line, text, phrase } of found)
    process.stdout.write(`${file}:${line}: ${phrase.name} -> ${phrase.use}: ${text}\n`);
  process.stdout.write(`${found.length} occurrences in ${place}\n`);
}

function table(lines: number, occurrences: readonly Occurrence[]): string {
  const rows = bannedPhrases.map(phrase => {
    const found = occurrences.filter(one => one.phrase === phrase);
    const rate = (found.length * 10_000) / lines;
    return `| ${phrase.name} | ${found.length} | ${rate.toFixed(1)} | ${byFolder(found)} |`;
  });
  const head = ['| Phrase | Count | Per 10,000 lines | Most in |', '| --- | ---: | ---: | --- |'];
  return [`${lines} lines`, '', ...head, ...rows].join('\n');
}

function byFolder(found: readonly Occurrence[]): string {
  const counts = new Map<string, number>();
  for (const { file } of found) {
    const folder = file
      .split('/')
      .slice(0, /^(packages|plugins)\//.test(file) ? 2 : 1)
      .join('/');
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([, left], [, right]) => right - left);
  return sorted
    .slice(0, 4)
    .map(([folder, count]) => `${folder} ${count}`)
    .join(', ');
}

try {
  words(process.argv.slice(2));
} catch (error) {
  exitOn(error);
}
