import { existsSync } from 'node:fs';
import { bannedPhrases, countPhrases, type Occurrence } from './language/bannedPhrases.ts';

// `npm run words [folder]`: counts the banned phrases per 10,000 lines, or prints each occurrence in a folder or file.

const place = process.argv[2];
const { lines, occurrences } = countPhrases();

if (place && !existsSync(place)) {
  process.stderr.write(`${place} does not exist. Usage: npm run words [folder or file]\n`);
  process.exitCode = 2;
} else if (place) {
  for (const { file, line, text, phrase } of occurrences.filter(one => one.file.startsWith(place)))
    process.stdout.write(`${file}:${line}: ${phrase.name} -> ${phrase.use}: ${text}\n`);
} else {
  process.stdout.write(`${table()}\n`);
}

function table(): string {
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
