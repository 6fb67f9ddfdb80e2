// A stage changes in every way that its configuration allows, under Pulumi's engine: no change loses data by mistake.
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../tools/root.mjs';
import { cloneFolder } from '../folders.ts';
import { documentOf, type Transition } from '../transitions/document.ts';
import { Engine } from '../transitions/engine.ts';
import { inParallel } from '../transitions/inParallel.ts';
import { Stage } from '../transitions/stage.ts';
import { handOverWebsite } from '../transitions/websiteState.ts';

const source = path.join(root, 'templates/prompt-library-service/skeleton/infra');
// the pipeline of the created service has installed them
const modules = path.join(cloneFolder, 'infra', 'node_modules');
const document = path.join(root, 'rehearsal/transitions.md');

let engine: Engine;
let stages: Stage[];
let transitions: Transition[];

beforeAll(async () => {
  engine = await Engine.open(source, modules);
  stages = await Promise.all(['dev', 'prod'].map(name => Stage.open(engine, source, name)));
  const [dev, prod] = stages;
  if (!dev || !prod) throw new Error('Both stages are needed.');
  // the first resource of many others, and the last one
  const ofDev = await take(
    dev,
    'aws:rds/instance:Instance',
    dev.changes.map(change => () => dev.changeAndBack(change)),
  );
  const structural = new Set(ofDev.filter(one => !one.onlyUpdates).map(({ subject }) => subject));
  const others = prod.changes.filter(({ key }) => structural.has(key) || dev.base[key] !== prod.base[key]);
  const ofProd = await take(
    prod,
    'aws:ecs/service:Service',
    others.map(change => () => prod.change(change)),
  );
  transitions = [...ofDev, ...ofProd];
});

/** Takes a stage through its life. */
async function take(stage: Stage, failing: string, changes: readonly (() => Promise<Transition[]>)[]) {
  const tasks = [() => stage.release(), () => stage.fail(failing), ...changes, () => stage.destroy()];
  // a run takes a core most of the time
  return (await inParallel(tasks, 2)).flat();
}

afterAll(() => engine?.close());

test('changes that lose data are rejected, in both stages', () => {
  const rejected = transitions.filter(
    ({ subject, end }) => subject !== 'the stage' && /^(loses data|protected)/.test(end),
  );
  expect(rejected.map(({ stage, subject }) => `${stage} ${subject}`)).toEqual([
    'dev aws:region',
    'dev service:size',
    'dev service:cidr',
    'prod aws:region',
    'prod service:cidr',
  ]);
});

test('the pipeline accepts releases and settings of the container, which its role may make, and nothing else', () => {
  const released = transitions.filter(({ by }) => by === 'pipeline');
  expect(new Set(released.map(({ end }) => end))).toEqual(new Set(['applied']));
  expect([...new Set(released.map(({ subject }) => subject))].sort()).toEqual([
    'first release',
    'service:datadogSite',
    'service:image',
  ]);
});

test('the role for comparisons may read every resource of every configuration', async () => {
  expect((await Promise.all(stages.map(stage => stage.deniedReads()))).flat()).toEqual([]);
});

test('a first deployment that failed is completed by the next one', () => {
  const ends = transitions.filter(({ subject }) => subject === 'first deployment').map(({ end }) => end);
  expect(ends).toEqual(['applied', 'applied']);
});

test('a protected stage cannot be deleted, and another one can', () => {
  const ends = transitions
    .filter(({ subject }) => subject === 'the stage')
    .map(({ stage, end }) => [stage, end]);
  expect(ends).toEqual([
    ['dev', 'applied'],
    ['prod', 'protected'],
  ]);
});

test('the runbook takes a website of an earlier version out of the state, and nothing else', async () => {
  expect(await handOverWebsite(path.dirname(source))).toEqual([
    'pulumi:pulumi:Stack',
    'pulumi:providers:aws',
    'aws:s3/bucket:Bucket',
  ]);
});

test('rehearsal/transitions.md has every transition', async () => {
  const options = { ...(await resolveConfig(document)), parser: 'markdown' };
  await expect(await format(documentOf(transitions), options)).toMatchFileSnapshot(document);
});
