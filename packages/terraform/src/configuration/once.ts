import { unknownValue } from '@goldpath/program';

/** Returns a function that computes its value at most once. */
export function once<T>(compute: () => T): () => T {
  let result: { value: T } | undefined;
  return () => (result ??= { value: compute() }).value;
}

/** Returns a function that computes each value at most once; one that refers to itself is unknown in itself. */
export function onceEach(compute: (name: string) => unknown): (name: string) => unknown {
  const values = new Map<string, unknown>();
  return name => {
    if (!values.has(name)) {
      values.set(name, unknownValue);
      values.set(name, compute(name));
    }
    return values.get(name);
  };
}
