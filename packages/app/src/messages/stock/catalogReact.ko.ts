import type { catalogReactTranslationRef } from '@backstage/plugin-catalog-react/alpha';
import type { Korean } from '../stockMessages.ts';

const ko: Korean<typeof catalogReactTranslationRef> = {
  'catalogFilter.buttonTitle': '필터',
  'catalogFilter.title': '필터',
  'entityKindPicker.errorMessage': '엔티티 종류를 불러오지 못했습니다',
  'entityKindPicker.title': '종류',
  'entityLifecyclePicker.title': '수명 주기',
  'entityNamespacePicker.title': '네임스페이스',
  'entityOwnerPicker.title': '소유자',
  'entityProcessingStatusPicker.title': '처리 상태',
  'entitySearchBar.placeholder': '검색',
  'entityTableColumnTitle.description': '설명',
  'entityTableColumnTitle.domain': '도메인',
  'entityTableColumnTitle.label': '레이블',
  'entityTableColumnTitle.lifecycle': '수명 주기',
  'entityTableColumnTitle.name': '이름',
  'entityTableColumnTitle.namespace': '네임스페이스',
  'entityTableColumnTitle.owner': '소유자',
  'entityTableColumnTitle.system': '시스템',
  'entityTableColumnTitle.tags': '태그',
  'entityTableColumnTitle.targets': '대상',
  'entityTableColumnTitle.title': '제목',
  'entityTableColumnTitle.type': '유형',
  'entityTagPicker.title': '태그',
  'entityTypePicker.errorMessage': '엔티티 유형을 불러오지 못했습니다',
  'entityTypePicker.optionAllTitle': '전체',
  'entityTypePicker.title': '유형',
  'favoriteEntity.addToFavorites': '별표 표시',
  'favoriteEntity.removeFromFavorites': '별표 해제',
  'userListPicker.defaultOrgName': '회사',
  'userListPicker.orgFilterAllLabel': '전체',
  'userListPicker.personalFilter.ownedLabel': '소유한 항목',
  'userListPicker.personalFilter.starredLabel': '별표 표시한 항목',
  'userListPicker.personalFilter.title': '내 항목',
};

export default ko;
