import type { searchTranslationRef } from '@backstage/plugin-search/alpha';
import type { Korean } from '../stockMessages.ts';

const ko: Korean<typeof searchTranslationRef> = {
  'searchModal.viewFullResults': '전체 결과 보기',
  'searchType.accordion.allTitle': '전체',
  'searchType.accordion.collapse': '접기',
  'searchType.accordion.numberOfResults': '결과 {{number}}개',
  'searchType.allResults': '전체 결과',
  'searchType.tabs.allTitle': '전체',
  'sidebarSearchModal.title': '검색',
};

export default ko;
