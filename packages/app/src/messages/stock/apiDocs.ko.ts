import type { apiDocsTranslationRef } from '@backstage/plugin-api-docs/alpha';
import type { Korean } from '../stockMessages.ts';

const ko: Korean<typeof apiDocsTranslationRef> = {
  'apiDefinitionCard.rawButtonTitle': '원본',
  'apiEntityColumns.apiDefinitionTitle': 'API 정의',
  'apiEntityColumns.typeTitle': '유형',
  'consumedApisCard.title': '사용하는 API',
  'consumingComponentsCard.title': '사용하는 컴포넌트',
  'defaultApiExplorerPage.createButtonTitle': '기존 API 등록',
  'defaultApiExplorerPage.subtitle': '{{orgName}} API 탐색기',
  'hasApisCard.title': 'API',
  'providedApisCard.title': '제공하는 API',
  'providingComponentsCard.title': '제공하는 컴포넌트',
};

export default ko;
