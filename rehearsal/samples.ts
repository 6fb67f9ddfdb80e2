import { existsSync, globSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { x } from 'tinyexec';
import { type Project, readProject } from '../tools/checks/skeletons.ts';
import { root } from '../tools/root.mjs';
import { samplesFolder } from './folders.ts';

/**
 * Stamps every sample of every template with the command line, and returns the projects. The sample with the values of the
 * skeleton is left out: `npm test` runs the skeleton itself.
 *
 * @throws Error with the output of the command line when a sample cannot be stamped
 */
export async function stampSamples(): Promise<Project[]> {
  await rm(samplesFolder, { recursive: true, force: true });
  const samples = globSync('templates/*/samples/*.yaml', { cwd: root }).sort();
  const projects: Project[] = [];
  for (const sample of samples.filter(file => path.basename(file) !== 'skeleton.yaml')) {
    const [, template = ''] = sample.split(path.sep);
    const name = path.join(template, path.basename(sample, '.yaml'));
    const to = path.join(samplesFolder, name);
    const cli = path.join(root, 'packages/cli/bin/goldpath.mjs');
    const args = [cli, 'stamp', template, '--answers', path.join(root, sample), '--to', to];
    await x(process.execPath, args, { throwOnError: true, nodeOptions: { cwd: root } });
    for (const project of [to, path.join(to, 'infra')]) {
      if (existsSync(path.join(project, 'package.json')))
        projects.push(await readProject(project, path.relative(samplesFolder, project)));
    }
  }
  return projects;
}
