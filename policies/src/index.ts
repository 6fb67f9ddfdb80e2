export { checkGraph, checkGraphs, type CheckOptions, checkProgram } from './check.ts';
export { rules } from './rules.ts';
export type { Finding, PolicyRule } from './rules/rule.ts';
export { WaiversError } from './waiversError.ts';
