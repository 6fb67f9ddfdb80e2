export { checkGraph, checkGraphs, type CheckOptions, checkProgram } from './check.ts';
export { proposeFixes, type ProposedFix } from './proposedFixes.ts';
export { rules } from './rules.ts';
export type { Finding, PolicyRule, Remediation } from './rules/rule.ts';
export { WaiversError } from './waiversError.ts';
