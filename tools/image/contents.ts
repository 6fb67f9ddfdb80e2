import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';

/** A file of an image. */
export interface ImageFile {
  /** absolute, as the image's process sees it */
  path: string;
  bytes: number;
  uid: number;
  mode: number;
  directory: boolean;
}

/** What an image's files are judged against. */
export interface Expectation {
  /** the user that the image runs as */
  uid: number;
  /** folders that this user may own */
  data: readonly string[];
  /** folders of packages that only development needs */
  developmentPackages: readonly string[];
  /** folders whose sources run as they are, or are handed out */
  sources?: readonly string[];
}

/** A package-lock.json as far as it is looked at here. */
interface Lockfile {
  packages: Record<string, { dev?: boolean; optional?: boolean; devOptional?: boolean }>;
}

/** Every file of an unpacked image, links not followed. */
export async function filesOf(root: string): Promise<ImageFile[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries.map(async entry => {
      const file = path.join(entry.parentPath, entry.name);
      const { size, uid, mode } = await lstat(file);
      const directory = entry.isDirectory();
      return { path: `/${path.relative(root, file)}`, bytes: directory ? 0 : size, uid, mode, directory };
    }),
  );
}

/** The folders in `application` that `npm ci` makes for development, by the lockfile. */
export function developmentPackages(lockfile: Lockfile, application: string): string[] {
  return Object.entries(lockfile.packages)
    .filter(([, { dev, optional, devOptional }]) => dev || optional || devOptional)
    .map(([folder]) => path.posix.join(application, folder));
}

const secrets = /\/(\.env(?!\.example)(\..*)?|\.git|\.netrc|\.aws|id_(rsa|ed25519)|[^/]+\.(key|p12|pfx))$/;
const registrySettings = /\/(\.npmrc|\.yarnrc\.yml)$/;
const sources = /(\.[cm]?tsx?|\.map|\.prisma|\.tsbuildinfo)$/;
// Backstage reads a plugin's config.d.ts when it starts, and the check what a resource of Pulumi outputs
const readDeclarations = /\/config\.d\.ts$|\/node_modules\/@pulumi(verse)?\/(?!.*\/types\/).*\.d\.ts$/;
const tests = /\.(test|spec)\.[cm]?[jt]sx?$/;

/**
 * What should not be in the image, a sentence each; none when all is well. Files that belong to the base image, which is
 * anything outside `/app`, are only judged by their owner and rights.
 */
export function judgeFiles(files: readonly ImageFile[], expected: Expectation): string[] {
  const under = (file: string, folders: readonly string[] = []) =>
    folders.some(folder => file === folder || file.startsWith(`${folder}/`));
  const development = new Set(expected.developmentPackages);
  return files.flatMap(file => {
    const own = file.path.startsWith('/app/');
    const vendored = file.path.includes('/node_modules/');
    const source = !vendored && under(file.path, expected.sources);
    return [
      own && development.has(file.path) && 'is a package for development',
      own && !source && sources.test(file.path) && !readDeclarations.test(file.path) && 'is source',
      own && !source && !vendored && tests.test(file.path) && 'is a test',
      own && secrets.test(file.path) && 'may hold a secret',
      own && !source && registrySettings.test(file.path) && 'may hold a secret',
      file.uid === expected.uid && !under(file.path, expected.data) && 'belongs to the user that runs',
      (file.mode & 0o170000) !== 0o120000 && (file.mode & 0o1002) === 0o002 && 'can be written by everybody',
      !file.directory && (file.mode & 0o6000) !== 0 && 'runs with the rights of its owner',
    ]
      .filter(reason => reason !== false)
      .map(reason => `${file.path} ${reason}`);
  });
}

/** Variables of the image that look like a secret, by name. */
export function judgeVariables(env: readonly string[]): string[] {
  return env
    .map(line => line.split('=')[0] ?? '')
    .filter(name => /PASSWORD|SECRET|TOKEN|CREDENTIAL|PRIVATE|_KEY|DSN|DATABASE_URL/i.test(name))
    .map(name => `the variable ${name} looks like a secret`);
}

/** A part of an image and its size. */
export interface Part {
  name: string;
  bytes: number;
  files: number;
}

/**
 * Adds the files up by part; each file counts for the first part whose folder holds it.
 *
 * @param parts names and the folders they stand for, the last one for the rest being `/`
 */
export function sizeByPart(
  files: readonly ImageFile[],
  parts: readonly [name: string, folder: string][],
): Part[] {
  const sums = parts.map(([name]) => ({ name, bytes: 0, files: 0 }));
  for (const file of files.filter(({ directory }) => !directory)) {
    const part =
      sums[
        parts.findIndex(
          ([, folder]) => file.path === folder || file.path.startsWith(folder.replace(/\/?$/, '/')),
        )
      ];
    if (!part) continue;
    part.bytes += file.bytes;
    part.files += 1;
  }
  return sums.filter(({ files: count }) => count > 0);
}

/** The `count` largest packages of a `node_modules` folder, and the others as one part. */
export function largestPackages(files: readonly ImageFile[], modules: string, count: number): Part[] {
  const packages = new Set(
    files.flatMap(file => {
      const [, name] = new RegExp(`^${modules}/(@[^/]+/[^/]+|[^@./][^/]*)/`).exec(file.path) ?? [];
      return name ?? [];
    }),
  );
  const sizes = sizeByPart(
    files,
    [...packages].map(name => [name, `${modules}/${name}`]),
  ).sort((a, b) => b.bytes - a.bytes);
  const others = sizes.slice(count);
  const sum = (key: 'bytes' | 'files') => others.reduce((total, part) => total + part[key], 0);
  return [
    ...sizes.slice(0, count),
    { name: `${others.length} others`, bytes: sum('bytes'), files: sum('files') },
  ];
}
