import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type ProgramGraphs, ResourceGraph, runProgram } from '@goldpath/program';
import prices from '../../packages/cost/src/prices.json' with { type: 'json' };
import { root } from '../root.mjs';
import { costByRegionPage } from './costByRegion.ts';
import { type Control, type Controls, controlsPage, problemsOf, statesOf } from './securityControls.ts';

const template = path.join(root, 'templates/prompt-library-service');
const infra = path.join(template, 'skeleton/infra');
const read = (file: string): unknown => parse(readFileSync(path.join(template, file), 'utf8'));
const controls = read('security-controls.yaml') as Controls;

/** The regions that the form of the template offers. */
function offeredRegions(): string[] {
  const form = read('template.yaml') as {
    spec: { parameters: { properties: Record<string, { enum?: string[] }> }[] };
  };
  return form.spec.parameters.flatMap(({ properties }) => properties.region?.enum ?? []);
}

let program: ProgramGraphs;
beforeAll(async () => {
  program = await runProgram(infra);
});

/** The stages of the program, with a changed input of the database. */
function withDatabase(change: Record<string, unknown>) {
  return program.stages.map(stage => {
    const nodes = stage.graph.nodes.map(node =>
      node.type === 'aws:rds/instance:Instance' ? { ...node, inputs: { ...node.inputs, ...change } } : node,
    );
    return { ...stage, graph: new ResourceGraph(nodes) };
  });
}

test('every control is satisfied or waived in every stage, and every type is listed', () => {
  expect(problemsOf(controls, program.stages)).toEqual([]);
});

test('a control that the program does not satisfy is reported', () => {
  expect(problemsOf(controls, withDatabase({ storageEncrypted: false }))).toEqual([
    'RDS.3 is not satisfied in dev',
    'RDS.3 is not satisfied in prod',
  ]);
});

test('a waiver that is not needed is reported', () => {
  expect(problemsOf(controls, withDatabase({ multiAz: true }))).toEqual([
    'RDS.5 is satisfied: remove its waiver',
  ]);
});

test('a type that is not listed is reported', () => {
  const { withoutControls } = controls;
  const fewer = { ...controls, withoutControls: withoutControls.filter(type => !type.includes('/eip:')) };
  expect(problemsOf(fewer, program.stages)).toEqual(['aws:ec2/eip:Eip is not listed']);
});

test('the containers of a task are read from their JSON', () => {
  const control: Control = {
    id: 'ECS.5',
    title: '',
    type: 'aws:ecs/taskDefinition:TaskDefinition',
    input: 'containerDefinitions.*.readonlyRootFilesystem',
    is: false,
  };
  expect(statesOf(control, program.stages)).toEqual(['not satisfied', 'not satisfied']);
  expect(statesOf({ ...control, is: true }, program.stages)).toEqual(['satisfied', 'satisfied']);
});

test('every named test of the program exists', () => {
  const named = controls.controls.map(control => control.test).filter(name => name !== undefined);
  const missing = named.filter(name => {
    const [file = '', title = ''] = name.split(/: (.*)/);
    return !readFileSync(path.join(infra, file), 'utf8').includes(`('${title}'`);
  });
  expect(named.length).toBeGreaterThan(0);
  expect(missing).toEqual([]);
});

// run with -u to write the pages
test('the page of the security controls is current', async () => {
  await expect(controlsPage(controls, program.stages)).toMatchFileSnapshot(
    path.join(template, 'skeleton/docs/security-controls.md'),
  );
});

test('the page of the cost by region is current', async () => {
  await expect(costByRegionPage(program.stages, offeredRegions(), prices.date)).toMatchFileSnapshot(
    path.join(root, 'docs/cost-by-region.md'),
  );
});
