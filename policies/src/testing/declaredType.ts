import { createRequire } from 'node:module';
import path from 'node:path';
import { interfaceIn, namespaceIn, readDeclarations } from '@goldpath/program';

const sdk = path.dirname(createRequire(import.meta.url).resolve('@pulumi/aws/package.json'));
const inputTypes = readDeclarations(path.join(sdk, 'types', 'input.d.ts'));

/**
 * Returns the type that the AWS SDK declares for an input of a resource, such as `pulumi.Input<boolean | undefined>`; empty when it
 * has no such input.
 *
 * @param type such as `aws:rds/instance:Instance`
 * @param input names that are separated by dots, as in a remediation
 */
export function declaredType(type: string, input: string): string {
  const [, file = '', name = ''] = /^aws:(.*):(.*)$/.exec(type) ?? [];
  const own = interfaceIn(readDeclarations(path.join(sdk, `${file}.d.ts`)), `${name}Args`);
  const [first = '', ...rest] = input.split('.').filter(each => each !== '*');
  return rest.reduce((declared, each) => propertyIn(nested(declared), each), propertyIn(own, first));
}

/** Returns the body of the interface that a type refers to. */
function nested(declared: string): string {
  const [, namespace = '', name = ''] = /inputs\.(\w+)\.(\w+)/.exec(declared) ?? [];
  return interfaceIn(namespaceIn(inputTypes, namespace), name);
}

function propertyIn(body: string, name: string): string {
  return new RegExp(`^ *${name.replace('?', '')}\\??: (.*);$`, 'm').exec(body)?.[1] ?? '';
}
