import { readFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';

/**
 * The types of inputs by name: `string`, `number`, `boolean`, `any`, `[]` and the type of the items of a list, `{}` and that of the
 * values of a map, or `#` and the name of an object.
 */
type Inputs = Record<string, string>;

/** The declarations of a package of Pulumi. */
export interface Declarations {
  /** by type: `aws:ecs/service:Service` */
  resources: Record<string, Inputs>;
  /** by name: `ecs.ServiceLoadBalancer` */
  objects: Record<string, Inputs>;
}

/**
 * Reads the inputs of types of resources, and of the objects in them, from the declarations of a package.
 *
 * @param sdk - the folder of the package, such as `node_modules/@pulumi/aws`
 * @param types - such as `aws:ecs/service:Service`
 * @throws Error for a type that the package does not declare
 */
export async function readDeclarations(sdk: string, types: readonly string[]): Promise<Declarations> {
  const declared = interfacesIn(await parse(path.join(sdk, 'types', 'input.d.ts')));
  const resources: Declarations['resources'] = {};
  for (const type of types) {
    const [, file = '', name = ''] = type.split(':');
    const found = interfacesIn(await parse(path.join(sdk, `${file}.d.ts`))).get(`${name}Args`);
    if (!found) throw new Error(`${sdk} does not declare the inputs of ${type}.`);
    resources[type] = inputsOf(found);
  }
  const objects: Declarations['objects'] = {};
  const open = Object.values(resources);
  for (let inputs = open.pop(); inputs; inputs = open.pop()) {
    for (const name of referencesIn(inputs)) {
      const found = declared.get(name);
      if (!found || objects[name]) continue;
      open.push((objects[name] = inputsOf(found)));
    }
  }
  return { resources, objects };
}

async function parse(file: string): Promise<ts.SourceFile> {
  return ts.createSourceFile(file, await readFile(file, 'utf8'), ts.ScriptTarget.Latest);
}

/** The interfaces of a file by name, with their namespaces. */
function interfacesIn(file: ts.SourceFile): Map<string, ts.InterfaceDeclaration> {
  const found = new Map<string, ts.InterfaceDeclaration>();
  const add = (statements: Iterable<ts.Statement>, prefix: string) => {
    for (const statement of statements) {
      if (ts.isInterfaceDeclaration(statement)) found.set(prefix + statement.name.text, statement);
      if (ts.isModuleDeclaration(statement) && statement.body && ts.isModuleBlock(statement.body))
        add(statement.body.statements, `${prefix}${statement.name.text}.`);
    }
  };
  add(file.statements, '');
  return found;
}

function inputsOf({ members }: ts.InterfaceDeclaration): Inputs {
  const entries = members.flatMap(member => {
    if (!ts.isPropertySignature(member) || !member.type || !ts.isIdentifier(member.name)) return [];
    return [[member.name.text, typeOf(member.type)]];
  });
  return Object.fromEntries(entries) as Inputs;
}

const keywords: Partial<Record<ts.SyntaxKind, string>> = {
  [ts.SyntaxKind.StringKeyword]: 'string',
  [ts.SyntaxKind.NumberKeyword]: 'number',
  [ts.SyntaxKind.BooleanKeyword]: 'boolean',
};

function typeOf(node: ts.TypeNode): string {
  if (ts.isParenthesizedTypeNode(node)) return typeOf(node.type);
  if (ts.isArrayTypeNode(node)) return `[]${typeOf(node.elementType)}`;
  if (ts.isUnionTypeNode(node)) return unionOf(node.types);
  if (ts.isTypeLiteralNode(node)) return mapOf(node);
  if (ts.isTypeReferenceNode(node)) return referenceOf(node);
  return keywords[node.kind] ?? 'any';
}

function unionOf(types: readonly ts.TypeNode[]): string {
  const alternatives = types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword).map(typeOf);
  const [only = 'any', ...others] = new Set(alternatives);
  return others.length === 0 ? only : 'any';
}

function mapOf({ members: [member] }: ts.TypeLiteralNode): string {
  return member && ts.isIndexSignatureDeclaration(member) ? `{}${typeOf(member.type)}` : 'any';
}

/** An input of a value; a named object; or an enum or resource, for which a string is sent. */
function referenceOf({ typeName, typeArguments: [argument] = [] as never }: ts.TypeReferenceNode): string {
  const name = nameOf(typeName);
  if (name === 'pulumi.Input' && argument) return typeOf(argument);
  if (name.startsWith('inputs.')) return `#${name.slice('inputs.'.length)}`;
  return name.startsWith('pulumi.') ? 'any' : 'string';
}

function nameOf(name: ts.EntityName): string {
  return ts.isIdentifier(name) ? name.text : `${nameOf(name.left)}.${name.right.text}`;
}

const referencesIn = (inputs: Inputs): string[] =>
  Object.values(inputs)
    .filter(type => type.includes('#'))
    .map(type => type.slice(type.indexOf('#') + 1));
