import { type ReportFormat, reportFormats } from '@goldpath/plugin-goldpath-node/reportFormats';
import { Command, CommanderError, Option } from 'commander';
import type { CostCommand } from './commands/cost.ts';
import type { DiagramCommand, DiagramFormat } from './commands/diagram.ts';
import { EXIT, explain } from './exit.ts';
import { startProgress } from './progress.ts';

interface CheckOptions {
  stage?: string;
  format: ReportFormat;
  explain?: string;
}

const diagramFormats: DiagramFormat[] = ['svg', 'mermaid'];
const costFormats: CostCommand['format'][] = ['text', 'json', 'markdown'];

const CHECK_HELP = `
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

/**
 * Runs the command line: results go to stdout, errors to stderr.
 *
 * @param args - the words after the program's name
 * @returns the exit code: 0 fine, 1 findings, 2 wrong use or bad input
 */
export async function runCli(args: string[]): Promise<number> {
  let code: number = EXIT.fine;
  const program = new Command('goldpath')
    .description('Stamps services from templates and checks them.')
    .exitOverride()
    .showHelpAfterError('(goldpath --help tells the commands and options)');

  program
    .command('stamp')
    .description('stamp a service from a template into a new folder')
    .argument('<template>', 'id of a template in templates/, or the folder of one')
    .requiredOption('--answers <file>', 'YAML file with the answers, a field a line')
    .requiredOption('--to <dir>', 'folder to make; it must not exist, or be empty')
    .action(async (template: string, options: { answers: string; to: string }) => {
      const { stamp } = await import('./commands/stamp.ts');
      process.stdout.write(await stamp(template, options));
    });

  program
    .command('check')
    .description("check a service's repository, or the policies on a Pulumi program's folder")
    .argument('[dir]', 'folder that holds catalog-info.yaml, or Pulumi.yaml')
    .option('--stage <stage>', 'check the infrastructure with the configuration of this stage only')
    .addOption(new Option('--format <format>', 'form of the report').choices(reportFormats).default('text'))
    .option('--explain <rule>', 'say what a rule asks for, and why, instead of checking')
    .addHelpText('after', CHECK_HELP)
    .action(async (dir: string | undefined, options: CheckOptions, command: Command) => {
      if (options.explain !== undefined) {
        const { explainRule } = await import('./commands/rules.ts');
        process.stdout.write(await explainRule(options.explain));
        return;
      }
      if (dir === undefined) return command.error("error: missing required argument 'dir'");
      const { check } = await import('./commands/check.ts');
      const { stage, format } = options;
      const color = process.stdout.isTTY && process.stdout.hasColors();
      const progress = startProgress(process.stderr, `Checking ${dir} ...`);
      const asked = { format, color, onProgress: progress.say, ...(stage !== undefined && { stage }) };
      const { text, sound } = await check(dir, asked).finally(progress.end);
      process.stdout.write(text);
      if (!sound) code = EXIT.findings;
    });

  program
    .command('diagram')
    .description('draw the architecture that a Pulumi program makes: networks, services and who reaches whom')
    .argument('<dir>', 'folder that holds Pulumi.yaml, or a repository with one such folder')
    .option('--stage <stage>', 'draw this stage only')
    .addOption(new Option('--format <format>', 'form of the drawing').choices(diagramFormats).default('svg'))
    .option(
      '--out <file>',
      'file to write instead of the output; of several stages one each: file.<stage>.svg',
    )
    .action(async (dir: string, options: DiagramCommand) => {
      const { diagram } = await import('./commands/diagram.ts');
      const progress = startProgress(process.stderr, `Drawing ${dir} ...`);
      process.stdout.write(await diagram(dir, options).finally(progress.end));
    });

  program
    .command('cost')
    .description('tell what a Pulumi program costs a month on AWS, line by line, and what that rests on')
    .argument('<dir>', 'folder that holds Pulumi.yaml, or a repository with one such folder')
    .option('--stage <stage>', 'this stage only')
    .addOption(new Option('--format <format>', 'form of the report').choices(costFormats).default('text'))
    .option(
      '--assume <name=value>',
      'replace an assumption, such as requests=5000000; may be given several times',
      (given: string, before: string[] = []) => [...before, given],
    )
    .action(async (dir: string, options: Omit<CostCommand, 'color' | 'columns'>) => {
      const { cost } = await import('./commands/cost.ts');
      const { isTTY, columns } = process.stdout;
      const color = isTTY && process.stdout.hasColors();
      const progress = startProgress(process.stderr, `Pricing ${dir} ...`);
      const look = { color, ...(isTTY && { columns }) };
      process.stdout.write(await cost(dir, { ...options, ...look }).finally(progress.end));
    });

  program
    .command('rules')
    .description('list every rule of a check')
    .action(async () => {
      const { listRules } = await import('./commands/rules.ts');
      process.stdout.write(await listRules());
    });

  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // commander has said its own errors, and help is none
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.badInput;
    process.stderr.write(`${explain(error)}\n`);
    return EXIT.badInput;
  }
}
