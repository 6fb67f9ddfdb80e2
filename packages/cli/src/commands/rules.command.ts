import type { Command } from 'commander';

/** Adds `goldpath rules`. */
export function addRules(program: Command): void {
  program
    .command('rules')
    .description('list the rules about services and about templates')
    .action(async () => {
      const { listRules } = await import('./rules.ts');
      process.stdout.write(await listRules());
    });
}
