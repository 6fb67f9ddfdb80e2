import { health } from './health/feature.ts';
import type { Feature } from './http/route.ts';
import { prompts } from './prompts/feature.ts';
import { tags } from './tags/feature.ts';
import { users } from './users/feature.ts';

/** Everything the service does. To take a feature out, delete its line and its folder. */
export const features: readonly Feature[] = [health, users, prompts, tags];
