import type { Command } from 'commander';
import { interruptible } from '../interruptible.ts';

/** Adds `goldpath stamp`. */
export function addStamp(program: Command): void {
  program
    .command('stamp')
    .description('stamp a service from a template into a new folder')
    .argument('<template>', 'id of a template in templates/, or the folder of one')
    .requiredOption('--answers <file>', 'YAML file with the answers, one field per line')
    .requiredOption('--to <dir>', 'folder to create; it must not exist, or be empty')
    .action(async (template: string, options: { answers: string; to: string }) => {
      const { stamp } = await import('./stamp.ts');
      process.stdout.write(await interruptible(signal => stamp(template, { ...options, signal })));
    });
}
