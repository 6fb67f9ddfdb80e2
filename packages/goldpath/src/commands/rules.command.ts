import type { Command } from 'commander';

/** Adds `goldpath rules`. */
export function addRules(program: Command): void {
  program
    .command('rules')
    .description('list every rule about services, and every rule about templates')
    .action(async () => {
      const { listRules } = await import('./rules.ts');
      process.stdout.write(await listRules());
    });
}
