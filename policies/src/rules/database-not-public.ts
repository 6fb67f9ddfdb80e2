import { isUnknown } from '../graph/graph.ts';
import type { Rule } from './rule.ts';

const instances = ['aws:rds/instance:Instance', 'aws:rds/clusterInstance:ClusterInstance'];

/** RDS gives no public address unless `publiclyAccessible` is true. */
export const databaseNotPublic: Rule = {
  id: 'database-not-public',
  title: 'The database has no public address.',
  why: 'A public address lets everybody on the internet try passwords and known faults on it.',
  remedy: 'Set publiclyAccessible to false, or leave it out.',
  severity: 'error',
  reference:
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html#USER_VPC.Hiding',
  check: graph =>
    graph.ofType(...instances).map(resource => {
      const { publiclyAccessible } = resource.inputs;
      if (isUnknown(publiclyAccessible)) {
        const message = 'publiclyAccessible is known only when it is deployed.';
        return { resource, verdict: 'unverifiable', message };
      }
      return publiclyAccessible === true || publiclyAccessible === 'true'
        ? { resource, verdict: 'fail', message: 'The database is publicly accessible.' }
        : { resource, verdict: 'pass', message: 'The database is not publicly accessible.' };
    }),
};
