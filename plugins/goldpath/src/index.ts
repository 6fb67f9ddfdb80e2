export { CheckedForms } from './form/CheckedForms.tsx';
export { goldpathPlugin as default } from './plugin.tsx';
