import { type Format, formats } from '@goldpath/diagnostics';
import { type Command, Option } from 'commander';
import { EXIT } from '../exit.ts';
import { startProgress } from '../progress.ts';

const HELP = `
Formats:
  text    for people; colored on a terminal, plain where NO_COLOR is set
  json    { diagnostics: [{ rule, severity, location: { file, line, column }, message, fix }], summary }
  sarif   SARIF 2.1.0, for GitHub's code scanning and editors
  junit   JUnit XML, a suite for each rule
  github  commands of a GitHub workflow, which show problems in a pull request

Exit codes:
  0  no errors; there may be warnings, and problems that cannot be determined from the files
  1  errors were found, such as a named file that is not a template
  2  wrong usage, no template in the folders, or a file that cannot be read or fixed

The known actions are those of this repository's plugins. For templates of another portal, save its answer:
  curl -H "Authorization: Bearer $TOKEN" https://<portal>/api/scaffolder/v2/actions > actions.json

Examples:
  goldpath lint templates
  goldpath lint template.yaml --actions actions.json
  goldpath lint templates --fix
  goldpath lint templates --format sarif > lint.sarif
  goldpath lint --explain unknown-action`;

interface LintOptions {
  format: Format;
  actions?: string;
  fix?: boolean;
  explain?: string;
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
    .option('--explain <rule>', 'explain a rule and the reason for it, with an example, instead of linting')
    .addHelpText('after', HELP)
    .action(async (paths: string[], { explain, ...options }: LintOptions, command: Command) => {
      if (explain !== undefined) {
        const { explainLintRule } = await import('./lint.ts');
        process.stdout.write(explainLintRule(explain));
        return;
      }
      if (paths.length === 0) return command.error("error: missing required argument 'paths'");
      const { lintTemplates } = await import('./lint.ts');
      const color = process.stdout.isTTY && process.stdout.hasColors();
      const progress = startProgress(process.stderr, `Linting ${paths.join(', ')} ...`);
      const { report, patch, failures, hasErrors } = await lintTemplates(paths, {
        ...options,
        color,
        onProgress: progress.update,
      }).finally(progress.end);
      // a report for machines has nothing else on stdout
      const patchStream = options.format === 'text' ? process.stdout : process.stderr;
      if (patch) patchStream.write(`${patch}\n`);
      process.stdout.write(report);
      for (const failure of failures) process.stderr.write(`${failure}\n`);
      if (hasErrors) exitWith(EXIT.problems);
      if (failures.length > 0) exitWith(EXIT.badInput);
    });
}
