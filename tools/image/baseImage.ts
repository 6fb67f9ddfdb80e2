import { SetupError } from '../setup/steps.ts';

/**
 * Returns the base image of a Dockerfile, when the stand-in can replace it.
 *
 * @param dockerfile - its content
 * @returns the name, tag and digest of the image
 * @throws SetupError when it is not a Node 24 on Alpine, or is not pinned by digest
 */
export function replacedBase(dockerfile: string): string {
  const base = /^FROM\s+(\S+)/im.exec(dockerfile)?.[1];
  if (!base) throw new SetupError('The Dockerfile has no FROM.');
  if (/^node:24[\w.]*-alpine[\w.]*@sha256:[0-9a-f]{64}$/.test(base)) return base;
  throw new SetupError(
    `The base image of the Dockerfile is ${base}. Only node:24...-alpine, pinned by digest, can be replaced.`,
  );
}

/**
 * Returns the files that a program loads when it starts.
 *
 * @param ldd - the output of `ldd` for the program
 */
export function sharedLibraries(ldd: string): string[] {
  return [...ldd.matchAll(/^\s*(?:\S+ => )?(\/\S+) \(0x/gm)].map(([, file]) => file as string);
}
