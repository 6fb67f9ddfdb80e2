import { memoryOf, type Container } from './container.ts';
import { until, type Findings } from './report.ts';

/**
 * Waits until a container answers, and asks its own health check too.
 *
 * @param address answers 200 as soon as it can work
 * @returns whether it can be used
 */
export async function becomesReady(
  container: Container,
  address: string,
  findings: Findings,
): Promise<boolean> {
  const begin = performance.now();
  const ready = await findings.check(
    'the process starts on a read-only root, without a capability',
    async () => {
      const asked = async () => ((await fetch(address)).ok ? true : undefined);
      await until(asked, 60_000, `An answer of ${address}`, () => container.mustRun());
      return `ready after ${((performance.now() - begin) / 1000).toFixed(1)} s, ${await memoryOf(container)}`;
    },
  );
  if (!ready) return false;
  return findings.check('its health check succeeds', async () => {
    if (!(await container.healthy())) throw new Error('it failed');
  });
}
