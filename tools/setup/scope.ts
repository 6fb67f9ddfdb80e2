/** The installed part of the dependencies: those of the portal and its build, or everything, tests included. */
export type Scope = 'portal' | 'everything';

/**
 * Returns the scope to install now, or undefined when the installed packages suffice. An installation of everything is
 * never reduced to the portal.
 *
 * @param wanted - the scope that the command needs
 * @param hash - of all inputs of the installation
 * @param mark - written by the last installation: `<hash> <scope>`
 */
export function scopeToInstall(wanted: Scope, hash: string, mark: string | undefined): Scope | undefined {
  const [markedHash, installed] = mark?.split(' ') ?? [];
  if (markedHash === hash && (installed === wanted || installed === 'everything')) return undefined;
  return installed === 'everything' ? 'everything' : wanted;
}
