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

/** The requirements for the files of an image. */
export interface Expectation {
  /** the user that the image runs as */
  uid: number;
  /** folders that this user may own */
  data: readonly string[];
  /** folders of packages that only development needs */
  developmentPackages: readonly string[];
  /** folders whose sources are executed, or given to users */
  sources?: readonly string[];
}

/** The parts of a package-lock.json that are read here. */
export interface Lockfile {
  packages: Record<string, { dev?: boolean; optional?: boolean; devOptional?: boolean }>;
}

/** Every file of an unpacked image, without following links. */
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

/** The folders in `application` that `npm ci` installs only for development, according to the lockfile. */
export function developmentPackages(lockfile: Lockfile, application: string): string[] {
  return Object.entries(lockfile.packages)
    .filter(([, { dev, optional, devOptional }]) => dev || optional || devOptional)
    .map(([folder]) => path.posix.join(application, folder));
}

const secrets = /\/(\.env(?!\.example)(\..*)?|\.git|\.netrc|\.aws|id_(rsa|ed25519)|[^/]+\.(key|p12|pfx))$/;
const registrySettings = /\/(\.npmrc|\.yarnrc\.yml)$/;
const sources = /(\.[cm]?tsx?|\.map|\.prisma|\.tsbuildinfo)$/;
// Backstage reads a plugin's config.d.ts when it starts, and the check reads the outputs of Pulumi's resources
const readDeclarations = /\/config\.d\.ts$|\/node_modules\/@pulumi(verse)?\/(?!.*\/types\/).*\.d\.ts$/;
const tests = /\.(test|spec)\.[cm]?[jt]sx?$/;

/** A file of an image with the places that decide which requirements apply. */
interface PlacedFile extends ImageFile {
  /** whether the image's own build has added it, and not the base image */
  own: boolean;
  vendored: boolean;
  /** whether its sources may be in the image */
  source: boolean;
}

/** The requirements: a file that one applies to has the problem. */
const problems: readonly [problem: string, applies: (file: PlacedFile, expected: Expectation) => boolean][] =
  [
    [
      'is a package for development',
      (file, { developmentPackages: packages }) => file.own && packages.includes(file.path),
    ],
    [
      'is source',
      file => file.own && !file.source && sources.test(file.path) && !readDeclarations.test(file.path),
    ],
    ['is a test', file => file.own && !file.source && !file.vendored && tests.test(file.path)],
    ['may hold a secret', file => file.own && secrets.test(file.path)],
    ['may hold a secret', file => file.own && !file.source && registrySettings.test(file.path)],
    ['belongs to the user that runs', (file, { uid, data }) => file.uid === uid && !isIn(file.path, data)],
    [
      'can be written by every user',
      ({ mode }) => (mode & 0o170000) !== 0o120000 && (mode & 0o1002) === 0o002,
    ],
    ['runs with the rights of its owner', ({ directory, mode }) => !directory && (mode & 0o6000) !== 0],
  ];

function isIn(file: string, folders: readonly string[] = []): boolean {
  return folders.some(folder => file === folder || file.startsWith(`${folder}/`));
}

/**
 * The problems of the files in an image, as sentences. Files of the base image, which are those outside `/app`, are only
 * checked for their owner and mode.
 */
export function fileProblems(files: readonly ImageFile[], expected: Expectation): string[] {
  return files.flatMap(file => {
    const vendored = file.path.includes('/node_modules/');
    const source = !vendored && isIn(file.path, expected.sources);
    const placed = { ...file, own: file.path.startsWith('/app/'), vendored, source };
    return problems
      .filter(([, applies]) => applies(placed, expected))
      .map(([problem]) => `${file.path} ${problem}`);
  });
}

/** Variables of the image whose names look like those of secrets. */
export function suspiciousVariables(env: readonly string[]): string[] {
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
 * Adds up the sizes by part; each file counts for the first part whose folder contains it.
 *
 * @param parts - names and folders; the folder of the last one is `/`, for all other files
 */
export function sizeByPart(
  files: readonly ImageFile[],
  parts: readonly [name: string, folder: string][],
): Part[] {
  const sums = parts.map(([name, folder]) => ({
    name,
    folder: folder.replace(/\/$/, ''),
    bytes: 0,
    files: 0,
  }));
  for (const file of files.filter(({ directory }) => !directory)) {
    const part = sums.find(({ folder }) => isIn(file.path, [folder]));
    if (!part) continue;
    part.bytes += file.bytes;
    part.files += 1;
  }
  return sums.filter(part => part.files > 0).map(({ folder: _, ...part }) => part);
}

/** The `count` largest packages of a `node_modules` folder, and the other packages as one part. */
export function largestPackages(files: readonly ImageFile[], modules: string, count: number): Part[] {
  const inPackage = new RegExp(`^${modules}/(@[^/]+/[^/]+|[^@./][^/]*)/`);
  const names = files.map(file => inPackage.exec(file.path)?.[1]);
  const packages = new Set(names.filter(name => name !== undefined));
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
