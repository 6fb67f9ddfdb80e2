import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ANNOTATION_LOCATION, type Entity, getEntitySourceLocation } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { JsonObject } from '@backstage/types';
import { type AnswerProblem, loadTemplate, type Template } from '@goldpath/plugin-goldpath-node';
import { type Destinations, destinationProblems } from './destinationProblems.ts';
import { judgeAnswers, soundTexts } from './judgeAnswers.ts';
import { readRemote, type RemoteReading } from './readRemote.ts';
import { explained } from './stepError.ts';
import { localFolder, type RemoteReader, unknownPlace } from './templateFolder.ts';

/** Judges the answers to templates of the catalog before they run. */
export class AnswerJudge {
  readonly #deps: RemoteReader & Destinations & { catalog: CatalogService };
  /** by the address of the folder */
  readonly #remote = new Map<string, RemoteReading<Template>>();

  constructor(deps: RemoteReader & Destinations & { catalog: CatalogService }) {
    this.#deps = deps;
  }

  /**
   * Judges answers by the template's schema, the catalog and the destination.
   *
   * @param entity - the template; one that `goldpath:stamp` does not stamp, or not from the answers as they are, has no
   * problem here
   * @param answers - anything; what a request held
   * @returns one problem per field at most
   * @throws StepError when the template itself is not fit to be used
   */
  async judge(entity: Entity, answers: unknown, credentials: BackstageCredentials): Promise<AnswerProblem[]> {
    const steps = stepsOf(entity);
    const folder = stampedFolder(steps);
    if (folder === undefined) return [];
    const template = await explained(() => this.#load(entity, folder));
    const problems = await judgeAnswers(template, answers, this.#deps.catalog, credentials);
    const actions = new Set(steps.map(({ action }) => String(action)));
    const sound = soundTexts(answers, problems);
    return [...problems, ...(await destinationProblems(actions, sound, this.#deps))];
  }

  async #load(entity: Entity, relative: string): Promise<Template> {
    const { type, target } = placeOf(entity);
    if (type === 'file') return loadTemplate(localFolder(`file://${target}`, relative));
    const { integrations, reader } = this.#deps;
    const url = integrations.resolveUrl({ url: relative, base: target });
    const reading = await readRemote(url, reader, this.#remote.get(url), loadTemplate);
    this.#remote.set(url, reading);
    return reading.value;
  }
}

function placeOf(entity: Entity): { type: string; target: string } {
  if (entity.metadata.annotations?.[ANNOTATION_LOCATION]) {
    const place = getEntitySourceLocation(entity);
    if (place.type === 'file' || place.type === 'url') return place;
  }
  throw unknownPlace();
}

function stepsOf({ spec }: Entity): JsonObject[] {
  const steps = Array.isArray(spec?.steps) ? spec.steps : [];
  return steps.filter(step => typeof step === 'object' && step !== null) as JsonObject[];
}

/** The folder whose template is stamped from the answers as they are, when that can be known before the run. */
function stampedFolder(steps: readonly JsonObject[]): string | undefined {
  const stamp = steps.find(({ action }) => action === 'goldpath:stamp');
  if (!stamp || stamp.if !== undefined || stamp.each !== undefined) return undefined;
  const { answers, template = '.' } = (stamp.input ?? {}) as JsonObject;
  const isAsTheyAre = typeof answers === 'string' && /^\$\{\{\s*parameters\s*\}\}$/.test(answers.trim());
  return isAsTheyAre && typeof template === 'string' && !template.includes('${{') ? template : undefined;
}
