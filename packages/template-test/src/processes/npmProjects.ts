import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { listFiles } from '@goldpath/files';

/** An npm project: a folder with a package.json and a package-lock.json. */
export interface NpmProject {
  /** absolute */
  dir: string;
  /** relative to the repository that it is part of, with forward slashes; `.` for its root */
  name: string;
  scripts: Readonly<Record<string, string>>;
}

/** The npm projects of a skeleton or of a stamped repository, the outer ones first. */
export async function npmProjects(repository: string): Promise<NpmProject[]> {
  const listed = await listFiles(repository);
  const lockfiles = listed.filter(file => path.posix.basename(file.path) === 'package-lock.json');
  const projects = lockfiles.map(async ({ path: lockfile }): Promise<NpmProject> => {
    const name = path.posix.dirname(lockfile);
    const dir = path.join(repository, name);
    const { scripts = {} } = JSON.parse(await readFile(path.join(dir, 'package.json'), 'utf8')) as {
      scripts?: Record<string, string>;
    };
    return { dir, name, scripts };
  });
  const all = await Promise.all(projects);
  return all.sort((left, right) => left.name.length - right.name.length);
}
