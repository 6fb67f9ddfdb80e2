import { type ReportFormat, reportFormats } from '@goldpath/plugin-goldpath-node/reportFormats';
import { type Command, Option } from 'commander';
import { EXIT } from '../exit.ts';
import { startProgress } from '../progress.ts';

interface CheckOptions {
  stage?: string;
  format: ReportFormat;
  explain?: string;
}

const HELP = `
Formats:
  text    for people; colours on a terminal, none where NO_COLOR is set
  json    all results and their numbers
  sarif   SARIF 2.1.0, for GitHub's code scanning and editors
  junit   JUnit XML, a suite for each rule
  github  commands of a GitHub workflow, which show findings in a pull request

Exit codes:
  0  nothing forbids to go on; warnings may have been told
  1  a rule of severity error failed, or could not be verified
  2  wrong use, or a folder that cannot be checked

A failure that is lived with for a while stands in policy-waivers.yaml beside Pulumi.yaml:
  - rule: database-not-public
    resource: orders          # its Pulumi name, or its URN
    reason: The old office reads from it until it has moved.
    until: 2027-01-31         # the last day, a year ahead at most

Examples:
  goldpath check . --stage prod
  goldpath check . --format sarif > goldpath.sarif
  goldpath check --explain database-not-public`;

/** Adds `goldpath check`. */
export function addCheck(program: Command, endWith: (code: number) => void): void {
  program
    .command('check')
    .description("check a service's repository, or the policies on a Pulumi program's folder")
    .argument('[dir]', 'folder that holds catalog-info.yaml, or Pulumi.yaml')
    .option('--stage <stage>', 'check the infrastructure with the configuration of this stage only')
    .addOption(new Option('--format <format>', 'form of the report').choices(reportFormats).default('text'))
    .option('--explain <rule>', 'say what a rule asks for, and why, instead of checking')
    .addHelpText('after', HELP)
    .action(async (dir: string | undefined, options: CheckOptions, command: Command) => {
      if (options.explain !== undefined) {
        const { explainRule } = await import('./rules.ts');
        process.stdout.write(await explainRule(options.explain));
        return;
      }
      if (dir === undefined) return command.error("error: missing required argument 'dir'");
      const { check } = await import('./check.ts');
      const { stage, format } = options;
      const color = process.stdout.isTTY && process.stdout.hasColors();
      const progress = startProgress(process.stderr, `Checking ${dir} ...`);
      const asked = { format, color, onProgress: progress.say, ...(stage !== undefined && { stage }) };
      const { text, sound } = await check(dir, asked).finally(progress.end);
      process.stdout.write(text);
      if (!sound) endWith(EXIT.findings);
    });
}
