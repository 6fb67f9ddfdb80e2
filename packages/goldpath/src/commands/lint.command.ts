import type { LintFormat } from '@goldpath/plugin-goldpath-node/lint';
import { type Command, Option } from 'commander';
import { EXIT } from '../exit.ts';
import { startProgress } from '../progress.ts';
import type { LintCommand } from './lint.ts';

const formats: LintFormat[] = ['text', 'json', 'sarif', 'github'];

const HELP = `
Formats:
  text    for people; colours on a terminal, none where NO_COLOR is set
  json    { findings: [{ rule, severity, file, line, column, message, fix }], summary }
  sarif   SARIF 2.1.0, for GitHub's code scanning and editors
  github  commands of a GitHub workflow, which show findings in a pull request

Exit codes:
  0  no error; warnings, and what cannot be known, may have been told
  1  errors were found
  2  wrong use, nothing to lint, or a file that cannot be read or mended

The actions are those of the plugins of this repository. For templates of another portal, save what it answers:
  curl -H "Authorization: Bearer $TOKEN" https://<portal>/api/scaffolder/v2/actions > actions.json

Examples:
  goldpath lint templates
  goldpath lint template.yaml --actions actions.json
  goldpath lint templates --fix
  goldpath lint templates --format sarif > lint.sarif
  goldpath lint --explain unknown-action`;

interface Options extends Omit<LintCommand, 'color' | 'onProgress'> {
  explain?: string;
}

/** Adds `goldpath lint`. */
export function addLint(program: Command, endWith: (code: number) => void): void {
  program
    .command('lint')
    .description('look for faults in templates, of this portal or of any other, without running them')
    .argument('[paths...]', 'folders with templates, or template.yaml files')
    .addOption(new Option('--format <format>', 'form of the report').choices(formats).default('text'))
    .option('--actions <file>', 'saved answer of GET /api/scaffolder/v2/actions of the portal that runs them')
    .option('--fix', 'mend in place what has exactly one mend, show what was changed, then what is left')
    .option('--explain <rule>', 'say what a rule asks for, and why, with its example, instead of linting')
    .addHelpText('after', HELP)
    .action(async (paths: string[], { explain, ...options }: Options, command: Command) => {
      if (explain !== undefined) {
        const { explainLintRule } = await import('./lint.ts');
        process.stdout.write(explainLintRule(explain));
        return;
      }
      if (paths.length === 0) return command.error("error: missing required argument 'paths'");
      const { lintTemplates } = await import('./lint.ts');
      const color = process.stdout.isTTY && process.stdout.hasColors();
      const progress = startProgress(process.stderr, `Linting ${paths.join(', ')} ...`);
      const asked = { ...options, color, onProgress: progress.say };
      const { report, diff, refused, sound } = await lintTemplates(paths, asked).finally(progress.end);
      // a report for machines stays one
      const diffTo = options.format === 'text' ? process.stdout : process.stderr;
      if (diff) diffTo.write(`${diff}\n`);
      process.stdout.write(report);
      for (const sentence of refused) process.stderr.write(`${sentence}\n`);
      if (!sound) endWith(EXIT.findings);
      if (refused.length > 0) endWith(EXIT.badInput);
    });
}
