import { type Command, Option } from 'commander';
import { interruptible } from '../interruptible.ts';
import { startProgress } from '../progress.ts';
import { collect } from '../repeats.ts';
import type { CostCommand } from './cost.ts';

const formats: CostCommand['format'][] = ['text', 'json', 'markdown'];

/** Adds `goldpath cost`. */
export function addCost(program: Command): void {
  program
    .command('cost')
    .description('estimate the monthly cost of a Pulumi program on AWS, line by line, with its assumptions')
    .argument('<dir>', 'folder with Pulumi.yaml, or a repository with one such folder')
    .option('--stage <stage>', 'estimate this stage only')
    .addOption(new Option('--format <format>', 'format of the report').choices(formats).default('text'))
    .option(
      '--assume <name=value>',
      'replace an assumption, such as requests=5000000; can be repeated',
      collect(assumption => [assumption]),
    )
    .action(async (dir: string, options: Omit<CostCommand, 'color' | 'columns' | 'signal'>) => {
      const { cost } = await import('./cost.ts');
      const { isTTY, columns } = process.stdout;
      const color = isTTY && process.stdout.hasColors();
      const progress = startProgress(process.stderr, `Estimating ${dir} ...`);
      const terminal = { color, ...(isTTY && { columns }) };
      const report = interruptible(signal => cost(dir, { ...options, ...terminal, signal }));
      process.stdout.write(await report.finally(progress.end));
    });
}
