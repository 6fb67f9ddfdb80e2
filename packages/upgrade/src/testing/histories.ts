import fc from 'fast-check';
import type { Files } from '@goldpath/files/testing';

/** The kind of a change. */
type Kind = 'edit' | 'insert' | 'delete' | 'move' | 'add' | 'mode';
/** A change to one of the files. */
export interface Change {
  kind: Kind;
  file: number;
  line: number;
}
/** A file as its lines. */
export interface Source {
  lines: string[];
  executable: boolean;
}
/** Files by path. */
export type Sources = Map<string, Source>;

/** A random change. */
export const change = fc.record({
  kind: fc.constantFrom<Kind>('edit', 'edit', 'insert', 'insert', 'delete', 'move', 'add', 'mode'),
  file: fc.nat(5),
  line: fc.nat(11),
});
/** A random history: in each round the team and the template change files, and the service is upgraded. */
export const history = fc.array(
  fc.record({
    team: fc.array(change, { maxLength: 5 }),
    template: fc.array(change, { maxLength: 5 }),
    replicas: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 3 },
);

/** Applies changes to files of lines; every line that is written is one that no other has. */
export function applyChanges(
  files: Sources,
  changes: readonly Change[],
  author: string,
  next: () => number,
): void {
  for (const { kind, file, line } of changes) {
    const names = [...files.keys()];
    const name = names[file % names.length];
    const source = name === undefined ? undefined : files.get(name);
    if (kind === 'add' || name === undefined || !source) {
      files.set(`src/${author}-${next()}.ts`, { lines: [`${author} ${next()}`], executable: false });
      continue;
    }
    const { lines } = source;
    const at = line % Math.max(lines.length, 1);
    if (kind === 'mode') source.executable = !source.executable;
    else if (kind === 'edit') lines[at] = `${author} ${next()}`;
    else if (kind === 'insert') lines.splice(at, 0, `${author} ${next()}`);
    else files.delete(name);
    if (kind === 'move') files.set(name.replace(/(\d*)\.ts$/, `$1${next()}.ts`), source);
  }
}

/** The texts of files. */
export const asFiles = (files: Sources): Files =>
  Object.fromEntries([...files].map(([file, { lines }]) => [file, `${lines.join('\n')}\n`]));

/** The files of the first version. */
export const initial = (): Sources =>
  new Map(
    ['a', 'b', 'c'].map(name => [
      `src/${name}.ts`,
      { lines: Array.from({ length: 12 }, (_, line) => `${name} ${line}`), executable: false },
    ]),
  );

/** A copy that can be changed. */
export const copyOf = (files: Sources): Sources =>
  new Map([...files].map(([file, { lines, executable }]) => [file, { lines: [...lines], executable }]));

/** The lines that the team wrote. */
export const written = (files: Sources) =>
  [...files.values()].flatMap(({ lines }) => lines).filter(line => line.startsWith('team'));

/** The files of the team alone that can be executed. */
export const executables = (files: Sources) =>
  [...files].filter(([file, { executable }]) => executable && file.includes('team')).map(([file]) => file);
