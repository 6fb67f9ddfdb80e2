import { isUnknown, listOf, type Node, valueAt } from '@goldpath/program';
import { documentOf } from '../documentOf.ts';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, pass, type Result, switchOf, unknown } from './settings.ts';

/** The parts of a task that read the source and write the target. */
const components = ['SOURCE_UNLOAD', 'SOURCE_CAPTURE', 'TARGET_LOAD', 'TARGET_APPLY'];
/** The levels that leave out what was done. */
const quiet = ['LOGGER_SEVERITY_ERROR', 'LOGGER_SEVERITY_WARNING'];

/** The components that the settings do not name have the level LOGGER_SEVERITY_DEFAULT. */
export const replicationLogged: PolicyRule = {
  id: 'replication-logged',
  title: 'Tasks of DMS log what they read and write.',
  why: 'When rows are missing after a migration, nothing shows which ones, and why.',
  fix: `Turn on the log in the settings of the task:
  replicationTaskSettings: JSON.stringify({ Logging: { EnableLogging: true } })`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Tasks.CustomizingTasks.TaskSettings.Logging.html',
  controls: ['DMS.7', 'DMS.8'],
  scope: 'resource',
  check: eachOf(['aws:dms/replicationTask:ReplicationTask'], taskResult),
  examples: {
    passing: [
      `new aws.dms.ReplicationTask('orders', { migrationType: 'cdc', replicationInstanceArn: 'arn', replicationTaskId: 'orders', sourceEndpointArn: 'arn', targetEndpointArn: 'arn', tableMappings: '{}', replicationTaskSettings: JSON.stringify({ Logging: { EnableLogging: true, LogComponents: [{ Id: 'TARGET_LOAD', Severity: 'LOGGER_SEVERITY_DEFAULT' }] } }) });`,
    ],
    failing: [
      `new aws.dms.ReplicationTask('orders', { migrationType: 'cdc', replicationInstanceArn: 'arn', replicationTaskId: 'orders', sourceEndpointArn: 'arn', targetEndpointArn: 'arn', tableMappings: '{}' });`,
      `new aws.dms.ReplicationTask('orders', { migrationType: 'cdc', replicationInstanceArn: 'arn', replicationTaskId: 'orders', sourceEndpointArn: 'arn', targetEndpointArn: 'arn', tableMappings: '{}', replicationTaskSettings: JSON.stringify({ Logging: { EnableLogging: true, LogComponents: [{ Id: 'TARGET_LOAD', Severity: 'LOGGER_SEVERITY_ERROR' }] } }) });`,
    ],
  },
};

function taskResult({ inputs }: Node): Result {
  const settings = documentOf(inputs.replicationTaskSettings);
  const logging = valueAt(settings, ['Logging']);
  const state = switchOf(valueAt(logging, ['EnableLogging'])) ?? 'off';
  if (state === 'off') return fail('It writes no log.');
  const levels = listOf(valueAt(logging, ['LogComponents']))
    .filter(each => components.includes(String(valueAt(each, ['Id']))) || isUnknown(valueAt(each, ['Id'])))
    .map(each => ({ id: valueAt(each, ['Id']), severity: valueAt(each, ['Severity']) }));
  const low = levels.filter(({ severity }) => isUnknown(severity) || quiet.includes(String(severity)));
  if (state === 'unknown' || low.some(each => isUnknown(each.id) || isUnknown(each.severity)))
    return unknown('replicationTaskSettings');
  return low.length > 0
    ? fail('Its log has only errors and warnings.')
    : pass('It logs what it reads and writes.');
}
