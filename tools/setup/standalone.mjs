/**
 * The commands whose sources import no package: they install what they need. The others can be loaded only when everything is
 * installed.
 */
export const standalone = new Set(['check', 'dev', 'exec', 'fix', 'kill-start', 'start', 'test']);
