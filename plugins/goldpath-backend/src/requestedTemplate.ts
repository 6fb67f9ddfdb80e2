import type { BackstageCredentials, HttpAuthService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ValidateRequest } from '@goldpath/plugin-goldpath-common';
import type { Request } from 'express';

/** The template that a request is about, its answers, and the credentials of the user. */
export async function requestedTemplate(
  request: Request,
  { catalog, httpAuth }: { catalog: CatalogService; httpAuth: HttpAuthService },
): Promise<{ credentials: BackstageCredentials; entity: Entity; answers: ValidateRequest['answers'] }> {
  const credentials = await httpAuth.credentials(request, { allow: ['user'] });
  const { templateRef, answers } = parseRequest(request.body);
  const entity = await catalog.getEntityByRef(templateRef, { credentials });
  if (!entity) throw new NotFoundError(`${templateRef} is not in the catalog`);
  return { credentials, entity, answers };
}

function parseRequest(body: unknown): ValidateRequest {
  const { templateRef, answers } = (body ?? {}) as Partial<ValidateRequest>;
  if (typeof templateRef !== 'string' || !/^template:[^/]+\/[^/]+$/i.test(templateRef))
    throw new InputError('templateRef is missing; write it like template:default/my-template');
  if (typeof answers !== 'object' || answers === null || Array.isArray(answers))
    throw new InputError('answers is missing; send an object with a key for each field');
  return { templateRef, answers };
}
