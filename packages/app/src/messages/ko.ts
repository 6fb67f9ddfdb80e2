import type { en } from './en.ts';

/** The texts of the portal itself in Korean. */
const ko: Record<keyof typeof en, string> = {
  'api.address': '스테이지의 주소와 같은 서비스의 주소입니다',
  'error.title': '이 페이지를 표시하지 못했습니다',
  'menu.home': '홈',
  'menu.menu': '메뉴',
  'menu.search': '검색',
  'menu.settings': '설정',
  'notFound.catalog': '카탈로그',
  'notFound.home': '홈',
  'notFound.text':
    '주소가 잘못되었거나 페이지가 더 이상 없습니다. {{home}} 또는 {{catalog}} 페이지로 이동해 주세요.',
  'page.actions': '액션',
  'page.apis': 'API',
  'page.authProviders': '인증 제공자',
  'page.catalog': '카탈로그',
  'page.catalogGraph': '카탈로그 그래프',
  'page.create': '만들기',
  'page.createFrom': '{{template}} 만들기',
  'page.editor': '템플릿 편집기',
  'page.featureFlags': '기능 플래그',
  'page.general': '일반',
  'page.home': '홈',
  'page.notFound': '페이지를 찾을 수 없습니다',
  'page.policies': '정책',
  'page.search': '검색',
  'page.services': '서비스',
  'page.settings': '설정',
  'page.tasks': '작업',
  'page.templates': '템플릿',
  'page.templatingExtensions': '템플릿 확장',
  'signIn.choose': '로그인 방법을 선택해 주세요',
  'signIn.github':
    'GitHub 계정으로 로그인합니다. GitHub 로그인 이름이 카탈로그의 사용자 이름과 같아야 합니다.',
  'signIn.noProvider': '설정된 로그인 방법이 없습니다',
  'signIn.noProviderFix':
    'GitHub 로그인을 설정하거나 게스트를 허용해 주세요. 자세한 내용은 README에 있습니다.',
  'signIn.title': '로그인',
};

export default ko;
