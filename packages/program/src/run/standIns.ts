import path from 'node:path';
import { interfaceIn, namespaceIn, readDeclarations } from '../declarations.ts';
import { account, packageRoot, secretMark } from './outputs.ts';

type Values = Record<string, unknown>;

/** Where the result of a lookup is declared. */
interface Lookup {
  /** folder of the provider's package */
  root: string;
  /** such as `ec2` */
  service: string;
  region: string;
  /** the text that every string of the result begins with */
  origin: string;
}

/** `readonly arn: string;`, or in the nested declarations `arn: string;`. Optional fields repeat arguments. */
const field = /^ {4,8}(?:readonly )?(\w+): (.+?);?$/gm;

/** Strings that programs calculate with, by the end of their name. */
const known: [name: RegExp, value: string][] = [
  [/cidrBlocks?$/i, '10.0.0.0/16'],
  [/(?:^owner|account)Id$/i, account],
];

/** Names of strings that are secret. */
const secretName =
  /(?:password|(?<!next)token|secretString|secretBinary|privateKey\w*|plaintext|clientSecret)$/i;

/** Declarations nested deeper than this are left out. */
const maxDepth = 4;

/**
 * Returns a stand-in for the result of a provider's function, with the fields and types that the installed SDK declares. Every
 * string is unique to the lookup, and lists have two items, so that nothing about their length is concluded from them.
 *
 * @param load resolves packages as the program does
 * @param token such as `aws:ec2/getVpc:getVpc`
 * @param origin identifies the lookup: its strings begin with it
 */
export function standInFor(load: NodeJS.Require, token: string, origin: string, region: string): Values {
  const [, provider, module = '', name = ''] = /^([\w-]+):([\w/.-]+):(\w+)$/.exec(token) ?? [];
  const root = provider && provider !== 'pulumi' && packageRoot(load, `@pulumi/${provider}`);
  if (!root) return {};
  const declaration = readDeclarations(path.join(root, `${module.replace(/^index\//, '')}.d.ts`));
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Result`;
  const lookup: Lookup = { root, service: module.split('/')[0] ?? '', region, origin };
  return valuesOf(interfaceIn(declaration, type), lookup, 0);
}

function valuesOf(body: string, lookup: Lookup, depth: number): Values {
  const values: Values = {};
  for (const [, name = '', type = ''] of body.matchAll(field))
    values[name] = valueOf(name, type, lookup, depth);
  return values;
}

function valueOf(name: string, type: string, lookup: Lookup, depth: number): unknown {
  if (type.endsWith('[]')) {
    const item = type.slice(0, -2);
    return ['a', 'b'].map(mark =>
      valueOf(name, item, { ...lookup, origin: `${lookup.origin}/${mark}` }, depth),
    );
  }
  if (type === 'number') return 1;
  if (type === 'boolean') return false;
  if (type.startsWith('{')) return {};
  const nested = /^outputs\.(?:(\w+)\.)?(\w+)$/.exec(type);
  if (!nested) return textOf(name, lookup);
  if (depth === maxDepth) return {};
  const [, namespace, interfaceName = ''] = nested;
  return valuesOf(nestedBody(lookup.root, namespace, interfaceName), lookup, depth + 1);
}

function textOf(name: string, { origin, service, region }: Lookup): string {
  const fact = known.find(([pattern]) => pattern.test(name))?.[1];
  if (fact) return fact;
  const text = `${origin}/${name}`;
  if (secretName.test(name)) return `${secretMark}:the ${name} of ${origin}#`;
  // ARNs and URLs have their real format, because programs parse them
  if (/^arn$|Arns?$/.test(name)) return `arn:aws:${service}:${region}:${account}:${text}`;
  if (/ur[il]$/i.test(name)) return `https://${text}`;
  return text;
}

const namespaces = new Map<string, string>();

/** Returns the fields of an interface in the types that the package's declarations share. */
function nestedBody(root: string, namespace: string | undefined, name: string): string {
  const key = `${root} ${namespace}`;
  const declarations = namespaces.get(key) ?? sharedDeclarations(root, namespace);
  namespaces.set(key, declarations);
  return interfaceIn(declarations, name);
}

/** The file has megabytes: only the declarations of a service are searched. */
function sharedDeclarations(root: string, namespace: string | undefined): string {
  const declarations = readDeclarations(path.join(root, 'types', 'output.d.ts'));
  return namespace === undefined ? declarations : namespaceIn(declarations, namespace);
}
