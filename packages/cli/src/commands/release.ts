import process from 'node:process';
import { format } from '@goldpath/diagnostics';
import { describePlan, incompatibilities, makeRelease, prepareRelease } from '@goldpath/template-test';
import type { ReleaseCommandOptions } from './release.command.ts';
import { findTemplate, loadTemplateAt } from './templates.ts';
import { printRings } from './test.ts';

/**
 * Releases a template: works out its version, runs its rings, writes the changelog, and tags the commit.
 *
 * @param given - id or folder of the template
 * @returns false when the form is incompatible or a ring did not pass; nothing is written then
 * @throws ReleaseError when it cannot be released from this state of the repository
 */
export async function release(
  given: string,
  { dryRun, services, signal }: ReleaseCommandOptions & { signal: AbortSignal },
): Promise<boolean> {
  const template = await loadTemplateAt(await findTemplate(given));
  const date = new Date().toISOString().slice(0, 10);
  const prepared = await prepareRelease(template, { services, date });
  const { plan, tag, entry } = prepared;
  process.stdout.write(`${describePlan(plan).join('\n')}\n`);
  const refused = incompatibilities(template, plan);
  if (refused.length > 0) {
    process.stdout.write(`\n${await format(refused, 'text')}Nothing was released.\n`);
    return false;
  }
  if (dryRun) {
    process.stdout.write(
      `\n${entry}\n\nNothing was written. Run it without --dry-run to test and tag ${tag}.\n`,
    );
    return true;
  }
  const results = await printRings(template, { services, repeats: true, signal });
  if (results.some(({ state }) => state !== 'passed')) {
    process.stdout.write('Nothing was released.\n');
    return false;
  }
  await makeRelease(template, prepared);
  process.stdout.write(`Released ${tag}. Publish it with "git push --follow-tags".\n`);
  return true;
}
