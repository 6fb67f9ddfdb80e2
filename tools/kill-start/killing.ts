/** A way in which a start ends early. */
export interface Killing {
  signal: NodeJS.Signals;
  /** the process that receives it: npm alone, or every process of the terminal */
  target: 'npm' | 'group';
  description: string;
}

const killings: readonly [Killing, ...Killing[]] = [
  { signal: 'SIGINT', target: 'group', description: 'Ctrl-C' },
  { signal: 'SIGHUP', target: 'group', description: 'terminal closed' },
  { signal: 'SIGTERM', target: 'npm', description: 'SIGTERM to npm' },
  { signal: 'SIGKILL', target: 'npm', description: 'SIGKILL to npm' },
  { signal: 'SIGHUP', target: 'npm', description: 'SIGHUP to npm' },
];

/** Any way in which a start ends early. */
export const randomKilling = (): Killing =>
  killings[Math.floor(Math.random() * killings.length)] ?? killings[0];
