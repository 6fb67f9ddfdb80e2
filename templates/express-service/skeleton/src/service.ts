import { readFileSync } from 'node:fs';
import { z } from 'zod';

const PackageJson = z.object({
  name: z.string(),
  description: z.string(),
  version: z.string(),
  author: z.string(),
  license: z.string(),
});

/** This service's name, description, version, owner and license, from package.json, the only place that has them. */
export const service = PackageJson.parse(
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')),
);
