import type { RuleOverview } from './overview.ts';

/** A control of AWS, and the rules that check it. */
export interface CoveredControl {
  /** such as `RDS.2` */
  control: string;
  /** ids */
  rules: string[];
  /** the number of services that break one of the rules */
  broken: number;
}

/** The controls of a service of AWS. */
export interface CoveredService {
  /** such as `RDS` */
  service: string;
  /** by number */
  controls: CoveredControl[];
}

/** The controls of the AWS Foundational Security Best Practices that the rules check, by the name of AWS's service. */
export function coverageOf(overviews: readonly RuleOverview[]): CoveredService[] {
  const controls = new Map<string, { rules: string[]; broken: Set<string> }>();
  for (const { rule, broken } of overviews) {
    for (const control of rule.controls) {
      const covered = controls.get(control) ?? { rules: [], broken: new Set() };
      covered.rules.push(rule.id);
      for (const { service } of broken) covered.broken.add(service.entityRef);
      controls.set(control, covered);
    }
  }
  const covered = [...controls]
    .map(([control, { rules, broken }]) => ({ control, rules: rules.sort(), broken: broken.size }))
    .sort((left, right) => left.control.localeCompare(right.control, 'en', { numeric: true }));
  const byService = Map.groupBy(covered, ({ control }) => control.split('.')[0] ?? control);
  return [...byService].map(([service, own]) => ({ service, controls: own }));
}
