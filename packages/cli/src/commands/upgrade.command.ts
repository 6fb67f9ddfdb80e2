import type { Command } from 'commander';
import { EXIT } from '../exit.ts';
import { startProgress } from '../progress.ts';
import type { UpgradeCommandOptions } from './upgrade.ts';

const HELP = `
The upgrade is one merge commit on the branch goldpath/<template>-<version>: git merges the new files of the template into
your last commit, with the files that were stamped last as the base. Your working tree is not changed. Merge the branch as
any other, or delete it.

Files that both changed are merged by key or by line. Conflicts have markers on the branch; resolve them there, and run "goldpath upgrade --finish".

Before the branch is offered, the merged service is verified: no conflict marker and no repeated key in merged files, lockfiles
that agree with package.json (made again from npm's cache where they do not), no import of a file that you removed, no resource
with data that the next deployment would delete or replace, and "goldpath check". --test runs its own types and tests, too.

Exit codes:
  0  the service is current, or the branch has a merge without conflicts and new problems
  1  conflicts are left on the branch, or the merged service has problems that it did not have before
  2  wrong usage, or a service that cannot be upgraded; nothing was written

Examples:
  goldpath upgrade --dry-run
  goldpath upgrade services/orders --answers new-answers.yaml`;

/** Adds `goldpath upgrade`. */
export function addUpgrade(program: Command, exitWith: (code: number) => void): void {
  program
    .command('upgrade')
    .description('merge the changes of its template into a stamped service, on a branch')
    .argument('[dir]', 'folder of the service', '.')
    .option('--to <version>', 'a released version of the template; today’s files without it')
    .option('--answers <file>', 'YAML file with answers to new questions, and those to change')
    .option('--templates <dir>', 'folder with the templates; that of this repository without it')
    .option('--dry-run', 'report what would change, and make no branch')
    .option('--no-check', 'do not check the merged service')
    .option('--test', 'install the packages of the merged service, and run its types and tests')
    .option('--finish', 'after conflicts were resolved: record the new version in the manifest')
    .addHelpText('after', HELP)
    .action(async (dir: string, options: UpgradeCommandOptions & { finish?: boolean }) => {
      const { finish, upgradeService } = await import('./upgrade.ts');
      if (options.finish) {
        process.stdout.write(await finish(dir));
        return;
      }
      const progress = startProgress(process.stderr, `Upgrading ${dir} ...`);
      const { report, isClean } = await upgradeService(dir, options).finally(progress.end);
      process.stdout.write(report);
      if (!isClean) exitWith(EXIT.problems);
    });
}
