import { holdsUnknown, isUnknown, numberOf, valueAt } from '@goldpath/program';

/**
 * Whether entries of a network ACL let the internet reach a port: one allows it, and no earlier one denies it.
 *
 * @param entries the entries in the form of `NetworkAcl` (`ruleNo`, `action`) or of `NetworkAclRule` (`ruleAction`)
 */
export function isOpen(entries: readonly unknown[], port: number): boolean {
  const matching = entries.filter(entry => isForInternet(entry) && holdsPort(entry, port));
  const denied = matching.filter(entry => actionOf(entry) === 'deny').map(numberOfRule);
  return matching.some(
    entry => actionOf(entry) === 'allow' && !denied.some(number => number < numberOfRule(entry)),
  );
}

/** The values that let in the most. */
const widest: Record<string, unknown> = {
  action: 'allow',
  ruleAction: 'allow',
  cidrBlock: '0.0.0.0/0',
  ipv6CidrBlock: '::/0',
  protocol: '-1',
  fromPort: 0,
  toPort: 65_535,
  ruleNo: 0,
};

/** Returns the entries as open as they can be when the values are known that are unknown before a deployment. */
export function mostOpen(entries: readonly unknown[]): unknown[] {
  const isUnclearDenial = (entry: unknown) => actionOf(entry) === 'deny' && holdsUnknown(entry);
  return entries.filter(entry => !isUnclearDenial(entry)).map(asWide);
}

function asWide(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null) return widest;
  return Object.fromEntries(
    Object.entries(entry).map(([name, value]) => [name, isUnknown(value) ? widest[name] : value]),
  );
}

function actionOf(entry: unknown): unknown {
  return valueAt(entry, ['action']) ?? valueAt(entry, ['ruleAction']);
}

function isForInternet(entry: unknown): boolean {
  return ['cidrBlock', 'ipv6CidrBlock'].some(key => /\/0$/.test(String(valueAt(entry, [key]))));
}

function holdsPort(entry: unknown, port: number): boolean {
  const protocol = String(valueAt(entry, ['protocol']));
  if (protocol === '-1' || protocol === 'all') return true;
  const from = numberOf(valueAt(entry, ['fromPort'])) ?? 0;
  const to = numberOf(valueAt(entry, ['toPort'])) ?? from;
  return (protocol === 'tcp' || protocol === '6') && from <= port && port <= to;
}

function numberOfRule(entry: unknown): number {
  return numberOf(valueAt(entry, ['ruleNo'])) ?? 0;
}
