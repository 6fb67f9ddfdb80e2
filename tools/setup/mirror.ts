import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import path from 'node:path';
import { x } from 'tinyexec';
import { createCertificate } from '../../rehearsal/cloud/certificate.ts';

/** A server of a test. */
export interface TestServer {
  port: number;
  /** what it was asked for */
  requests: string[];
  close: () => void;
}

/** A registry with TLS, and the file of its certificate. */
export interface Mirror extends TestServer {
  url: string;
  cafile: string;
  /** packages of which only the beginning is sent until a promise is resolved, by name */
  held: Map<string, Promise<void>>;
}

/** The token that the registry wants. */
export const token = 'token-of-the-mirror';

/**
 * Starts a registry whose certificate is unknown to the machine, which serves one version of every package to those who send
 * {@link token}.
 *
 * @param folder - an existing folder for its files
 */
export async function startMirror(folder: string): Promise<Mirror> {
  const { key, cert, file: cafile } = await createCertificate(folder, 'mirror.example.com');
  const requests: string[] = [];
  const held = new Map<string, Promise<void>>();
  const server = createHttpsServer({ key, cert }, (request, response) => {
    requests.push(request.url!);
    if (request.headers.authorization !== `Bearer ${token}`) return void response.writeHead(401).end('{}');
    return void answer(folder, `https://${request.headers.host}`, held)(request, response);
  });
  const port = await listen(server);
  return { port, requests, cafile, held, url: `https://127.0.0.1:${port}/`, close: () => close(server) };
}

const answer =
  (folder: string, url: string, held: Mirror['held']): RequestListener =>
  async (request, response) => {
    const [name = ''] = decodeURIComponent(request.url!.slice(1)).split('/-/');
    const tarball = await pack(folder, name);
    if (request.url!.endsWith('.tgz')) {
      response.write(tarball.subarray(0, 10));
      await held.get(name);
      return void response.end(tarball.subarray(10));
    }
    const version = {
      name,
      version: '1.0.0',
      dist: { tarball: `${url}/${name}/-/${path.basename(name)}-1.0.0.tgz` },
    };
    const time = { '1.0.0': '2020-01-01T00:00:00.000Z' };
    return void response.end(
      JSON.stringify({ name, 'dist-tags': { latest: '1.0.0' }, versions: { '1.0.0': version }, time }),
    );
  };

async function pack(folder: string, name: string): Promise<Buffer> {
  const source = path.join(folder, name.replace('/', '-'));
  await mkdir(path.join(source, 'package'), { recursive: true });
  await writeFile(path.join(source, 'package', 'package.json'), JSON.stringify({ name, version: '1.0.0' }));
  const file = path.join(source, 'package.tgz');
  await x('tar', ['-czf', file, '-C', source, 'package'], { throwOnError: true });
  return readFile(file);
}

/** Starts a proxy, which refuses every connection when it has a status to answer with. */
export async function startProxy(refusal?: string): Promise<TestServer> {
  const requests: string[] = [];
  const server = createHttpServer();
  server.on('connect', (request, socket: Socket) => {
    requests.push(request.url!);
    // programs that end in the middle
    socket.on('error', () => socket.destroy());
    if (refusal) return void socket.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
    const [host = '', port] = request.url!.split(':');
    const target = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    target.on('error', () => socket.destroy());
    return undefined;
  });
  return { requests, port: await listen(server), close: () => close(server) };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function close(server: Server): void {
  server.closeAllConnections();
  server.close();
}
