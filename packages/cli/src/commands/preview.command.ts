import type { Command } from 'commander';
import { EXIT } from '../exit.ts';
import { interruptible } from '../interruptible.ts';
import { startProgress } from '../progress.ts';

const HELP = `
Fields without a valid answer are previewed with the default of the form, or with the value of a sample; the report lists them.

Exit codes:
  0  the scaffolder would publish the service
  1  a check blocks
  2  wrong usage, or a template that cannot be stamped

Examples:
  goldpath preview prompt-library-service --answers answers.yaml
  goldpath preview prompt-library-service --answers answers.yaml --open`;

/** Adds `goldpath preview`. */
export function addPreview(program: Command, exitWith: (code: number) => void): void {
  program
    .command('preview')
    .description(
      'show what a template makes of answers: files, architecture, cost and checks; nothing is stamped',
    )
    .argument('<template>', 'id of a template in templates/, or the folder of one')
    .requiredOption('--answers <file>', 'YAML file with the answers so far, one field per line')
    .option('--json', 'print everything as JSON')
    .option('--open', 'write a page with the drawings and the changed files, and open it in the browser')
    .addHelpText('after', HELP)
    .action(async (template: string, options: { answers: string; json?: boolean; open?: boolean }) => {
      const { previewTemplate } = await import('./preview.ts');
      const progress = startProgress(process.stderr, `Previewing ${template} ...`);
      const { report, blocks } = await interruptible(signal =>
        previewTemplate(template, { ...options, signal }),
      ).finally(progress.end);
      process.stdout.write(report);
      if (blocks) exitWith(EXIT.problems);
    });
}
