import { type Container, memoryOf } from './container.ts';
import { type Findings, until } from './report.ts';

/**
 * Waits until a container answers, and runs its health check.
 *
 * @param address - answers 200 as soon as the container is ready
 * @returns whether it is ready and healthy
 */
export async function becomesReady(
  container: Container,
  address: string,
  findings: Findings,
): Promise<boolean> {
  const begin = performance.now();
  const ready = await findings.check(
    'the process starts on a read-only root, without capabilities',
    async () => {
      const answers = async () => (await fetch(address)).ok || undefined;
      await until(answers, 60_000, `An answer of ${address}`, () => container.mustRun());
      return `ready after ${((performance.now() - begin) / 1000).toFixed(1)} s, ${await memoryOf(container)}`;
    },
  );
  if (!ready) return false;
  return findings.check('its health check succeeds', async () => {
    if (!(await container.isHealthy())) throw new Error('it failed');
  });
}
