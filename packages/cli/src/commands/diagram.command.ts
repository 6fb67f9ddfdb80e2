import { type Command, Option } from 'commander';
import { interruptible } from '../interruptible.ts';
import { startProgress } from '../progress.ts';
import type { DiagramCommand, DiagramFormat } from './diagram.ts';

const formats: DiagramFormat[] = ['svg', 'mermaid'];

/** Adds `goldpath diagram`. */
export function addDiagram(program: Command): void {
  program
    .command('diagram')
    .description('draw the architecture of a Pulumi program: networks, services and their connections')
    .argument('<dir>', 'folder with Pulumi.yaml, or a repository with one such folder')
    .option('--stage <stage>', 'draw this stage only')
    .addOption(new Option('--format <format>', 'format of the diagram').choices(formats).default('svg'))
    .option('--out <file>', 'file to write; with several stages, one for each: file.<stage>.svg')
    .action(async (dir: string, options: Omit<DiagramCommand, 'signal'>) => {
      const { diagram } = await import('./diagram.ts');
      const progress = startProgress(process.stderr, `Drawing ${dir} ...`);
      const drawn = interruptible(signal => diagram(dir, { ...options, signal }));
      process.stdout.write(await drawn.finally(progress.end));
    });
}
