import { coreExtensionData } from '@backstage/frontend-plugin-api';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { CheckedForms, CheckedTasks } from '@goldpath/plugin-goldpath';

/** The scaffolder, whose forms validate the answers on the backend, and whose tasks show what they make. */
export const scaffolder = scaffolderPlugin.withOverrides({
  extensions: [
    scaffolderPlugin.getExtension('sub-page:scaffolder/templates').override({
      factory(originalFactory) {
        const page = originalFactory();
        const element = page.get(coreExtensionData.reactElement);
        return [...page, coreExtensionData.reactElement(<CheckedForms>{element}</CheckedForms>)];
      },
    }),
    scaffolderPlugin.getExtension('sub-page:scaffolder/tasks').override({
      factory(originalFactory) {
        const page = originalFactory();
        const element = page.get(coreExtensionData.reactElement);
        return [...page, coreExtensionData.reactElement(<CheckedTasks>{element}</CheckedTasks>)];
      },
    }),
  ],
});
