import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { compilePackages } from '../pack/compile.ts';
import { publishedWorkspaces } from '../pack/workspaces.ts';
import { root } from '../root.mjs';

const REPORT = 'report.api.md';
/** Not the folder that packing uses, so that both can run at the same time. */
const compiled = path.join(root, '.cache', 'api', 'compiled');

/**
 * Compares the exported API of every package with its committed `report.api.md`.
 *
 * @param options - with `check` nothing is written
 * @returns the reports that differ
 */
export async function updateReports({ check }: { check: boolean }): Promise<string[]> {
  await compilePackages(compiled);
  const workspaces = await publishedWorkspaces();
  const folders = workspaces.filter(({ manifest }) => manifest.main).map(({ folder }) => folder);
  const configs = await Promise.all(folders.map(configOf));
  const [first] = configs;
  if (!first) return [];
  // one program for all packages: reading the declarations takes most of the time
  const compilerState = CompilerState.create(first, {
    additionalEntryPoints: configs.map(({ mainEntryPointFilePath }) => mainEntryPointFilePath),
  });
  const options = { localBuild: !check, messageCallback: silence, compilerState };
  return configs
    .filter(config => Extractor.invoke(config, options).apiReportChanged)
    .map(({ reportFilePath }) => reportFilePath);
}

async function configOf(folder: string): Promise<ExtractorConfig> {
  const temporary = path.join(root, '.cache', 'api', folder);
  await mkdir(temporary, { recursive: true });
  const projectFolder = path.join(root, folder);
  const declarations = path.join(compiled, folder, 'src');
  const none = { default: { logLevel: ExtractorLogLevel.None } };
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder,
      newlineKind: 'lf',
      mainEntryPointFilePath: path.join(declarations, 'index.d.ts'),
      compiler: { overrideTsconfig: { compilerOptions, include: [compiled] } },
      apiReport: {
        enabled: true,
        reportFileName: REPORT,
        reportFolder: projectFolder,
        reportTempFolder: temporary,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      // the compiler and the linter report these
      messages: {
        compilerMessageReporting: none,
        extractorMessageReporting: none,
        tsdocMessageReporting: none,
      },
    },
    configObjectFullPath: path.join(projectFolder, 'api-extractor.json'),
    packageJsonFullPath: path.join(projectFolder, 'package.json'),
  });
}

const compilerOptions = {
  target: 'es2023',
  lib: ['ES2024', 'DOM'],
  module: 'preserve',
  moduleResolution: 'bundler',
  jsx: 'react-jsx',
  strict: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  types: ['node'],
  typeRoots: [path.join(root, 'node_modules', '@types')],
};

function silence(message: { handled: boolean }): void {
  message.handled = true;
}
