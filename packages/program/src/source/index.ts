export type { PropertyValue } from './insertion.ts';
export { type PropertyChange, type RefusedChange, setProperties } from './setProperties.ts';
