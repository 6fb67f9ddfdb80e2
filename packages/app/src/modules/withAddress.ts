import { parse, stringify } from 'yaml';

/** The address that a service has on the machine of its developer. */
const LOCAL_ADDRESS = 'http://localhost:3000';

/**
 * Returns the description of an API in which the reader fills in the address of the service, where it has relative addresses only:
 * these are relative to the portal, which would receive the requests of "Try it out".
 *
 * @param definition - an OpenAPI document in YAML or JSON; other text is returned unchanged
 * @param description - of the address, for the reader
 */
export function withAddress(definition: string, description: string): string {
  const document = parsed(definition);
  if (document === undefined) return definition;
  const servers = serversOf(document);
  if (servers.some(({ url }) => /^\w+:|^\/\/|^\{/.test(url))) return definition;
  const asked = servers.map(server => ({
    ...server,
    url: `{address}${server.url === '/' ? '' : server.url}`,
    variables: { address: { default: LOCAL_ADDRESS, description } },
  }));
  return stringify({ ...document, servers: asked });
}

interface Server {
  url: string;
}

/** The addresses of a document; without any, OpenAPI uses the one that the document has. */
function serversOf({ servers }: { servers?: unknown }): Server[] {
  const isServer = (value: unknown): value is Server =>
    typeof value === 'object' && value !== null && 'url' in value && typeof value.url === 'string';
  const found = Array.isArray(servers) ? servers.filter(isServer) : [];
  return found.length === 0 ? [{ url: '/' }] : found;
}

function parsed(definition: string): { openapi: unknown; servers?: unknown } | undefined {
  try {
    const document: unknown = parse(definition);
    const isOpenApi = typeof document === 'object' && document !== null && 'openapi' in document;
    return isOpenApi ? document : undefined;
  } catch {
    // the page shows the problem of the document
    return undefined;
  }
}
