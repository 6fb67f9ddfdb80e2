import type { Entity } from '@backstage/catalog-model';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { completeAnswers, preview, previewFile, PreviewHost, type PreviewPart } from '@goldpath/preview';
import { withPortalAnswers, withStepErrors } from '@goldpath/plugin-goldpath-node';
import { type Answers, stampTree } from '@goldpath/template';
import pLimit from 'p-limit';
import type { StampedTemplates } from './StampedTemplates.ts';
import { zipTree } from './zipTree.ts';

/** Each writes a repository into a temporary folder. */
const CONCURRENT = 2;

/** Further requests are refused: an answer would come too late for the person at the form. */
const WAITING = 20;

/** Previews the services that the templates of the catalog would make. */
export class Previews {
  readonly #deps: { templates: StampedTemplates; answers: Answers };
  readonly #host = new PreviewHost();
  readonly #limit = pLimit(CONCURRENT);

  /** @param deps - `answers` are the portal's own, by field */
  constructor(deps: { templates: StampedTemplates; answers: Answers }) {
    this.#deps = deps;
  }

  /**
   * Previews a service.
   *
   * @param given - the answers so far; the portal's own are added
   * @param receive - receives each part as soon as it is known
   * @param signal - ends the preview, as soon as its program has ended
   * @throws ServiceUnavailableError when too many previews are waiting
   */
  async preview(
    entity: Entity,
    given: unknown,
    receive: (part: PreviewPart) => void,
    signal: AbortSignal,
  ): Promise<void> {
    if (this.#limit.pendingCount >= WAITING)
      throw new ServiceUnavailableError('Too many previews are waiting; try again in a few seconds');
    await this.#limit(async () => {
      signal.throwIfAborted();
      const { template, steps } = await this.#deps.templates.load(entity);
      const answers = withPortalAnswers(template, given, this.#deps.answers);
      const parts = preview(template, answers, { steps, signal, host: this.#host });
      await withStepErrors(async () => {
        for await (const part of parts) receive(part);
      });
    });
  }

  /**
   * The text of one file of a preview.
   *
   * @throws NotFoundError when it is not among the files
   */
  async file(entity: Entity, given: unknown, path: string): Promise<{ text?: string }> {
    const { template } = await this.#deps.templates.load(entity);
    const { answers } = completeAnswers(template, withPortalAnswers(template, given, this.#deps.answers));
    const file = await withStepErrors(() => previewFile(template, answers, path));
    if (!file) throw new NotFoundError(`${path} is not among the files of the preview`);
    return file.text === undefined ? {} : { text: file.text };
  }

  /** All files of a preview as a ZIP archive, in a folder with the name of the service. */
  async archive(entity: Entity, given: unknown): Promise<{ name: string; content: Buffer }> {
    const { template } = await this.#deps.templates.load(entity);
    const { answers } = completeAnswers(template, withPortalAnswers(template, given, this.#deps.answers));
    const name = typeof answers.name === 'string' ? answers.name : template.id;
    const tree = await withStepErrors(() => Promise.resolve(stampTree(template, answers)));
    return { name, content: await zipTree(tree, name) };
  }

  /** Ends the process that executes programs. */
  stop(): void {
    this.#host.stop();
  }
}
