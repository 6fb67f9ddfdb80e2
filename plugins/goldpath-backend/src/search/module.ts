import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { RuleCollatorFactory } from './RuleCollatorFactory.ts';

/** Rules change with a release of the portal only; an index in memory is filled again after each start. */
const SCHEDULE = { frequency: { hours: 1 }, initialDelay: { seconds: 3 }, timeout: { minutes: 1 } };

/** Adds every rule about services to the portal's search. */
export const searchModuleGoldpathRules = createBackendModule({
  pluginId: 'search',
  moduleId: 'goldpath-rules',
  register(env) {
    env.registerInit({
      deps: {
        indexRegistry: searchIndexRegistryExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      init({ indexRegistry, scheduler }) {
        indexRegistry.addCollator({
          schedule: scheduler.createScheduledTaskRunner(SCHEDULE),
          factory: new RuleCollatorFactory(),
        });
        return Promise.resolve();
      },
    });
  },
});
