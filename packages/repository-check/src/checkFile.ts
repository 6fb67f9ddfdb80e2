import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';
import { FolderError } from '@goldpath/files';
import { checkGraphsIn } from './checkGraphs.ts';
import { inTerraformTerms } from './terraformTerms.ts';

/** The outputs that can be checked, for messages. */
const known = `the output of 'pulumi preview --json', 'pulumi stack export' or 'terraform show -json'`;

/**
 * Checks the policies on a file that describes infrastructure; its kind is recognized by its content.
 *
 * @param file absolute path
 * @throws FolderError when it is none of the known kinds
 */
export async function checkFile(file: string): Promise<Diagnostic[]> {
  const { readEngineOutput } = await import('@goldpath/program');
  const text = await readFile(file, 'utf8');
  const document = parse(text, file);
  const plan = (await import('@goldpath/terraform')).readPlan(document, text, file);
  const program = plan ?? readEngineOutput(document, text, file);
  if (!program)
    throw new FolderError(`${path.basename(file)} is not ${known}; give one of them, or a folder.`);
  if (program.stages.every(({ graph }) => graph.nodes.length === 0))
    throw new FolderError(`${path.basename(file)} contains no resources: there is nothing to check.`);
  const diagnostics = await checkGraphsIn(program);
  return plan ? diagnostics.map(inTerraformTerms) : diagnostics;
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FolderError(
      `${path.basename(file)} is not valid JSON (${(error as Error).message}); give ${known}, or a folder.`,
    );
  }
}
