import { type Command, Option } from 'commander';
import { startProgress } from '../progress.ts';
import type { DiagramCommand, DiagramFormat } from './diagram.ts';

const formats: DiagramFormat[] = ['svg', 'mermaid'];

/** Adds `goldpath diagram`. */
export function addDiagram(program: Command): void {
  program
    .command('diagram')
    .description('draw the architecture that a Pulumi program makes: networks, services and who reaches whom')
    .argument('<dir>', 'folder that holds Pulumi.yaml, or a repository with one such folder')
    .option('--stage <stage>', 'draw this stage only')
    .addOption(new Option('--format <format>', 'form of the drawing').choices(formats).default('svg'))
    .option(
      '--out <file>',
      'file to write instead of the output; of several stages one each: file.<stage>.svg',
    )
    .action(async (dir: string, options: DiagramCommand) => {
      const { diagram } = await import('./diagram.ts');
      const progress = startProgress(process.stderr, `Drawing ${dir} ...`);
      process.stdout.write(await diagram(dir, options).finally(progress.end));
    });
}
