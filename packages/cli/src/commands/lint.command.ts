import { type Format, formats } from '@goldpath/diagnostics';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { EXIT } from '../exit.ts';
import { startProgress } from '../progress.ts';

const HELP = `
Formats:
  text    for people; colored on a terminal, plain where NO_COLOR is set
  json    { diagnostics: [{ rule, severity, location: { file, line, column }, message, fix }], summary }
  sarif   SARIF 2.1.0, for GitHub's code scanning and editors
  junit   JUnit XML, a suite for each rule
  github  commands of a GitHub workflow, which show problems in a pull request

Living with findings:
  - A comment ignores the findings of rules in the next line, or in its file. The reason is required.
      # goldpath-lint-ignore-next-line skeleton-url -- the pipeline creates this folder
      # goldpath-lint-ignore-file unknown-output -- our portal's action returns more
  - A baseline accepts the findings of today: --write-baseline writes it, and only new ones are reported.
  - .goldpath-lint.yaml sets the severity of rules to off, warning or error. The nearest one around the
    current folder is read, up to the root of the repository.
  Named files that are not templates are skipped with a note, so a pre-commit hook can pass changed files.

Exit codes:
  0  no errors; there may be warnings, and problems that cannot be determined from the files
  1  errors were found, or more warnings than --max-warnings
  2  wrong usage, no template in the folders, or a file that cannot be read or fixed

The known actions are those of this repository's plugins. For templates of another portal, save its answer:
  curl -H "Authorization: Bearer $TOKEN" https://<portal>/api/scaffolder/v2/actions > actions.json

Examples:
  goldpath lint templates
  goldpath lint template.yaml --actions actions.json
  goldpath lint templates --fix
  goldpath lint templates --baseline lint-baseline.json --write-baseline
  goldpath lint templates --baseline lint-baseline.json --max-warnings 0
  goldpath lint templates --format sarif > lint.sarif
  goldpath lint --explain known-action`;

interface LintOptions {
  format: Format;
  actions?: string;
  fix?: boolean;
  config?: string;
  baseline?: string;
  writeBaseline?: boolean;
  maxWarnings?: number;
  editorSchema?: boolean;
  explain?: string;
}

function parseCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 0 up.');
  return Number(text);
}

/** A line about too many warnings, if there are. */
function limitProblem(count: number, allowed: number | undefined): string[] {
  if (allowed === undefined || count <= allowed) return [];
  return [`Warnings left: ${count}; --max-warnings allows ${allowed}.`];
}

/** Adds `goldpath lint`. */
export function addLint(program: Command, exitWith: (code: number) => void): void {
  program
    .command('lint')
    .description('find problems in templates, of this portal or of any other, without running them')
    .argument('[paths...]', 'folders with templates, or template.yaml files')
    .addOption(new Option('--format <format>', 'format of the report').choices(formats).default('text'))
    .option('--actions <file>', 'saved answer of GET /api/scaffolder/v2/actions of the portal that runs them')
    .option('--fix', 'apply unambiguous fixes in place, print the changes, then report the rest')
    .option('--config <file>', 'severity of rules (default: the nearest .goldpath-lint.yaml)')
    .option('--baseline <file>', 'report only findings that are not in this file')
    .option('--write-baseline', 'write the findings into the file of --baseline, so that they are accepted')
    .option('--max-warnings <count>', 'fail when more warnings are left', parseCount)
    .option('--editor-schema', 'print a JSON schema of template.yaml for editors instead of linting')
    .option('--explain <rule>', 'explain a rule and the reason for it, with an example, instead of linting')
    .addHelpText('after', HELP)
    .action(async (paths: string[], options: LintOptions, command: Command) => {
      const { explainLintRule, schemaForEditors } = await import('./lint.ts');
      if (options.explain !== undefined) {
        process.stdout.write(explainLintRule(options.explain));
      } else if (options.editorSchema) {
        process.stdout.write(await schemaForEditors(options.actions));
      } else if (paths.length === 0) {
        command.error("error: missing required argument 'paths'");
      } else if (options.writeBaseline && options.baseline === undefined) {
        command.error('error: --write-baseline needs --baseline <file>');
      } else {
        await runLint(paths, options, exitWith);
      }
    });
}

async function runLint(
  paths: string[],
  { maxWarnings, ...options }: LintOptions,
  exitWith: (code: number) => void,
): Promise<void> {
  const { lintTemplates } = await import('./lint.ts');
  const color = process.stdout.isTTY && process.stdout.hasColors();
  const progress = startProgress(process.stderr, `Linting ${paths.join(', ')} ...`);
  const { report, patch, notes, failures, counts } = await lintTemplates(paths, {
    ...options,
    color,
    onProgress: progress.update,
  }).finally(progress.end);
  // a report for machines has nothing else on stdout
  const patchStream = options.format === 'text' ? process.stdout : process.stderr;
  if (patch) patchStream.write(`${patch}\n`);
  process.stdout.write(report);
  const limit = limitProblem(counts.warning, maxWarnings);
  for (const line of [...notes, ...failures, ...limit]) process.stderr.write(`${line}\n`);
  if (counts.error > 0 || limit.length > 0) exitWith(EXIT.problems);
  if (failures.length > 0) exitWith(EXIT.badInput);
}
