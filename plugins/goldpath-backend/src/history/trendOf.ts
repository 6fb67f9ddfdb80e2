import type { TrendDay } from '@goldpath/plugin-goldpath-common';
import type { ServiceRecord } from './CheckHistory.ts';

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
const DAYS = 30;

const dayOf = (time: string) => time.slice(0, 'yyyy-mm-dd'.length);

/**
 * How many services passed and failed their checks at the end of each of the last 30 days, from the day of the first result on.
 *
 * @param records - the oldest first; those of services that are not in `services` do not count
 * @param services - entity refs
 */
export function trendOf(
  records: readonly ServiceRecord[],
  services: ReadonlySet<string>,
  today: Date,
): TrendDay[] {
  const counted = records.filter(({ entityRef }) => services.has(entityRef));
  const [first] = counted;
  if (!first) return [];
  const days = Array.from({ length: DAYS }, (_, index) =>
    dayOf(new Date(today.getTime() - (DAYS - 1 - index) * DAY_MILLISECONDS).toISOString()),
  );
  const last = new Map<string, ServiceRecord['result']>();
  let next = 0;
  const trend = days.map(day => {
    for (; next < counted.length; next += 1) {
      const record = counted[next] as ServiceRecord;
      if (dayOf(record.endedAt) > day) break;
      last.set(record.entityRef, record.result);
    }
    const passing = [...last.values()].filter(result => result === 'pass').length;
    return { day, passing, failing: last.size - passing };
  });
  return trend.filter(({ day }) => day >= dayOf(first.endedAt));
}
