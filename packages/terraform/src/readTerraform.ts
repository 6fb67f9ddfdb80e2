import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { type Omission, type ProgramGraphs, ResourceGraph, type StackGraph } from '@goldpath/program';
import { evaluateOr } from './configuration/body.ts';
import { Module } from './configuration/module.ts';
import { type ModuleTree, readModules } from './configuration/moduleFiles.ts';
import type { Resource } from './configuration/resource.ts';
import { readStages, type StageValues } from './configuration/variableFiles.ts';
import { EmptyConfigurationError } from './terraformError.ts';

/** The region of a configuration that does not say it. */
const defaultRegion = 'us-east-1';

/**
 * Evaluates the Terraform configuration in a folder offline, once for each stage. Types and arguments have the names of Pulumi's
 * AWS provider, so that the same rules apply. A value that cannot be determined is unknown.
 *
 * @param options - `stage`: the stage whose `<stage>.tfvars` is used; by default every stage that has one
 * @throws TerraformError when a file has a syntax error, or there is no resource
 * @throws UnknownStackError when the stage has no file
 */
export async function readTerraform(
  dir: string,
  options: { stage?: string | undefined } = {},
): Promise<ProgramGraphs> {
  const root = await realpath(dir);
  const tree = await readModules(root);
  const stages = await readStages(root, options.stage);
  const project = path.basename(root);
  const graphs = stages.map(stage => evaluateStage(tree, stage, project));
  if (graphs.every(({ graph, omissions }) => graph.nodes.length === 0 && omissions.length === 0))
    throw new EmptyConfigurationError(`${dir} has no resource: there is nothing to check.`);
  return { root, project, stages: graphs };
}

function evaluateStage(tree: ModuleTree, { stage, values }: StageValues, project: string): StackGraph {
  const resources: Resource[] = [];
  const omissions: Omission[] = [];
  const deployment = { stage, project, region: defaultRegion };
  const configuration = { deployment, root: tree.folder, resources, omissions };
  const module = new Module(tree, '', name => values[name], configuration);
  deployment.region = regionOf(tree, module);
  module.create();
  // reading attributes can add names, so that all resources are evaluated before they are recorded
  for (const resource of resources) resource.attribute('arn');
  const graph = new ResourceGraph(resources.map(resource => resource.record()));
  return { stack: stage, region: deployment.region, graph, omissions };
}

function regionOf({ blocks }: ModuleTree, { scope }: Module): string {
  const provider = blocks.find(
    ({ type, labels, body }) => type === 'provider' && labels[0] === 'aws' && !body.attributes.has('alias'),
  );
  const region = evaluateOr(provider?.body.attributes.get('region')?.expression, scope);
  return typeof region === 'string' && /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(region) ? region : defaultRegion;
}
