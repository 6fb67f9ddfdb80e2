import { coreExtensionData } from '@backstage/frontend-plugin-api';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { CheckedForms } from '@goldpath/plugin-goldpath';

/** The scaffolder, whose forms validate the answers on the backend. */
export const scaffolder = scaffolderPlugin.withOverrides({
  extensions: [
    scaffolderPlugin.getExtension('sub-page:scaffolder/templates').override({
      factory(originalFactory) {
        const page = originalFactory();
        const element = page.get(coreExtensionData.reactElement);
        return [...page, coreExtensionData.reactElement(<CheckedForms>{element}</CheckedForms>)];
      },
    }),
  ],
});
