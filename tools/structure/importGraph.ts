import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../root.mjs';

/** A module that a file imports: a file of this repository, or a package with the names imported from it. */
export interface Import {
  /** relative to the root of the repository, with `/`, or the name of a package or builtin module */
  module: string;
  /** the text between `import` and `from` */
  names: string;
}

const declaration =
  /^\s*(?:import|export)\s+(?!type\b)([^'";]*?)\s*\bfrom\s*'([^']+)'|^\s*import\s+'([^']+)'|\bimport\(\s*'([^']+)'/gm;

/** The packages of this repository: the source file of each entry of `exports`, by `<package>` or `<package>/<entry>`. */
function workspaceEntries(): Map<string, string> {
  const entries = new Map<string, string>();
  for (const file of globSync('{packages/*,plugins/*,policies}/package.json', { cwd: root })) {
    const folder = path.dirname(file);
    const manifest = JSON.parse(readFileSync(path.join(root, file), 'utf8')) as {
      name: string;
      main?: string;
      exports?: Record<string, string>;
    };
    const { name, main = 'src/index.ts', exports = { '.': main } } = manifest;
    for (const [entry, target] of Object.entries(exports))
      entries.set(path.posix.join(name, entry), path.posix.join(folder, target));
  }
  return entries;
}

/** The imports of the files in this repository, without those of types only. Each file is read once. */
export class ImportGraph {
  readonly #entries = workspaceEntries();
  readonly #imports = new Map<string, Import[]>();

  /** The modules that a file imports when it runs. */
  importsOf(file: string): Import[] {
    let imports = this.#imports.get(file);
    if (!imports) {
      imports = this.#read(file);
      this.#imports.set(file, imports);
    }
    return imports;
  }

  #read(file: string): Import[] {
    // TypeScript reports imports of missing files
    if (!/\.[cm]?[jt]sx?$/.test(file) || !existsSync(path.join(root, file))) return [];
    const text = readFileSync(path.join(root, file), 'utf8');
    return [...text.matchAll(declaration)].map(([, names = '', from, bare, dynamic]) => ({
      module: this.#resolve(file, from ?? bare ?? dynamic ?? ''),
      names,
    }));
  }

  #resolve(file: string, specifier: string): string {
    if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(file), specifier);
    return this.#entries.get(specifier) ?? specifier;
  }
}
