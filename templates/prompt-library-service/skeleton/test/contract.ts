import { openApiDocument } from '../src/http/openapi.ts';
import { headerNames } from '../src/http/responses.ts';

/** The part of a response of the OpenAPI document that is compared. */
interface Declared {
  $ref?: string;
  headers?: Record<string, unknown>;
  content?: Record<string, unknown>;
}

interface Document {
  paths: Record<string, Record<string, { responses: Record<string, Declared> }>>;
  components: { responses: Record<string, Declared> };
}

const { paths, components } = openApiDocument() as unknown as Document;

const routes = Object.entries(paths).map(([path, operations]) => ({
  pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
  operations,
}));

function resolve(response: Declared | undefined): Declared | undefined {
  return response?.$ref ? components.responses[response.$ref.split('/').at(-1) ?? ''] : response;
}

/**
 * Compares a response with the OpenAPI document: its status, its media type and its headers must be declared.
 * @throws Error naming what is not declared.
 */
export function requireDeclared(method: string, path: string, response: Response): void {
  const [pathname = ''] = path.split('?');
  const route = routes.find(({ pattern }) => pattern.test(pathname));
  const operation = route?.operations[method.toLowerCase()];
  // An unexpected error is not part of the contract.
  if (!operation || response.status === 500) return;
  const at = `${method} ${pathname}: ${response.status}`;
  const declared = resolve(operation.responses[response.status]);
  if (!declared) throw new Error(`${at} is not declared.`);
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
  if (type !== '' && !(type in (declared.content ?? {})))
    throw new Error(`${at} with ${type} is not declared.`);
  const undeclared = headerNames.filter(
    name => response.headers.has(name) && !(name in (declared.headers ?? {})),
  );
  if (undeclared.length > 0) throw new Error(`${at} with ${undeclared.join(', ')} is not declared.`);
}
