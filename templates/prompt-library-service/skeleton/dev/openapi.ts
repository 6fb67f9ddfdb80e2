import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { openApiDocument } from '../src/http/openapi.ts';

writeFileSync(
  new URL('../openapi.yaml', import.meta.url),
  stringify(openApiDocument(), { aliasDuplicateObjects: false }),
);
