import { health } from './health/feature.ts';
import type { Route } from './http/route.ts';
import { prompts } from './prompts/feature.ts';
import { tags } from './tags/feature.ts';
import { users } from './users/feature.ts';

/** A folder of routes that belong together. */
export interface Feature {
  name: string;
  /** One sentence, shown in the API documentation. */
  description: string;
  routes: readonly Route[];
}

/** Everything the service does. To take a feature out, delete its line and its folder. */
export const features: readonly Feature[] = [health, users, prompts, tags];
