import { type Command, Option } from 'commander';
import { startProgress } from '../progress.ts';
import type { CostCommand } from './cost.ts';

const formats: CostCommand['format'][] = ['text', 'json', 'markdown'];

/** Adds `goldpath cost`. */
export function addCost(program: Command): void {
  program
    .command('cost')
    .description('tell what a Pulumi program costs a month on AWS, line by line, and what that rests on')
    .argument('<dir>', 'folder that holds Pulumi.yaml, or a repository with one such folder')
    .option('--stage <stage>', 'this stage only')
    .addOption(new Option('--format <format>', 'form of the report').choices(formats).default('text'))
    .option(
      '--assume <name=value>',
      'replace an assumption, such as requests=5000000; may be given several times',
      (given: string, before: string[] = []) => [...before, given],
    )
    .action(async (dir: string, options: Omit<CostCommand, 'color' | 'columns'>) => {
      const { cost } = await import('./cost.ts');
      const { isTTY, columns } = process.stdout;
      const color = isTTY && process.stdout.hasColors();
      const progress = startProgress(process.stderr, `Pricing ${dir} ...`);
      const look = { color, ...(isTTY && { columns }) };
      process.stdout.write(await cost(dir, { ...options, ...look }).finally(progress.end));
    });
}
