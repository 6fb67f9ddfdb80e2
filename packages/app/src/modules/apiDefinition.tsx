import {
  type ApiDefinitionWidget,
  defaultDefinitionWidgets,
  OpenApiDefinitionWidget,
} from '@backstage/plugin-api-docs';
import { usePortalText } from '../messages/usePortalText.ts';
import { withAddress } from './withAddress.ts';

function OpenApi({ definition }: { definition: string }) {
  const t = usePortalText();
  return <OpenApiDefinitionWidget definition={withAddress(definition, t('api.address'))} />;
}

const openApi: ApiDefinitionWidget = {
  type: 'openapi',
  title: 'OpenAPI',
  component: definition => <OpenApi definition={definition} />,
  rawLanguage: 'yaml',
};

/** The page parts for each type of API; that of OpenAPI asks for the address of the service. */
export const definitionWidgets = defaultDefinitionWidgets().map(widget =>
  widget.type === openApi.type ? openApi : widget,
);
