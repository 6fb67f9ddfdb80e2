import { health } from './health/feature.ts';
import type { Feature } from './http/route.ts';
import { notes } from './notes/feature.ts';

/** All features of the service. To remove one, delete its line and its folder. */
export const features: readonly Feature[] = [health, notes];
