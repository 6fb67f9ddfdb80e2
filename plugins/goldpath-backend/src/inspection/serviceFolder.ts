import path from 'node:path';
import { ANNOTATION_LOCATION, type Entity, parseLocationRef } from '@backstage/catalog-model';

/** The folder of a service whose catalog-info.yaml is on this machine. */
export function serviceFolder({ metadata }: Entity): string | undefined {
  const location = metadata.annotations?.[ANNOTATION_LOCATION];
  if (location === undefined) return undefined;
  const { type, target } = parseLocationRef(location);
  if (type !== 'file' || path.basename(target) !== 'catalog-info.yaml') return undefined;
  return path.dirname(target);
}
