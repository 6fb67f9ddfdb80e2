import type { Command } from 'commander';
import { EXIT } from '../exit.ts';

const HELP = `
States:
  current   stamped again with its answers, the template results in the same files
  outdated  the template results in other files; "goldpath upgrade" brings them
  unknown   there is no manifest, or its template is not here
A newer version is listed with the first sentence of its entry in the template's CHANGELOG.md.
Managed files that were changed since they were stamped are listed; an upgrade keeps the changes. Files that the template
stamps once belong to the team and are not compared.

Exit codes:
  0  all services are current
  1  a service is outdated or unknown
  2  wrong usage, or a template that cannot be read

Examples:
  goldpath status
  goldpath status services/* --json`;

/** Adds `goldpath status`. */
export function addStatus(program: Command, exitWith: (code: number) => void): void {
  program
    .command('status')
    .description('compare stamped services with their templates')
    .argument('[dirs...]', 'folders of services', ['.'])
    .option('--templates <dir>', 'folder with the templates; that of this repository without it')
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action(async (dirs: string[], options: { templates?: string; json?: boolean }) => {
      const { compareServices, statusReport } = await import('./status.ts');
      const statuses = await compareServices(dirs, options.templates);
      process.stdout.write(options.json ? `${JSON.stringify(statuses, null, 2)}\n` : statusReport(statuses));
      if (statuses.some(({ state }) => state !== 'current')) exitWith(EXIT.problems);
    });
}
