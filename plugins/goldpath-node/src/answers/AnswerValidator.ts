import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { type AnswerProblem, type Answers, loadTemplate, type Template } from '@goldpath/template';
import { askedAnswers } from '@goldpath/template/form';
import { readRemote, type RemoteReading } from '../readRemote.ts';
import { withStepErrors } from '../stepError.ts';
import { localFolder, type RemoteReader } from '../templateFolder.ts';
import { destinationProblems, type Destinations } from './destinationProblems.ts';
import { withPortalAnswers } from './portalAnswers.ts';
import { locationOf, stampedFolder, stepsOf } from './stampedTemplate.ts';
import { validateInCatalog, validStrings } from './validateInCatalog.ts';

type Deps = RemoteReader &
  Destinations & {
    catalog: CatalogService;
    /** the portal's own answers, by field */
    answers: Answers;
  };

/** Answers to a template, and their problems. */
export interface ValidatedAnswers {
  /** at most one problem for each field */
  problems: AnswerProblem[];
  /** the given answers to fields that the form shows with the others: the form keeps those to fields that it has hidden since */
  asked: unknown;
}

/** Validates the answers to templates of the catalog before they run. */
export class AnswerValidator {
  readonly #deps: Deps;
  /** by the URL of the folder */
  readonly #remote = new Map<string, RemoteReading<Template>>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * Validates answers against the template's schema, the catalog and the destination.
   *
   * @param entity - the template; there are no problems when `goldpath:stamp` does not stamp it, or changes the answers first
   * @param given - the content of a request: any value; the portal's own answers are added
   * @throws StepError when the template itself is not valid
   */
  async validate(
    entity: Entity,
    given: unknown,
    credentials: BackstageCredentials,
  ): Promise<ValidatedAnswers> {
    const steps = stepsOf(entity);
    const folder = stampedFolder(steps);
    if (folder === undefined) return { problems: [], asked: given };
    const template = await withStepErrors(() => this.#load(entity, folder));
    const answers = asked(template, withPortalAnswers(template, given, this.#deps.answers));
    const problems = await validateInCatalog(template, answers, this.#deps.catalog, credentials);
    const actions = new Set(steps.map(({ action }) => (typeof action === 'string' ? action : '')));
    const valid = validStrings(answers, problems);
    return {
      problems: [...problems, ...(await destinationProblems(actions, valid, this.#deps))],
      asked: without(given, answers),
    };
  }

  async #load(entity: Entity, relative: string): Promise<Template> {
    const { type, target } = locationOf(entity);
    if (type === 'file') return loadTemplate(localFolder(`file://${target}`, relative));
    const { integrations, reader } = this.#deps;
    const url = integrations.resolveUrl({ url: relative, base: target });
    const reading = await readRemote(url, reader, this.#remote.get(url), loadTemplate);
    this.#remote.set(url, reading);
    return reading.value;
  }
}

/** The answers that the form asks for; a value that is not a list of answers is returned unchanged. */
function asked(template: Template, answers: unknown): unknown {
  return isObject(answers) ? askedAnswers(template, answers as Answers) : answers;
}

/** The given answers without those to other fields. */
function without(given: unknown, answers: unknown): unknown {
  if (!isObject(given) || !isObject(answers)) return given;
  return Object.fromEntries(Object.entries(given).filter(([field]) => Object.hasOwn(answers, field)));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
