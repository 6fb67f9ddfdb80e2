// Plain JavaScript for Node 18 and up: see run.mjs.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of this repository. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
