// cspell:ignore pkeyopt paramgen addext keyout
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { x } from 'tinyexec';

/** A certificate that only the programs of the rehearsal trust. */
export interface Certificate {
  /** in PEM */
  key: string;
  /** in PEM */
  cert: string;
  /** the file of `cert` */
  file: string;
}

/**
 * Makes a certificate for a domain and for 127.0.0.1.
 *
 * @param folder - an existing folder for its files
 */
export async function createCertificate(folder: string, domain: string): Promise<Certificate> {
  const file = path.join(folder, 'certificate.pem');
  const keyFile = path.join(folder, 'certificate-key.pem');
  const args = [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-subj', `/CN=${domain}`, '-addext', `subjectAltName=DNS:${domain},IP:127.0.0.1`],
    ...['-keyout', keyFile, '-out', file],
  ];
  await x('openssl', args, { throwOnError: true });
  return { key: await readFile(keyFile, 'utf8'), cert: await readFile(file, 'utf8'), file };
}
