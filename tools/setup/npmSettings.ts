import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { npm } from '../npm.mjs';
import { registrySettings } from './npmrc.ts';

/** The settings that `npm config list --json` prints, which leaves out secrets. */
export interface NpmConfig {
  registry: string;
  proxy?: string | null;
  'https-proxy'?: string | null;
  noproxy?: string | string[];
  ca?: string | string[] | null;
  cafile?: string | null;
  'strict-ssl'?: boolean;
  globalconfig?: string;
  userconfig?: string;
  /** the registries of scopes */
  [scope: `@${string}:registry`]: string;
}

/** The settings of npm that concern its network, from its files and the environment. */
export interface NpmSettings {
  config: NpmConfig;
  /** the settings of single registries, such as `//registry.example.com/:_authToken` */
  registries: Record<string, string>;
  /** from the environment, where npm's settings have none */
  proxies: { http?: string; https?: string; exceptions?: string };
}

/**
 * Reads the settings that npm uses in a folder.
 *
 * @throws an Error of one line when npm cannot read its settings
 */
export async function npmSettings(
  folder: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<NpmSettings> {
  const config = JSON.parse(await npm(['config', 'list'], { cwd: folder, env })) as NpmConfig;
  // the order of precedence in npm: later files override earlier ones, and the environment overrides all
  const files = [config.globalconfig, config.userconfig, path.join(folder, '.npmrc')];
  const registries: Record<string, string> = {};
  for (const file of files) {
    if (file === undefined) continue;
    Object.assign(registries, registrySettings(await readIfExists(file), env));
  }
  for (const [name, value] of Object.entries(env)) {
    const [, key] = /^npm_config_(\/\/.+)$/i.exec(name) ?? [];
    if (key && value) registries[key] = value;
  }
  return { config, registries, proxies: environmentProxies(env) };
}

/** The proxies in the environment, by npm's rules: names in any case, and that for https serves http too. */
function environmentProxies(env: NodeJS.ProcessEnv): NpmSettings['proxies'] {
  const value = (name: string) => env[name.toUpperCase()] || env[name] || undefined;
  const https = value('https_proxy');
  return {
    https,
    http: https ?? value('http_proxy') ?? value('proxy'),
    exceptions: value('no_proxy'),
  };
}

async function readIfExists(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
}
