import type { Diagnostic } from '@goldpath/diagnostics';
import { folderOf } from '@goldpath/files/testing';
import type { Template } from '@goldpath/template';
import { isDiagnostic, type Ring, type RingEvent } from '../ring.ts';

/** Runs a ring on every sample of a template to its end. */
export async function eventsOf(ring: Ring, template: Template): Promise<RingEvent[]> {
  const { signal } = new AbortController();
  const events: RingEvent[] = [];
  const context = { template, samples: template.samples, logs: await folderOf(), signal };
  for await (const event of ring.run(context)) events.push(event);
  return events;
}

/** The problems that a ring finds. */
export async function problemsOf(ring: Ring, template: Template): Promise<Diagnostic[]> {
  return (await eventsOf(ring, template)).filter(isDiagnostic);
}
