import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { useText } from '../messages/useText.ts';
import type { ServiceFindings } from './overview.ts';

/** A link to a service, and one to its owner. */
export function ServiceOfOwner({ service }: Pick<ServiceFindings, 'service'>) {
  const t = useText();
  const link = <EntityRefLink entityRef={service.entityRef} title={service.title} hideIcon />;
  if (service.owner === undefined) return link;
  return t('policies.ofOwner', {
    service: link,
    owner: <EntityRefLink entityRef={service.owner} hideIcon />,
  });
}
