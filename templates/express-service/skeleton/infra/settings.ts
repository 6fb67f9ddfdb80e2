import type * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import Ajv, { type ErrorObject } from 'ajv';
import schema from './config.schema.json';
import type { sizes } from './sizes';

/** The values of `Pulumi.<stage>.yaml`, with defaults. `config.schema.json` describes each key. */
export interface Settings {
  'aws:region': aws.Region;
  'service:size': keyof typeof sizes;
  'service:protected': boolean;
  'service:tasks'?: number;
  'service:maxTasks'?: number;
  'service:multiAz': boolean;
  'service:cidr': string;
  'service:neighbours': string[];
  'service:zones': 2 | 3;
  'service:nat': 'per-zone' | 'single' | 'none';
  'service:rollout': 'rolling' | 'blue-green';
  'service:spot': boolean;
  'service:image'?: string;
  'service:domain'?: string;
  'service:certificateArn'?: string;
  'service:hostedZoneId'?: string;
  'service:plainHttp'?: 'accepted';
  'service:waf': boolean;
  'service:frontendOrigins': string[];
  'service:repository'?: string;
  'service:repositoryIds'?: string;
  'service:pipeline': 'github' | 'gitlab';
  'service:pipelineProvider': 'create' | 'existing';
  'service:signsImages': boolean;
  'service:stateBucket'?: string;
  'service:stateKeyArn'?: string;
  'service:alarmEmail'?: string;
  'service:monthlyBudget'?: number;
  'service:logRetentionDays': number;
  'service:sentryDsn'?: string;
  'service:datadogApiKey'?: string;
  'service:datadogSite': string;
}

/** Keys whose values are lists. */
const listKeys = ['service:neighbours', 'service:frontendOrigins'];

/** Keys whose values are never shown. */
const secretKeys = ['service:sentryDsn', 'service:datadogApiKey'];

/** The settings with the defaults of the schema, and a sentence for each value that the schema rejects. */
export function readSettings(): { settings: Settings; problems: string[] } {
  const entries = Object.entries(pulumi.runtime.allConfig()).filter(
    ([key, value]) => value !== '' && (key.startsWith('service:') || key === 'aws:region'),
  );
  const settings = Object.fromEntries(
    entries.map(([key, value]) => [key, listKeys.includes(key) ? parseList(value) : value]),
  );
  const validate = new Ajv({ allErrors: true, coerceTypes: true, useDefaults: true }).compile(schema);
  validate(settings);
  const problems = (validate.errors ?? []).map(error => messageOf(error, settings));
  return { settings: settings as unknown as Settings, problems: [...new Set(problems)] };
}

/** Pulumi passes lists as JSON. */
function parseList(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // the schema reports that it is not a list
    return json;
  }
}

function messageOf(error: ErrorObject, settings: Record<string, unknown>): string {
  const { missingProperty, additionalProperty } = error.params as Record<string, string | undefined>;
  if (missingProperty !== undefined)
    return `${missingProperty} is missing; it must be ${requirementOf(missingProperty)}.`;
  if (additionalProperty !== undefined) {
    const known = Object.keys(schema.properties).filter(key => key.startsWith('service:'));
    return `${additionalProperty} is not a key of this program; its keys are ${known.join(', ')}.`;
  }
  const key = error.instancePath.split('/')[1] ?? '';
  const shown = secretKeys.includes(key) ? 'invalid' : `'${String(settings[key])}'`;
  return `${key} is ${shown}; it must be ${requirementOf(key)}.`;
}

/** The values that a key allows, in words. */
function requirementOf(key: string): string {
  const properties: Record<string, { description: string; enum?: unknown[] }> = schema.properties;
  const { description, enum: allowed } = properties[key] ?? { description: 'known' };
  return allowed && key !== 'service:zones' ? `one of ${allowed.join(', ')} (${description})` : description;
}
