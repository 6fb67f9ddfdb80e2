import type { CheckResult } from '@goldpath/policies';

/** What a result is about, and in which stages when several were checked: `aws:rds/instance:Instance orders in dev, prod`. */
export function subjectOf({ resource, stages }: CheckResult): string {
  const where = stages ? ` in ${stages.join(', ')}` : '';
  return `${resource.type} ${resource.name}${where}`;
}
