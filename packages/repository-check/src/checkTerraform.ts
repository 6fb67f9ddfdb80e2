import type { Diagnostic } from '@goldpath/diagnostics';
import { checkGraphsIn } from './checkGraphs.ts';
import { inTerraformTerms } from './terraformTerms.ts';

/**
 * Checks the policies on the Terraform configuration in a folder.
 *
 * @param stage the stage whose `<stage>.tfvars` is used; every stage by default
 * @throws TerraformError when the configuration cannot be read
 */
export async function checkTerraform(dir: string, stage?: string): Promise<Diagnostic[]> {
  const { readTerraform } = await import('@goldpath/terraform');
  const program = await readTerraform(dir, { stage });
  return (await checkGraphsIn(program, stage !== undefined)).map(inTerraformTerms);
}
