import type { Located } from '@goldpath/diagnostics';

/** The types of JSON Schema. */
export const jsonTypes = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

/** Whether a value has a type of JSON Schema. */
export function isOfType({ kind, value }: Located, type: string): boolean {
  switch (type) {
    case 'array':
      return kind === 'seq';
    case 'object':
      return kind === 'map';
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    default:
      return kind === 'scalar' && typeof value === type;
  }
}
