import type { searchReactTranslationRef } from '@backstage/plugin-search-react/alpha';
import type { Korean } from '../stockMessages.ts';

const ko: Korean<typeof searchReactTranslationRef> = {
  noResultsDescription: '검색 결과가 없습니다',
  'searchBar.clearButtonTitle': '지우기',
  'searchBar.placeholder': '{{org}}에서 검색',
  'searchBar.title': '검색',
  'searchFilter.allOptionTitle': '전체',
  'searchPagination.limitLabel': '페이지당 결과:',
  'searchPagination.limitText': '전체 {{num}}개',
  'searchResultPager.next': '다음',
  'searchResultPager.previous': '이전',
};

export default ko;
