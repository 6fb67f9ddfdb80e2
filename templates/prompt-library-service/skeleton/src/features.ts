import { accounts } from './accounts/feature.ts';
import { admin } from './admin/feature.ts';
import { health } from './health/feature.ts';
import { collections } from './collections/feature.ts';
import { likes } from './likes/feature.ts';
import { versions } from './versions/feature.ts';
import type { Feature } from './http/route.ts';
import { images } from './images/feature.ts';
import { mcp } from './mcp/feature.ts';
import { prompts } from './prompts/feature.ts';
import { recommendations } from './recommendations/feature.ts';
import { reports } from './reports/feature.ts';
import { tags } from './tags/feature.ts';
import { transfer } from './transfer/feature.ts';
import { users } from './users/feature.ts';
import { variables } from './variables/feature.ts';

/** All features of the service. To remove one, delete its line and its folder. */
export const features: readonly Feature[] = [
  health,
  accounts,
  users,
  prompts,
  tags,
  collections,
  likes,
  versions,
  variables,
  recommendations,
  reports,
  admin,
  images,
  transfer,
  mcp,
];
