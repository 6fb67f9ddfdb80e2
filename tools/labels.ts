import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Diagnostic, isProblem } from '@goldpath/diagnostics';
import { checkProgram } from '@goldpath/policies';
import { format, resolveConfig } from 'prettier';
import { parse, parseDocument, stringify, type YAMLSeq } from 'yaml';
import type { LabelledProgram, Labels, LinesByRule } from './labels/labels.ts';
import { reportOf } from './labels/report.ts';
import { root } from './root.mjs';
import { onlyWord } from './setup/commandWords.ts';
import { exitOn, UsageError } from './setup/steps.ts';

const file = path.join(root, 'policies/corpus/public-programs.yaml');
const page = path.join(root, 'docs/recall-of-policies.md');
const usage = 'node tools/run.mjs labels <clone>';

/**
 * `node tools/run.mjs labels <clone>`: checks the labelled programs in a clone of their repository, whose packages are installed, and
 * writes the lines that the check reports, and the page with recall and precision.
 */
async function labels(args: readonly string[]): Promise<void> {
  const clone = onlyWord(args, usage);
  if (clone === undefined) throw new UsageError(`Name the clone of the repository. Usage: ${usage}`);
  const document = parseDocument(await readFile(file, 'utf8'));
  const { folder, rules, programs } = document.toJS() as Labels;
  for (const [name, program] of Object.entries(programs)) {
    const found = await linesIn(path.resolve(clone, `${folder}${name}`), program, rules);
    document.setIn(['programs', name, 'found'], document.createNode(found));
    for (const rule of Object.keys(found)) {
      const lines = document.getIn(['programs', name, 'found', rule]) as YAMLSeq;
      lines.flow = true;
    }
    process.stdout.write(`${name}: ${Object.values(found).flat().length} lines\n`);
  }
  const options = await resolveConfig(file);
  const text = await format(document.toString({ lineWidth: 0 }), { ...options, filepath: file });
  await writeFile(file, text);
  await writeFile(page, reportOf(parse(text) as Labels));
}

async function linesIn(
  dir: string,
  { config }: LabelledProgram,
  rules: readonly string[],
): Promise<LinesByRule> {
  // the check reads the configuration of a stage without a file from there
  if (config)
    await writeFile(path.join(dir, 'goldpath.check.yaml'), stringify({ stages: { dev: { config } } }));
  const problems = (await checkProgram(dir)).filter(each => isProblem(each) && rules.includes(each.rule));
  const byRule = Map.groupBy(problems, ({ rule }) => rule);
  return Object.fromEntries(
    [...byRule].sort().map(([rule, all]) => [rule, [...new Set(all.sort(byLine).map(lineOf))]]),
  );
}

const byLine = ({ location: one }: Diagnostic, { location: other }: Diagnostic) =>
  one.file.localeCompare(other.file) || one.line - other.line;

function lineOf({ location }: Diagnostic): number | string {
  return location.file === 'index.ts' ? location.line : `${location.file} ${location.line}`;
}

labels(process.argv.slice(2)).catch(exitOn);
