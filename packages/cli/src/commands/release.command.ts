import type { Command } from 'commander';
import { EXIT } from '../exit.ts';
import { interruptible } from '../interruptible.ts';

const HELP = `
The version follows from a comparison with the last release (the highest tag <template>@<version>, or version in releases.json),
over the answers of its samples and of the services in --services:
  major  the form refuses recorded answers, or drops a question
  minor  the form has a new question, or files are added or removed
  patch  the contents of files change
A higher version in stamp.yaml is kept. A major version is released only when stamp.yaml has it.

The release runs all rings of "goldpath test". Then it writes the version into stamp.yaml, releases.json and CHANGELOG.md,
commits them, and tags the commit. The entry has the text below "## Unreleased", then the list of changes. Write that text before.

Exit codes:
  0  released; with --dry-run: can be released
  1  a ring did not pass, or the form is incompatible; nothing was written
  2  wrong usage, a working tree with changes, an existing tag, or nothing to release; nothing was written

Examples:
  goldpath release express-service --dry-run
  goldpath release express-service --services ../services`;

/** The options of `goldpath release`. */
export interface ReleaseCommandOptions {
  dryRun?: boolean;
  services?: string;
}

/** Adds `goldpath release`. */
export function addRelease(program: Command, exitWith: (code: number) => void): void {
  program
    .command('release')
    .description('test a template, then write its changelog and tag its next version')
    .argument('<template>', 'id of a template in templates/, or the folder of one')
    .option('--dry-run', 'print the version and the entry of the changelog; run no ring and write nothing')
    .option('--services <dir>', 'folder with stamped services, whose answers the new version has to accept')
    .addHelpText('after', HELP)
    .action(async (template: string, options: ReleaseCommandOptions) => {
      const { release } = await import('./release.ts');
      const isReleased = await interruptible(signal => release(template, { ...options, signal }));
      if (!isReleased) exitWith(EXIT.problems);
    });
}
