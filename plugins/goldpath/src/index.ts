export { goldpathPlugin as default } from './plugin.tsx';
