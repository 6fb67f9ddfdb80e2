export { CheckedForms } from './form/CheckedForms.tsx';
export { goldpathPlugin as default } from './plugin.tsx';
export { CheckedTasks } from './task/CheckedTasks.tsx';
