import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { AuditorService, BackstageCredentials, HttpAuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  type Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { deserializeDirectoryContents } from '@backstage/plugin-scaffolder-node';
import express, { type Request, type Router } from 'express';
import promiseRouter from 'express-promise-router';
import type { AnswerJudge } from './AnswerJudge.ts';
import { RefusedAnswers } from './stepError.ts';

/** What {@link answerRoutes} asks. */
export interface AnswerRoutesDeps {
  judge: AnswerJudge;
  catalog: CatalogService;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
}

/**
 * Routes that stand before the scaffolder's own of the same paths, and refuse bad answers with {@link RefusedAnswers}.
 * What they do not understand they leave to the scaffolder, which tells what is wrong with the request.
 */
export function answerRoutes({ judge, catalog, httpAuth, auditor }: AnswerRoutesDeps): Router {
  const refuse = async (
    request: Request,
    meta: { actionType: 'create' | 'dry-run'; templateRef: string },
    entity: Entity,
    credentials: BackstageCredentials,
  ) => {
    const problems = await judge.judge(entity, request.body.values, credentials);
    if (problems.length === 0) return;
    const error = new RefusedAnswers(problems);
    const event = await auditor.createEvent({ eventId: 'task', severityLevel: 'medium', request, meta });
    await event.fail({ error });
    throw error;
  };
  // the scaffolder does not parse again what is parsed, and judges the same objects
  const parse = express.json({ limit: '10MB' });
  const router = promiseRouter();

  router.post('/v2/tasks', parse, async request => {
    const credentials = await httpAuth.credentials(request);
    const ref = templateRefOf(request.body?.templateRef);
    const entity = ref && (await catalog.getEntityByRef(ref, { credentials }));
    if (entity) {
      const meta = { actionType: 'create', templateRef: stringifyEntityRef(ref) } as const;
      await refuse(request, meta, entity, credentials);
    }
    return 'next';
  });

  router.post('/v2/dry-run', parse, async request => {
    const credentials = await httpAuth.credentials(request);
    const { template, directoryContents } = request.body ?? {};
    if (!template?.metadata || !isContents(directoryContents)) return 'next';
    const folder = await mkdtemp(path.join(os.tmpdir(), 'goldpath-dry-run-'));
    try {
      await deserializeDirectoryContents(
        folder,
        directoryContents.map(file => ({ ...file, content: Buffer.from(file.base64Content, 'base64') })),
      );
      const annotations = { [ANNOTATION_LOCATION]: `file:${path.join(folder, 'template.yaml')}` };
      const { namespace = 'default', name } = template.metadata;
      const meta = { actionType: 'dry-run', templateRef: `template:${namespace}/${name}` } as const;
      const entity = { ...template, metadata: { ...template.metadata, annotations } };
      await refuse(request, meta, entity, credentials);
      return 'next';
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  return router;
}

function templateRefOf(text: unknown) {
  try {
    const ref = parseEntityRef(text as string, { defaultKind: 'template' });
    return ref.kind.toLowerCase() === 'template' ? ref : undefined;
  } catch {
    return undefined;
  }
}

function isContents(value: unknown): value is { path: string; base64Content: string }[] {
  return (
    Array.isArray(value) &&
    value.every(file => typeof file?.path === 'string' && typeof file?.base64Content === 'string')
  );
}
