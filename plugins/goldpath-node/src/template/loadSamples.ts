import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { validateAnswers } from '../answers/validateAnswers.ts';
import { TemplateError } from '../errors.ts';
import { readYaml } from '../source/readYaml.ts';
import { type Answers, type Sample, SKELETON_SAMPLE } from './template.ts';

/**
 * Reads `samples/*.yaml` and judges them as answers.
 *
 * @throws TemplateError when one is not fit, or the sample of the skeleton is missing
 */
export async function loadSamples(dir: string, answersSchema: object): Promise<Sample[]> {
  const entries = await readdir(path.join(dir, 'samples')).catch(() => []);
  const files = entries.filter(file => file.endsWith('.yaml')).sort();
  const skeleton = `${SKELETON_SAMPLE}.yaml`;
  const purpose = 'the answers whose values stand in the skeleton';
  if (!files.includes(skeleton)) await readYaml(dir, `samples/${skeleton}`, purpose);

  return Promise.all(
    files.map(async entry => {
      const file = `samples/${entry}`;
      const yaml = await readYaml(dir, file, 'a set of answers');
      const problems = validateAnswers({ answersSchema }, yaml.value).map(({ field, message }) => ({
        file,
        line: yaml.lineOf([field]),
        message: `${field} ${message}`,
      }));
      if (problems.length > 0) throw new TemplateError(problems);
      return { name: path.basename(entry, '.yaml'), answers: yaml.value as Answers };
    }),
  );
}
