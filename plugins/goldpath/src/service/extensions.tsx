import { ANNOTATION_LOCATION, type Entity } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
  EntityIconLinkBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { ANNOTATION_DESCRIPTOR_PROBLEM } from '@goldpath/plugin-goldpath-common';
import DescriptionIcon from '@material-ui/icons/Description';
import { useText } from '../messages/useText.ts';

/** Whether the repository of an entity is on the portal's machine, so that the portal can inspect it. */
function isInspected({ kind, metadata }: Entity): boolean {
  const location = metadata.annotations?.[ANNOTATION_LOCATION] ?? '';
  return kind === 'Component' && /^file:.*[/\\]catalog-info\.yaml$/.test(location);
}

/** Whether the repository of an entity is on the portal's machine or on a host, so that it can be compared with a template. */
function isCompared(entity: Entity): boolean {
  const location = entity.metadata.annotations?.[ANNOTATION_LOCATION] ?? '';
  const isOnHost = /^url:https?:.*\/catalog-info\.yaml$/.test(location);
  return isInspected(entity) || (entity.kind === 'Component' && isOnHost);
}

/** The problem of a catalog-info.yaml that became invalid. */
export const descriptorCard = EntityCardBlueprint.make({
  name: 'descriptor',
  params: {
    filter: ({ metadata }) => metadata.annotations?.[ANNOTATION_DESCRIPTOR_PROBLEM] !== undefined,
    type: 'content',
    loader: async () => {
      const { DescriptorCard } = await import('./DescriptorCard.tsx');
      return <DescriptorCard />;
    },
  },
});

/** Whether a service follows its template, and its upgrade. */
export const upgradeCard = EntityCardBlueprint.make({
  name: 'upgrade',
  params: {
    filter: isCompared,
    type: 'content',
    loader: async () => {
      const { UpgradeCard } = await import('./UpgradeCard.tsx');
      return <UpgradeCard />;
    },
  },
});

/** How to run a service, and the template that it was stamped from. */
export const repositoryCard = EntityCardBlueprint.make({
  name: 'repository',
  params: {
    filter: isInspected,
    type: 'content',
    loader: async () => {
      const { RepositoryCard } = await import('./RepositoryCard.tsx');
      return <RepositoryCard />;
    },
  },
});

/** The architecture and the cost of a service. */
export const infrastructureContent = EntityContentBlueprint.make({
  name: 'infrastructure',
  params: {
    path: '/infrastructure',
    title: 'Infrastructure',
    filter: isInspected,
    loader: async () => {
      const { InfrastructureContent } = await import('./InfrastructureContent.tsx');
      return <InfrastructureContent />;
    },
  },
});

/** The result of the checks of a service. */
export const checksContent = EntityContentBlueprint.make({
  name: 'checks',
  params: {
    path: '/checks',
    title: 'Checks',
    filter: isInspected,
    loader: async () => {
      const { ChecksContent } = await import('./ChecksContent.tsx');
      return <ChecksContent />;
    },
  },
});

/** The README of a service. */
export const readmeContent = EntityContentBlueprint.make({
  name: 'readme',
  params: {
    path: '/readme',
    title: 'README',
    filter: isInspected,
    loader: async () => {
      const { ReadmeContent } = await import('./ReadmeContent.tsx');
      return <ReadmeContent />;
    },
  },
});

/** Leads to the README and the folder of a service, where a browser cannot open the source. */
export const readmeLink = EntityIconLinkBlueprint.make({
  name: 'readme',
  params: {
    filter: isInspected,
    useProps() {
      const t = useText();
      const { namespace = 'default', name } = useEntity().entity.metadata;
      return {
        label: t('service.viewSource'),
        icon: <DescriptionIcon />,
        href: `/catalog/${namespace}/component/${name}/readme`,
      };
    },
  },
});
