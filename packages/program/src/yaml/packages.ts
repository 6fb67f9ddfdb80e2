import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { firstValue, parseYaml, YamlError, type YamlSource } from '@goldpath/diagnostics';
import { ProgramError } from '../programError.ts';

type Values = Record<string, unknown>;

/** A component that a package in the language of Pulumi YAML declares. */
export interface YamlComponent {
  /** its inputs, variables, resources and outputs */
  declaration: Values;
  /** the file that declares it */
  entry: string;
  source: YamlSource;
  /** the keys that lead to the declaration */
  keys: readonly string[];
}

/** The packages that a program names by a folder or a URL, which contain components. */
export interface Packages {
  names: ReadonlySet<string>;
  /** the components whose declaration is available, by `package:Name` */
  components: ReadonlyMap<string, YamlComponent>;
}

/** The manifest of a package that is distributed as source. */
const PLUGIN_FILE = 'PulumiPlugin.yaml';

/**
 * Reads the packages of a program, in which `packages` has a folder or a URL by name.
 *
 * Source: https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-component-reference/, looked up 2026-11-30.
 *
 * @param dir absolute path of the program's folder
 * @throws ProgramError when the manifest of a package is not valid YAML
 */
export async function readPackages({ packages = {} }: Values, dir: string): Promise<Packages> {
  const sources = Object.entries(packages as Values).map(([name, value]) => [name, sourceOf(value)] as const);
  const withComponents = sources.filter(([, source]) =>
    /^(?:\.{0,2}\/|https?:|git|github\.com)/.test(source),
  );
  const components = new Map<string, YamlComponent>();
  for (const [name, source] of withComponents) {
    const entry = path.resolve(dir, source, PLUGIN_FILE);
    for (const [component, found] of await componentsIn(entry, dir))
      components.set(`${name}:${component}`, found);
  }
  return { names: new Set(withComponents.map(([name]) => name)), components };
}

/** A package is a string, or an object with its source. */
function sourceOf(value: unknown): string {
  const { source } = (typeof value === 'object' && value !== null ? value : { source: value }) as Values;
  return typeof source === 'string' ? source : '';
}

/** Returns the components of a package; none when it is not a folder, or in another language. */
async function componentsIn(entry: string, dir: string): Promise<[string, YamlComponent][]> {
  const text = await readFile(entry, 'utf8').catch(() => undefined);
  if (text === undefined) return [];
  const source = parse(text, path.relative(dir, entry));
  const { runtime, components = {} } = (firstValue(source) ?? {}) as Values;
  const language = typeof runtime === 'object' && runtime !== null ? (runtime as Values).name : runtime;
  if (language !== 'yaml') return [];
  return Object.entries(components as Values).map(([name, declaration]) => [
    name,
    { declaration: (declaration ?? {}) as Values, entry, source, keys: ['components', name] },
  ]);
}

/**
 * Parses a file of Pulumi YAML.
 *
 * @param file its name in the message
 * @throws ProgramError when it is not valid YAML
 */
export function parse(text: string, file: string): YamlSource {
  try {
    return parseYaml(text);
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new ProgramError(`invalid YAML: ${error.message}; fix the syntax.`, { file, line: error.line });
  }
}
