import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic, Rule } from '@goldpath/diagnostics';
import { locationIn } from '@goldpath/program';
import { type Check, failed, passed } from './check.ts';
import { checkTerraform } from './checkTerraform.ts';

const terraformEvaluated: Rule = {
  id: 'terraform-evaluated',
  title: 'Every Terraform configuration can be evaluated.',
  why: 'Policies cannot be checked on a configuration that cannot be read.',
  fix: 'Correct the configuration at the reported line.',
  severity: 'error',
  reference: 'https://developer.hashicorp.com/terraform/language',
};

/** Whether a file is one of the repository's own Terraform configurations; downloaded modules and packages are not its own. */
export function isTerraformFile(file: string): boolean {
  return /\.tf(\.json)?$/.test(file) && !/(^|\/)(\.terraform|node_modules)\//.test(file);
}

/** Every Terraform configuration follows the policies. A folder that another one calls as a module is checked as its part. */
export const terraformCheck: Check = {
  title: 'Terraform',
  rules: [terraformEvaluated],
  async run({ dir, files }, { stage }) {
    // the first file of each folder, by the folder
    const folders = new Map(
      files
        .filter(isTerraformFile)
        .toReversed()
        .map(file => [path.join(dir, path.posix.dirname(file)), file]),
    );
    if (folders.size === 0) return [];
    const { rootModules } = await import('@goldpath/terraform');
    const roots = await rootModules([...folders.keys()]);
    const checked = roots.map(root =>
      checkConfiguration(dir, root, { file: folders.get(root) ?? '', stage }),
    );
    return (await Promise.all(checked)).flat();
  },
};

async function checkConfiguration(
  dir: string,
  root: string,
  { file, stage }: { file: string; stage: string | undefined },
): Promise<Diagnostic[]> {
  const folder = path.posix.dirname(file);
  const configuration = { type: 'Terraform configuration', name: folder };
  const { EmptyConfigurationError, TerraformError } = await import('@goldpath/terraform');
  try {
    const diagnostics = await checkTerraform(root, stage);
    return diagnostics.map(diagnostic => {
      const { location } = diagnostic;
      return { ...diagnostic, location: { ...location, file: path.posix.join(folder, location.file) } };
    });
  } catch (error) {
    if (!(error instanceof TerraformError)) throw error;
    const location = error.location ? locationIn(await realpath(dir), error.location) : { file, line: 1 };
    if (error instanceof EmptyConfigurationError)
      return [passed(terraformEvaluated, configuration, location, 'The configuration has no resource.')];
    const message = `The configuration cannot be evaluated: ${error.problem}`;
    const fix = 'Correct the configuration; no policy can be checked before.';
    return [
      { ...failed(terraformEvaluated, configuration, location, { message, fix }), verdict: 'unverifiable' },
    ];
  }
}
