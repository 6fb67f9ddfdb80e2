import type { Ring } from '../ring.ts';
import { answersRing } from './answersRing.ts';
import { releaseRing } from './releaseRing.ts';
import { scaffolderRing } from './scaffolderRing.ts';
import { skeletonRing } from './skeletonRing.ts';
import { stampedRing } from './stampedRing.ts';

/** Every ring, from cheap to expensive. */
export const rings: readonly Ring[] = [skeletonRing, answersRing, scaffolderRing, stampedRing, releaseRing];
