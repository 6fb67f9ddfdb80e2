import type { scaffolderTranslationRef } from '@backstage/plugin-scaffolder/alpha';
import type { Korean } from '../stockMessages.ts';

const ko: Korean<typeof scaffolderTranslationRef> = {
  'aboutCard.launchTemplate': '템플릿 실행',
  'fields.entityPicker.title': '엔티티',
  'fields.ownerPicker.description': '컴포넌트의 소유자',
  'fields.ownerPicker.title': '소유자',
  'fields.githubRepoPicker.owner.description': '이 저장소가 속할 조직, 사용자 또는 프로젝트',
  'fields.githubRepoPicker.owner.inputTitle': '소유자',
  'fields.githubRepoPicker.owner.title': '선택할 수 있는 소유자',
  'fields.repoUrlPicker.host.description': '저장소를 만들 호스트',
  'fields.repoUrlPicker.host.title': '호스트',
  'fields.repoUrlPicker.repository.description': '저장소의 이름',
  'fields.repoUrlPicker.repository.inputTitle': '저장소',
  'fields.repoUrlPicker.repository.title': '선택할 수 있는 저장소',
  'listTaskPage.content.emptyState.description': '작업이 없거나 백엔드와 통신하는 데 문제가 있습니다.',
  'listTaskPage.content.emptyState.title': '표시할 정보가 없습니다',
  'listTaskPage.content.tableCell.created': '만든 시각',
  'listTaskPage.content.tableCell.owner': '소유자',
  'listTaskPage.content.tableCell.status': '상태',
  'listTaskPage.content.tableCell.taskID': '작업 ID',
  'listTaskPage.content.tableCell.template': '템플릿',
  'listTaskPage.content.tableTitle': '작업',
  'ownerListPicker.options.all': '전체',
  'ownerListPicker.options.owned': '내 작업',
  'ownerListPicker.title': '작업 소유자',
  'templateListPage.templateGroups.defaultTitle': '템플릿',
  'templateListPage.templateGroups.otherTitle': '다른 템플릿',
};

export default ko;
