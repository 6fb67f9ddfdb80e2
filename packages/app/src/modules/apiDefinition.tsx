import {
  type ApiDefinitionWidget,
  defaultDefinitionWidgets,
  OpenApiDefinitionWidget,
} from '@backstage/plugin-api-docs';
import { withAddress } from './withAddress.ts';

const openApi: ApiDefinitionWidget = {
  type: 'openapi',
  title: 'OpenAPI',
  component: definition => <OpenApiDefinitionWidget definition={withAddress(definition)} />,
  rawLanguage: 'yaml',
};

/** The page parts for each type of API; that of OpenAPI asks for the address of the service. */
export const definitionWidgets = defaultDefinitionWidgets().map(widget =>
  widget.type === openApi.type ? openApi : widget,
);
