import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { drawProgram, toMermaid, toSvg } from '@goldpath/diagram';
import { InputError } from '../exit.ts';

const writers = { svg: toSvg, mermaid: toMermaid };

/** The format of a diagram. */
export type DiagramFormat = keyof typeof writers;

/** Options of {@link diagram}. */
export interface DiagramCommand {
  stage?: string;
  format: DiagramFormat;
  /** file to write; with several stages one for each, with the stage's name in it */
  out?: string;
  signal?: AbortSignal;
}

/**
 * Draws the infrastructure of a folder.
 *
 * @returns the text for stdout: the diagram, or a line for each file that was written
 * @throws InputError when there are several stages and no file, or a file cannot be written
 */
export async function diagram(dir: string, { stage, format, out, signal }: DiagramCommand): Promise<string> {
  const drawn = await drawProgram(dir, {
    ...(stage !== undefined && { stage }),
    ...(signal && { signal }),
  });
  const diagrams = drawn.map(({ stage: name, drawing }) => ({ name, text: writers[format](drawing) }));
  const [first, ...others] = diagrams;
  if (!first) throw new InputError(`${dir} has no stage to draw; add a Pulumi.<stage>.yaml`);
  if (others.length === 0) return out === undefined ? first.text : write(out, first.text);
  if (out === undefined) {
    const names = diagrams.map(({ name }) => name).join(', ');
    throw new InputError(
      `${dir} has the stages ${names}, but only one diagram can be printed; choose one with --stage, or write one file for each with --out`,
    );
  }
  const lines = await Promise.all(diagrams.map(({ name, text }) => write(withStage(out, name), text)));
  return lines.join('');
}

/** `docs/infra.svg` for the stage dev is `docs/infra.dev.svg`. */
function withStage(file: string, stage: string): string {
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}.${stage}${ext}`);
}

async function write(file: string, text: string): Promise<string> {
  try {
    await writeFile(file, text);
    return `Wrote ${file}\n`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(`${file}: cannot be written (${code}); give a file in a folder that exists`);
  }
}
