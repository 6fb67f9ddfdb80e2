import { ANNOTATION_LOCATION, type Entity, getEntitySourceLocation } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { unknownLocation } from '../templateFolder.ts';

/**
 * The location of a template's template.yaml.
 *
 * @throws StepError when the template is neither on this machine nor in a repository
 */
export function locationOf(entity: Entity): { type: 'file' | 'url'; target: string } {
  if (entity.metadata.annotations?.[ANNOTATION_LOCATION]) {
    const { type, target } = getEntitySourceLocation(entity);
    if (type === 'file' || type === 'url') return { type, target };
  }
  throw unknownLocation();
}

/** The steps of a template. */
export function stepsOf({ spec }: Entity): JsonObject[] {
  const steps = Array.isArray(spec?.steps) ? spec.steps : [];
  return steps.filter(step => typeof step === 'object' && step !== null) as JsonObject[];
}

/** The folder of the template that is stamped with the unchanged answers, when that is known before the run. */
export function stampedFolder(steps: readonly JsonObject[]): string | undefined {
  const stamp = steps.find(({ action }) => action === 'goldpath:stamp');
  if (!stamp || stamp.if !== undefined || stamp.each !== undefined) return undefined;
  const { answers, template = '.' } = (stamp.input ?? {}) as JsonObject;
  const isUnchanged = typeof answers === 'string' && /^\$\{\{\s*parameters\s*\}\}$/.test(answers.trim());
  if (!isUnchanged || typeof template !== 'string' || template.includes('${{')) return undefined;
  return template;
}
