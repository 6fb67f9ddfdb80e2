import path from 'node:path';
import { root } from './root.mjs';

const compilerOf = (dependency: string) => path.join(root, 'node_modules', dependency, 'bin', 'tsc');

/** The compiler of TypeScript 7, five times faster than that of 5.8, which libraries and Pulumi load. */
export const compiler7 = compilerOf('typescript-7');

/** The compiler of TypeScript 5.8. */
export const compiler5 = compilerOf('typescript');
