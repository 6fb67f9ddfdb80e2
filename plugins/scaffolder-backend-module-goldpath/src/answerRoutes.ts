import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { AuditorService, BackstageCredentials, HttpAuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  type CompoundEntityRef,
  type Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { deserializeDirectoryContents } from '@backstage/plugin-scaffolder-node';
import { type AnswerValidator, InvalidAnswersError } from '@goldpath/plugin-goldpath-node';
import express, { type Request, type Router } from 'express';
import promiseRouter from 'express-promise-router';

/** The services that {@link answerRoutes} uses. */
export interface AnswerRoutesDeps {
  validator: Pick<AnswerValidator, 'validate'>;
  catalog: CatalogService;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
}

/** The body of a request for a task or a dry run, as far as it is used here. A client can send any value. */
interface TaskBody {
  templateRef?: unknown;
  template?: unknown;
  values?: unknown;
  directoryContents?: unknown;
}

/** A file of a dry run. */
interface SerializedFile {
  path: string;
  base64Content: string;
}

/* eslint-disable @typescript-eslint/no-misused-promises -- express-promise-router accepts handlers that return a promise */
/**
 * Routes in front of the scaffolder's own routes with the same paths. They refuse invalid answers with
 * {@link InvalidAnswersError}. Every other request continues to the scaffolder, which reports its problems.
 */
export function answerRoutes(deps: AnswerRoutesDeps): Router {
  const { catalog, httpAuth } = deps;
  // The scaffolder does not parse a parsed body again, so it runs the same values that are validated here.
  const parse = express.json({ limit: '10MB' });
  const router = promiseRouter();

  router.post('/v2/tasks', parse, async request => {
    const credentials = await httpAuth.credentials(request);
    const ref = templateRefOf(bodyOf(request).templateRef);
    const entity = ref && (await catalog.getEntityByRef(ref, { credentials }));
    if (entity) {
      const meta = { actionType: 'create', templateRef: stringifyEntityRef(ref) };
      await refuseInvalid(request, entity, credentials, meta, deps);
    }
    return 'next';
  });

  router.post('/v2/dry-run', parse, async request => {
    const credentials = await httpAuth.credentials(request);
    const { template, directoryContents } = bodyOf(request);
    if (!isEntity(template) || !areFiles(directoryContents)) return 'next';
    await inFolder(directoryContents, async folder => {
      const { namespace = 'default', name } = template.metadata;
      const meta = { actionType: 'dry-run', templateRef: `template:${namespace}/${name}` };
      await refuseInvalid(request, locatedIn(folder, template), credentials, meta, deps);
    });
    return 'next';
  });

  return router;
}
/* eslint-enable @typescript-eslint/no-misused-promises */

/**
 * Leaves only the answers in a request that the form asks for.
 *
 * @throws InvalidAnswersError when an answer is not valid; the refusal is audited
 */
async function refuseInvalid(
  request: Request,
  entity: Entity,
  credentials: BackstageCredentials,
  meta: { actionType: string; templateRef: string },
  { validator, auditor }: Pick<AnswerRoutesDeps, 'validator' | 'auditor'>,
): Promise<void> {
  const body = bodyOf(request);
  const { problems, asked } = await validator.validate(entity, body.values, credentials);
  body.values = asked;
  if (problems.length === 0) return;
  const error = new InvalidAnswersError(problems);
  const event = await auditor.createEvent({ eventId: 'task', severityLevel: 'medium', request, meta });
  await event.fail({ error });
  throw error;
}

/** Writes the files of a dry run into a temporary folder, which is removed after the work. */
async function inFolder(
  files: readonly SerializedFile[],
  work: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'goldpath-dry-run-'));
  try {
    await deserializeDirectoryContents(
      folder,
      files.map(file => ({ ...file, content: Buffer.from(file.base64Content, 'base64') })),
    );
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function locatedIn(folder: string, template: Entity): Entity {
  const annotations = { [ANNOTATION_LOCATION]: `file:${path.join(folder, 'template.yaml')}` };
  return { ...template, metadata: { ...template.metadata, annotations } };
}

function bodyOf({ body }: Request): TaskBody {
  return (body ?? {}) as TaskBody;
}

function templateRefOf(value: unknown): CompoundEntityRef | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    const ref = parseEntityRef(value, { defaultKind: 'template' });
    return ref.kind.toLowerCase() === 'template' ? ref : undefined;
  } catch {
    // the scaffolder refuses it
    return undefined;
  }
}

/** Only the parts that are used here are checked; the scaffolder validates the whole template. */
function isEntity(value: unknown): value is Entity {
  return isObject(value) && isObject(value.metadata);
}

function areFiles(value: unknown): value is SerializedFile[] {
  const isFile = (file: unknown) =>
    isObject(file) && typeof file.path === 'string' && typeof file.base64Content === 'string';
  return Array.isArray(value) && value.every(isFile);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
