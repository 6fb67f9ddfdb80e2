import { createHash } from 'node:crypto';
import type { Answers, Part, Template } from '../template.ts';
import type { Tree } from '@goldpath/files';
import { isAmong } from '../read/stampFile.ts';

/** The path of the {@link Manifest} in a stamped repository. */
export const MANIFEST_PATH = '.goldpath/manifest.json';

/** The origin of a stamped repository. */
export interface Manifest {
  manifestVersion: 1;
  template: { id: string; version: string };
  /** the parts that the template declares; manifests of older versions have no such key */
  contains?: readonly Part[];
  /** without those that only decide where to publish */
  answers: Answers;
  /** the stamped files that belong to the team; the others are managed. Without this key, all are managed */
  once?: readonly string[];
  /** SHA-256 (hex) of each stamped file by its path, without the manifest itself */
  files: Record<string, string>;
}

/** The manifest of a stamped tree, with sorted keys. */
export function makeManifest(template: Template, answers: Answers, tree: Tree): Manifest {
  const kept = Object.entries(answers).filter(([field]) => !template.stamp.publishing.includes(field));
  const once = [...tree.keys()].filter(file => template.stamp.once.some(files => isAmong(file, files)));
  const files = [...tree].map(([file, { content }]): [string, string] => [file, sha256(content)]);
  return {
    manifestVersion: 1,
    template: { id: template.id, version: template.version },
    ...(template.stamp.contains && { contains: template.stamp.contains }),
    answers: sorted(kept),
    ...(once.length > 0 && { once: once.sort() }),
    files: sorted(files),
  };
}

/** The files of a skeleton are stamped many times; most of them as they are. */
const hashes = new WeakMap<Buffer, string>();

function sha256(content: Buffer): string {
  const known = hashes.get(content);
  if (known !== undefined) return known;
  const hash = createHash('sha256').update(content).digest('hex');
  hashes.set(content, hash);
  return hash;
}

function sorted<Value>(entries: [string, Value][]): Record<string, Value> {
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}
