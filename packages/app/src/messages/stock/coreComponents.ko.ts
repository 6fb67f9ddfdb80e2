import type { coreComponentsTranslationRef } from '@backstage/core-components/alpha';
import type { Korean } from '../stockMessages.ts';

const ko: Korean<typeof coreComponentsTranslationRef> = {
  'alertDisplay.message_other': '(새 메시지 {{ count }}개)',
  'copyTextButton.tooltipText': '클립보드에 복사했습니다',
  'emptyState.missingAnnotation.readMore': '더 알아보기',
  'emptyState.missingAnnotation.title': '애너테이션이 없습니다',
  'errorPage.goBack': '뒤로 가기',
  'errorPage.showLessDetails': '상세 정보 숨기기',
  'errorPage.showMoreDetails': '상세 정보 보기',
  'errorPage.subtitle': '오류 {{status}}: {{statusMessage}}',
  'errorPage.title': '문제가 생겼습니다',
  'logViewer.copyBtn.tooltip': '로그를 클립보드에 복사',
  'logViewer.downloadBtn.tooltip': '로그 내려받기',
  'logViewer.searchField.placeholder': '검색',
  'oauthRequestDialog.login': '로그인',
  'oauthRequestDialog.rejectAll': '모두 거부',
  'oauthRequestDialog.title': '로그인이 필요합니다',
  'signIn.guestProvider.enter': '입장',
  'signIn.guestProvider.subtitle':
    '계정 없이 둘러보고 서비스를 만들 수 있습니다. 게스트는 모두 같은 사람으로 취급되므로 서비스의 소유자를 신중히 선택해 주세요.',
  'signIn.guestProvider.title': '게스트',
  'signIn.loginFailed': '로그인하지 못했습니다',
  'signIn.title': '로그인',
  skipToContent: '본문으로 건너뛰기',
  'supportButton.close': '닫기',
  'supportButton.title': '도움말',
  'table.body.emptyDataSourceMessage': '표시할 항목이 없습니다',
  'table.filter.clearAll': '모두 지우기',
  'table.filter.placeholder': '모든 결과',
  'table.filter.title': '필터',
  'table.header.actions': '작업',
  'table.pagination.firstTooltip': '첫 페이지',
  'table.pagination.labelDisplayedRows': '{count}개 중 {from}-{to}',
  'table.pagination.labelRowsSelect': '행',
  'table.pagination.lastTooltip': '마지막 페이지',
  'table.pagination.nextTooltip': '다음 페이지',
  'table.pagination.previousTooltip': '이전 페이지',
  'table.toolbar.search': '필터',
};

export default ko;
