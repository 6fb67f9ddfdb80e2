import { AnswersError, type Manifest, type Template } from '@goldpath/template';
import { type NewAnswers, newQuestions } from './newQuestions.ts';
import { render } from './render.ts';
import { hasDifferences, type TeamRender, withTeamFiles } from './teamFiles.ts';

/**
 * Stamps a version of a template for a service, without the files of its team. Answers that a portal offers are used when the
 * version changes the service without them too, or needs them: a service whose files would stay the same stays current when a
 * portal begins to offer an answer.
 *
 * @param recorded - the service's manifest
 * @param exists - whether the service has a file, by its path from the service's folder
 * @throws AnswersError when the form refuses the answers
 */
export function renderForService(
  template: Template,
  recorded: Manifest,
  added: NewAnswers,
  exists: (file: string) => boolean,
): TeamRender {
  const rendered = ({ answers = {}, offered = {} }: NewAnswers) =>
    withTeamFiles(recorded, render(template, recorded.answers, { answers, offered }), exists);
  const questions = newQuestions(template, recorded.answers, added);
  if (questions.every(({ source }) => source !== 'offered')) return rendered(added);
  const alone = unlessRefused(() => rendered({ ...added, offered: {} }));
  return alone && !hasDifferences(recorded, alone) ? alone : rendered(added);
}

function unlessRefused(work: () => TeamRender): TeamRender | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof AnswersError) return undefined;
    throw error;
  }
}
