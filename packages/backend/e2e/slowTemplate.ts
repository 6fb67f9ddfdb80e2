import path from 'node:path';
import { writeTinyTemplate } from '@goldpath/plugin-goldpath-node/testing';
import {
  publishLocalExamples,
  stampExamples,
} from '@goldpath/plugin-scaffolder-backend-module-goldpath/examples';
import { root } from '../../../tools/root.mjs';

/** The template that {@link writeSlowTemplate} writes. */
export const slowTemplate = 'template:default/slow-service';

/**
 * Writes a template with a step that is long enough for its portal to be killed meanwhile.
 *
 * @param folder - that it is written into
 * @param seconds - of the step, whose id is `wait`
 * @returns the locations of a catalog with the organization and the template
 */
export async function writeSlowTemplate(folder: string, seconds: number): Promise<object[]> {
  const wait = `steps:
  - id: wait
    name: Take some time
    action: debug:wait
    input:
      seconds: ${seconds}
`;
  const manifest = await writeTinyTemplate(path.join(folder, 'slow-service'), 'slow-service', [
    ...stampExamples,
    { example: wait },
    ...publishLocalExamples,
  ]);
  return [
    { type: 'file', target: path.join(root, 'catalog', 'all.yaml') },
    { type: 'file', target: manifest, rules: [{ allow: ['Template'] }] },
  ];
}
