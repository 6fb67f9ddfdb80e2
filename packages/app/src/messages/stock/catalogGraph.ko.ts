import type { catalogGraphTranslationRef } from '@backstage/plugin-catalog-graph/alpha';
import type { Korean } from '../stockMessages.ts';

const ko: Korean<typeof catalogGraphTranslationRef> = {
  'catalogGraphCard.deepLinkTitle': '그래프 보기',
  'catalogGraphCard.title': '관계',
  'catalogGraphPage.filterToggleButtonTitle': '필터',
  'catalogGraphPage.title': '카탈로그 그래프',
};

export default ko;
