import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { drawProgram, toMermaid, toSvg } from '@goldpath/plugin-goldpath-node';
import { InputError } from '../exit.ts';

const writers = { svg: toSvg, mermaid: toMermaid };

/** The form of a drawing. */
export type DiagramFormat = keyof typeof writers;

/** How a drawing is asked for. */
export interface DiagramCommand {
  stage?: string;
  format: DiagramFormat;
  /** file to write; with several stages one for each, with the stage's name in it */
  out?: string;
}

/**
 * Draws the infrastructure of a folder.
 *
 * @returns what goes to stdout: the drawing, or which files were written
 * @throws InputError when there are several stages and no file is named, or a file cannot be written
 */
export async function diagram(dir: string, { stage, format, out }: DiagramCommand): Promise<string> {
  const drawn = await drawProgram(dir, { ...(stage !== undefined && { stage }) });
  const [only, ...others] = drawn.map(({ stage: name, drawing }) => ({
    name,
    text: writers[format](drawing),
  }));
  if (!only) throw new InputError(`${dir} has no stage to draw; add a Pulumi.<stage>.yaml`);
  if (others.length === 0) return out === undefined ? only.text : write(out, only.text);
  const all = [only, ...others];
  const names = all.map(({ name }) => name);
  if (out === undefined) {
    throw new InputError(
      `${dir} has the stages ${names.join(', ')}, and one drawing fits on the output; name one with --stage, or a file with --out, which is written once for each`,
    );
  }
  const told = await Promise.all(all.map(({ name, text }) => write(withStage(out, name), text)));
  return told.join('');
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
    throw new InputError(`${file}: cannot be written (${code}); name a file in a folder that exists`);
  }
}
