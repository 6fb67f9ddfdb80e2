import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import type { ServicePart } from '@goldpath/plugin-goldpath-common';
import type { Diagnostic } from '@goldpath/diagnostics';
import type { ServiceInspections } from '../inspection/ServiceInspections.ts';
import type { TemplateReports } from '../templates/TemplateReports.ts';
import { UPGRADE_TEMPLATE } from './BulkUpgrades.ts';
import type { ServiceReports } from './ServiceReports.ts';
import type { ServiceUpgrades } from './ServiceUpgrades.ts';

/** The services that {@link registerServiceActions} uses. */
export interface ServiceActionsDeps {
  actionsRegistry: ActionsRegistryService;
  catalog: CatalogService;
  inspections: Pick<ServiceInspections, 'inspect'>;
  reports: Pick<TemplateReports, 'all'>;
  scaffolder: Pick<ScaffolderService, 'scaffold'>;
  services: Pick<ServiceReports, 'one'>;
  upgrades: Pick<ServiceUpgrades, 'preview'>;
}

const readOnly = { readOnly: true, destructive: false, idempotent: true };
const SERVICE = 'Entity ref of the service, such as component:default/orders';

/**
 * Registers what the pages of the portal do as actions of Backstage, which its MCP server offers to agents. Each acts with the
 * credentials of its caller: entities that the caller cannot see are not found, and an upgrade is a task of the scaffolder.
 */
export function registerServiceActions(deps: ServiceActionsDeps): void {
  registerStatus(deps);
  registerUpgrade(deps);
  registerCheck(deps);
  registerLint(deps);
}

function registerStatus({ actionsRegistry, services }: ServiceActionsDeps): void {
  actionsRegistry.register({
    name: 'status',
    title: 'Compare a service with its template',
    description:
      'Returns whether a stamped service is current, what newer versions of its template change, and which stamped files its team changed.',
    attributes: readOnly,
    schema: {
      input: z => z.object({ service: z.string().describe(SERVICE) }),
      output: z => z.object({ status: z.unknown().describe('state, template, changes, modified, newer') }),
    },
    async action({ input, credentials }) {
      const detailed = await services.one(input.service, credentials);
      if (!detailed) throw new NotFoundError(`${input.service} is not a stamped service in the catalog`);
      return { output: { status: { ...detailed.report, newer: detailed.newer } } };
    },
  });
}

function registerUpgrade(deps: ServiceActionsDeps): void {
  const { actionsRegistry, scaffolder, upgrades } = deps;
  actionsRegistry.register({
    name: 'upgrade',
    title: 'Upgrade a service to the newest version of its template',
    description:
      'With dryRun, returns the outcome, the diff and the problems of the merge, and writes nothing. Without it, starts the task that makes a branch, or opens a pull request on GitHub, and returns its id.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    schema: {
      input: z =>
        z.object({
          service: z.string().describe(SERVICE),
          dryRun: z.boolean().default(true).describe('Whether to write nothing (default: true)'),
          answers: z
            .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
            .default({})
            .describe('Answers to new questions of the form, by field; a dry run lists the questions'),
        }),
      output: z =>
        z.object({
          preview: z.unknown().optional().describe('outcome, questions, diff and problems of a dry run'),
          taskId: z.string().optional().describe('The task of the scaffolder that upgrades the service'),
        }),
    },
    async action({ input: { service, dryRun, answers }, credentials }) {
      const entity = await visible(service, credentials, deps);
      if (dryRun) {
        const { signal } = new AbortController();
        return { output: { preview: await upgrades.preview(entity, answers, credentials, signal) } };
      }
      const request = { templateRef: UPGRADE_TEMPLATE, values: { service, answers } };
      const { taskId } = await scaffolder.scaffold(request, { credentials });
      return { output: { taskId } };
    },
  });
}

function registerCheck(deps: ServiceActionsDeps): void {
  deps.actionsRegistry.register({
    name: 'check',
    title: 'Check a service',
    description:
      'Runs goldpath check on the repository of a service on this machine: schema, workflows, catalog entities, and the policies on its executed infrastructure. Returns every finding with its place and fix.',
    attributes: readOnly,
    schema: {
      input: z => z.object({ service: z.string().describe(SERVICE) }),
      output: z =>
        z.object({
          blocks: z.boolean().describe('Whether the scaffolder would refuse to publish the service'),
          findings: z.array(z.unknown()).describe('Each with rule, severity, location, message and fix'),
        }),
    },
    async action({ input, credentials }) {
      const entity = await visible(input.service, credentials, deps);
      const parts: ServicePart[] = [];
      await deps.inspections.inspect(entity, part => void parts.push(part), new AbortController().signal);
      const checks = parts.find(part => part.part === 'checks');
      if (!checks) throw new NotFoundError(`The checks of ${input.service} did not end`);
      return { output: { blocks: checks.blocks, findings: checks.findings } };
    },
  });
}

function registerLint({ actionsRegistry, reports }: ServiceActionsDeps): void {
  actionsRegistry.register({
    name: 'lint',
    title: 'Lint a template',
    description: 'Returns the problems of a template of the catalog, each with its place and fix.',
    attributes: readOnly,
    schema: {
      input: z =>
        z.object({
          template: z.string().describe('Entity ref of the template, such as template:default/my-template'),
        }),
      output: z =>
        z.object({
          diagnostics: z.array(z.unknown()).describe('Each with rule, severity, location, message and fix'),
          problem: z.string().optional().describe('Why its source could not be linted'),
        }),
    },
    async action({ input, credentials }) {
      const report = (await reports.all(credentials)).find(({ entityRef }) => entityRef === input.template);
      if (!report) throw new NotFoundError(`${input.template} is not in the catalog`);
      const diagnostics: Diagnostic[] = report.diagnostics;
      return { output: { diagnostics, ...(report.problem !== undefined && { problem: report.problem }) } };
    },
  });
}

/** The entity of a service that the caller can see. */
async function visible(
  service: string,
  credentials: BackstageCredentials,
  { catalog }: ServiceActionsDeps,
): Promise<Entity> {
  const entity = await catalog.getEntityByRef(service, { credentials });
  if (!entity) throw new NotFoundError(`${service} is not in the catalog`);
  return entity;
}
