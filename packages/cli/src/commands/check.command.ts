import { type Format, formats } from '@goldpath/diagnostics';
import { type Command, Option } from 'commander';
import { EXIT } from '../exit.ts';
import { interruptible } from '../interruptible.ts';
import { startProgress } from '../progress.ts';

interface CheckOptions {
  stage?: string;
  format: Format;
  explain?: string;
  baseline?: string;
  writeBaseline?: boolean;
  fix?: boolean;
}

const HELP = `
Inputs:
  a folder   with catalog-info.yaml: all checks of a service's repository
             with Pulumi.yaml: the policies on the program, in TypeScript or YAML, which is executed offline
             with *.tf: the policies on the Terraform configuration; its stages are the files <stage>.tfvars
             any other, and a service: the policies on all programs and configurations that are below it
  a file     the output of pulumi preview --json, pulumi stack export, or terraform show -json <plan>

Formats:
  text    for people; colored on a terminal, plain where NO_COLOR is set
  json    { diagnostics: [{ rule, severity, verdict, subject, location: { file, line }, message, fix }] }
  sarif   SARIF 2.1.0, for GitHub's code scanning and editors
  junit   JUnit XML, a suite for each rule
  github  commands of a GitHub workflow, which show problems in a pull request

Exit codes:
  0  nothing blocks; there may be warnings
  1  a rule of severity error failed, or could not be verified
  2  wrong usage, an input that cannot be checked, or a file that cannot be fixed

To accept a failure for a while, add it to policy-waivers.yaml beside Pulumi.yaml:
  - rule: database-not-public
    resource: orders          # its Pulumi name, or its URN
    reason: The old office reads from it until it has moved.
    until: 2027-01-31         # the last day, at most a year ahead

A service that is checked for the first time can accept its problems of today, so that only new ones block:
  goldpath check . --baseline check-baseline.json --write-baseline
  goldpath check . --baseline check-baseline.json

--fix sets properties whose value fixes a problem, such as storageEncrypted: true, in the TypeScript that creates the resource. It changes
only literals, keeps comments and formatting, and makes a change only where there are fewer problems with it and no stage has one that
is new; with --stage, it fixes the problems of that stage. It prints the changes, and the reason for each one that it does not make.
RULES.md of the policies lists the rules with such a fix.

Values that only a deployment knows (environment, lookups, outputs of other stacks) are given in goldpath.check.yaml beside Pulumi.yaml.

Examples:
  goldpath check . --stage prod
  goldpath check . --fix
  goldpath check . --format sarif > goldpath.sarif
  pulumi preview --json > plan.json && goldpath check plan.json
  goldpath check --explain database-not-public`;

/** Adds `goldpath check`. */
export function addCheck(program: Command, exitWith: (code: number) => void): void {
  program
    .command('check')
    .description(
      "check a service's repository, or the policies on a Pulumi program, a Terraform folder or a plan",
    )
    .argument('[path]', 'folder with catalog-info.yaml, Pulumi.yaml or *.tf, or a file; see below')
    .option('--stage <stage>', 'check the infrastructure with the configuration of this stage only')
    .addOption(new Option('--format <format>', 'format of the report').choices(formats).default('text'))
    .option(
      '--fix',
      'set properties that fix problems, in TypeScript, print the changes, then report the rest',
    )
    .option('--baseline <file>', 'report only problems that are not in this file')
    .option('--write-baseline', 'write the problems into the file of --baseline, so that they are accepted')
    .option('--explain <rule>', 'explain a rule and the reason for it, instead of checking')
    .addHelpText('after', HELP)
    .action(async (dir: string | undefined, options: CheckOptions, command: Command) => {
      if (options.explain !== undefined) {
        const { explainRule } = await import('./rules.ts');
        process.stdout.write(await explainRule(options.explain));
        return;
      }
      if (dir === undefined) return command.error("error: missing required argument 'path'");
      if (options.writeBaseline && options.baseline === undefined)
        return command.error('error: --write-baseline needs --baseline <file>');
      const { check } = await import('./check.ts');
      const color = process.stdout.isTTY && process.stdout.hasColors();
      const progress = startProgress(process.stderr, `Checking ${dir} ...`);
      const { explain, ...given } = options;
      const { report, hasBlocking, patch, notes, failures } = await interruptible(signal =>
        check(dir, { ...given, color, signal, onProgress: progress.update }),
      ).finally(progress.end);
      // a report for machines has nothing else on stdout
      const patchStream = given.format === 'text' ? process.stdout : process.stderr;
      if (patch) patchStream.write(`${patch}\n`);
      process.stdout.write(report);
      for (const line of [...notes, ...failures]) process.stderr.write(`${line}\n`);
      if (hasBlocking) exitWith(EXIT.problems);
      if (failures.length > 0) exitWith(EXIT.badInput);
    });
}
