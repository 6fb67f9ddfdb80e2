// cspell:ignore curlrc
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import type { Account } from './account.ts';
import { type Balancer, startBalancer } from './cloud/balancer.ts';
import type { Certificate } from './cloud/certificate.ts';

/**
 * Serves the service of a stage at a domain, by TLS. Only `curl`, which the smoke test uses, resolves the domain.
 *
 * @param service - its name, with the stage
 */
export async function serveAt(
  domain: string,
  service: string,
  { cloud, home }: Pick<Account, 'cloud' | 'home'>,
  certificate: Certificate,
): Promise<Balancer> {
  const balancer = await startBalancer(async () => cloud.services.get(service)?.port(), certificate);
  await appendFile(
    path.join(home, '.curlrc'),
    `connect-to = "${domain}:443:${balancer.address}"\ncacert = "${certificate.file}"\n`,
  );
  return balancer;
}
