import type { scaffolderReactTranslationRef } from '@backstage/plugin-scaffolder-react/alpha';
import type { Korean } from '../stockMessages.ts';

const ko: Korean<typeof scaffolderReactTranslationRef> = {
  'cardHeader.detailBtnTitle': '템플릿 상세 정보 보기',
  'scaffolderPageContextMenu.actionsLabel': '설치된 액션',
  'scaffolderPageContextMenu.createLabel': '만들기',
  'scaffolderPageContextMenu.editorLabel': '템플릿 관리',
  'scaffolderPageContextMenu.moreLabel': '더 보기',
  'scaffolderPageContextMenu.tasksLabel': '작업 목록',
  'scaffolderPageContextMenu.templatingExtensionsLabel': '템플릿 확장',
  'stepper.backButtonText': '뒤로',
  'stepper.createButtonText': '만들기',
  'stepper.nextButtonText': '다음',
  'stepper.reviewButtonText': '검토',
  'stepper.stepIndexLabel': '{{index, number}}단계',
  'templateCard.chooseButtonText': '선택',
  'templateCard.noDescription': '설명 없음',
  'templateCategoryPicker.title': '분류',
  'templateOutputs.title': '결과',
  'workflow.noDescription': '설명 없음',
};

export default ko;
