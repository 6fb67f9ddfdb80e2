import { homedir, tmpdir } from 'node:os';
import path from 'node:path';

/**
 * The folder of the rehearsal's repositories, which steps hand on to later ones and which stays for a closer look. Outside this
 * repository: what is stamped must not find this repository's packages and configuration in the folders above.
 */
const rehearsal = path.join(tmpdir(), 'goldpath-rehearsal');

/** The bare repositories of the stand-in for GitHub. */
export const repositoriesFolder = path.join(rehearsal, 'github');

/** The developer's clone of the created service. */
export const cloneFolder = path.join(rehearsal, 'clone');

/** The created service with a pipeline on GitLab. */
export const gitLabFolder = path.join(rehearsal, 'gitlab');

/** The service of the second template. */
export const expressFolder = path.join(rehearsal, 'express');

/** The services stamped with the answers of samples. */
export const samplesFolder = path.join(rehearsal, 'samples');

/** npm's cache of this machine, which programs with another home folder use as well. */
export const npmCache = process.env.npm_config_cache ?? path.join(homedir(), '.npm');
