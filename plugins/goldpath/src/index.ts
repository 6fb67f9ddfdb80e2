export { CheckedForms } from './form/CheckedForms.tsx';
export { LoadProblem } from './LoadProblem.tsx';
export { goldpathTranslationRef } from './messages/goldpathTranslationRef.ts';
export { goldpathPlugin as default } from './plugin.tsx';
export { CheckedTasks } from './task/CheckedTasks.tsx';
