import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Diagnostic, isProblem } from '@goldpath/diagnostics';
import { checkProgram, rules } from '@goldpath/policies';
import { format, resolveConfig } from 'prettier';
import { parse, parseDocument, stringify, type YAMLSeq } from 'yaml';
import type { LabelledProgram, Labels, LabelSet, LinesByRule } from './labels/labels.ts';
import { reportOf } from './labels/report.ts';
import { root } from './root.mjs';
import { onlyWord } from './setup/commandWords.ts';
import { exitOn, UsageError } from './setup/steps.ts';

const file = path.join(root, 'policies/corpus/public-programs.yaml');
const page = path.join(root, 'docs/recall-of-policies.md');
const all = rules.map(({ id }) => id).sort();
const usage = 'node tools/run.mjs labels <clone>';

/**
 * `node tools/run.mjs labels <clone>`: checks the labelled programs in a clone of their repository, whose packages are installed, and
 * writes the lines that the check reports, and the page with recall and precision.
 */
async function labels(args: readonly string[]): Promise<void> {
  const clone = onlyWord(args, usage);
  if (clone === undefined) throw new UsageError(`Name the clone of the repository. Usage: ${usage}`);
  const document = parseDocument(await readFile(file, 'utf8'));
  const { sets } = document.toJS() as Labels;
  for (const [index, set] of sets.entries()) {
    for (const [name, program] of Object.entries(set.programs)) {
      const found = await linesIn(path.resolve(clone, `${set.folder}${name}`), program, set);
      const place = ['sets', index, 'programs', name, 'found'];
      document.setIn(place, document.createNode(found));
      for (const rule of Object.keys(found)) (document.getIn([...place, rule]) as YAMLSeq).flow = true;
      process.stdout.write(`${name}: ${Object.values(found).flat().length} lines\n`);
    }
  }
  const options = await resolveConfig(file);
  const text = await format(document.toString({ lineWidth: 0 }), { ...options, filepath: file });
  await writeFile(file, text);
  await writeFile(page, reportOf(parse(text) as Labels, all));
}

async function linesIn(
  dir: string,
  { config = {} }: LabelledProgram,
  { stage, rules: labelled = all }: LabelSet,
): Promise<LinesByRule> {
  // the check reads the configuration of a stage without a file from there
  await writeFile(path.join(dir, 'goldpath.check.yaml'), stringify({ stages: { [stage]: { config } } }));
  const diagnostics = await checkProgram(dir, { stack: stage });
  const problems = diagnostics.filter(each => isProblem(each) && labelled.includes(each.rule));
  const byRule = Map.groupBy(problems, ({ rule }) => rule);
  return Object.fromEntries(
    [...byRule].sort().map(([rule, each]) => [rule, [...new Set(each.sort(byLine).map(lineOf))]]),
  );
}

const byLine = ({ location: one }: Diagnostic, { location: other }: Diagnostic) =>
  one.file.localeCompare(other.file) || one.line - other.line;

function lineOf({ location }: Diagnostic): number | string {
  return location.file === 'index.ts' ? location.line : `${location.file} ${location.line}`;
}

labels(process.argv.slice(2)).catch(exitOn);
