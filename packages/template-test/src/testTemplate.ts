import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Sample, type Template, TemplateError } from '@goldpath/template';
import type { Progress, RingContext, RingId } from './ring.ts';
import { rings } from './rings/rings.ts';
import { type RingResult, runRings } from './runRings.ts';

/** Options of {@link testTemplate}. */
export interface TestOptions {
  /** only this sample is stamped; all without it */
  sample?: string | undefined;
  /** the rings to run; all without it */
  only?: readonly RingId[] | undefined;
  /** folder with stamped services, whose answers a new version has to accept */
  services?: string | undefined;
  /** whether scripts of the skeleton run again that have passed with the same files */
  repeats?: boolean;
  signal?: AbortSignal | undefined;
}

/**
 * Tests a template in rings from cheap to expensive. The log files are in a temporary folder, which is kept when a ring does not
 * pass.
 *
 * @returns a line for each piece of work, and the result of each ring
 * @throws TemplateError when the template does not have the sample
 */
export async function* testTemplate(
  template: Template,
  { sample, only, services, repeats = false, signal = new AbortController().signal }: TestOptions = {},
): AsyncGenerator<Progress | RingResult> {
  const samples = samplesOf(template, sample);
  const logs = await mkdtemp(path.join(tmpdir(), `goldpath-test-${template.id}-`));
  // where root runs the tests, a service's PostgreSQL is run by another user, who has to reach its program
  await chmod(logs, 0o711);
  const context: RingContext = { template, samples, logs, services, repeats, signal };
  const chosen = rings.filter(({ id }) => only?.includes(id) ?? true);
  let isKept = false;
  try {
    for await (const event of runRings(chosen, context)) {
      if ('state' in event && event.state !== 'passed') isKept = true;
      yield event;
    }
  } finally {
    if (!isKept) await rm(logs, { recursive: true, force: true });
  }
}

function samplesOf({ samples }: Template, name: string | undefined): readonly Sample[] {
  if (name === undefined) return samples;
  const sample = samples.find(one => one.name === name);
  if (sample) return [sample];
  const names = samples.map(one => one.name).join(', ');
  throw new TemplateError([
    {
      rule: 'template-test-sample',
      severity: 'error',
      location: { file: `samples/${name}.yaml`, line: 1 },
      message: `The template does not have the sample ${name}.`,
      fix: `Its samples are: ${names}.`,
    },
  ]);
}
