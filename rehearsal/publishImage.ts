import { randomBytes } from 'node:crypto';

/** The uploaded bytes, and those that the published address returned. */
export interface PublishedImage {
  uploaded: Buffer;
  read: Buffer;
}

interface Upload {
  id: string;
  upload: { url: string; headers: Record<string, string> };
}

/** The first bytes of a PNG file (https://www.w3.org/TR/png-3/#3PNGsignature). */
const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/**
 * Publishes an image of a new prompt, as a user of the service's API does: declares it, uploads it to the address that it gets, and
 * confirms it.
 *
 * @param url - of the service
 * @throws Error with the response when a request fails
 */
export async function publishImage(url: string): Promise<PublishedImage> {
  const user = { email: 'grace@example.com', name: 'Grace', password: 'correct horse battery' };
  const { accessToken } = await post<{ accessToken: string }>(`${url}/v1/auth/register`, user);
  const as = { authorization: `Bearer ${accessToken}` };
  const prompt = { title: 'A quiet pond', text: 'Paint a quiet pond.', agentType: 'IMAGE', tags: ['haiku'] };
  const { id } = await post<{ id: string }>(`${url}/v1/prompts`, prompt, as);
  const uploaded = Buffer.concat([PNG_SIGNATURE, randomBytes(100_000)]);
  const images = `${url}/v1/prompts/${id}/images`;
  const declared = { contentType: 'image/png', size: uploaded.length };
  const { id: imageId, upload } = await post<Upload>(images, declared, as);
  await expectOk(
    fetch(upload.url, { method: 'PUT', headers: upload.headers, body: new Uint8Array(uploaded) }),
  );
  const confirmed = await expectOk(fetch(`${images}/${imageId}/confirm`, { method: 'POST', headers: as }));
  const published = (await confirmed.json()) as { url: string };
  const answer = await expectOk(fetch(published.url));
  return { uploaded, read: Buffer.from(await answer.arrayBuffer()) };
}

async function post<T>(address: string, body: object, headers: Record<string, string> = {}): Promise<T> {
  const json = { 'Content-Type': 'application/json', ...headers };
  const response = await expectOk(
    fetch(address, { method: 'POST', headers: json, body: JSON.stringify(body) }),
  );
  return (await response.json()) as T;
}

async function expectOk(request: Promise<Response>): Promise<Response> {
  const response = await request;
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
  return response;
}
