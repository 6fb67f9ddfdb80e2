import { isObject } from '../hcl/values.ts';

/** Returns an output of the SDK with the names of Terraform. */
export function toAttributes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toAttributes);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [snake(key), toAttributes(item)]));
}

function snake(name: string): string {
  return name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
}
