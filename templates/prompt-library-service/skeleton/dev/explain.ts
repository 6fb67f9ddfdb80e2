import type { Database } from '../src/database/database.ts';
import { Prisma } from '../src/generated/prisma/client.ts';

/** A node of a plan of PostgreSQL; the numbers include the nodes below. */
export interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Plan[];
}

/** The plan of a statement, and how long it took to plan and to execute it. */
export interface Explained {
  plan: Plan;
  milliseconds: number;
}

/** Wraps a database so that it records the plan and the duration of every raw statement, which then runs once more. */
export function explaining(inner: Database, seen: Explained[]): Database {
  return new Proxy(inner, {
    get(target, name) {
      if (name === '$transaction') {
        return (work: (database: Database) => Promise<unknown>) =>
          target.$transaction(transaction => work(explaining(transaction, seen)));
      }
      // Only settings; statements that Prisma generates would not be counted.
      if (name === '$executeRaw') return target.$executeRaw.bind(target);
      if (name !== '$queryRaw') throw new Error(`${String(name)} is not explained`);
      return async (parts: TemplateStringsArray, ...values: unknown[]) => {
        const statement = Prisma.sql(parts, ...values);
        const [row] = await target.$queryRaw<
          [{ 'QUERY PLAN': [{ Plan: Plan; 'Planning Time': number; 'Execution Time': number }] }]
        >`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${statement}`;
        const [{ Plan: plan, ...times }] = row['QUERY PLAN'];
        seen.push({ plan, milliseconds: times['Planning Time'] + times['Execution Time'] });
        return target.$queryRaw(statement);
      };
    },
  });
}

/**
 * Counts the blocks of 8 KB that statements read, from memory or from disk: unlike their duration, the number depends
 * only on the data.
 */
export function blocksOf(seen: readonly Explained[]): number {
  return seen.reduce((sum, { plan }) => sum + plan['Shared Hit Blocks'] + plan['Shared Read Blocks'], 0);
}
