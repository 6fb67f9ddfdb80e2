import { unknownValue } from '../run/recorded.ts';

const identifyingOutputs = [
  'id',
  'arn',
  'name',
  'bucket',
  'identifier',
  'mainRouteTableId',
  'defaultRouteTableId',
  'defaultSecurityGroupId',
];

/** Returns the known outputs by which other resources may refer to a resource, each with the name of the output. */
export function handlesOf(outputs: Readonly<Record<string, unknown>>): Record<string, string> {
  const handles: Record<string, string> = {};
  for (const key of identifyingOutputs) {
    const value = outputs[key];
    if (typeof value === 'string' && value !== '' && value !== unknownValue) handles[value] = key;
  }
  return handles;
}
