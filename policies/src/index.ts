export { checkProgram, type CheckProgramOptions } from './check.ts';
export { rules } from './pack.ts';
export { ProgramError, UnknownStackError, WaiversError } from './programError.ts';
export type { CheckResult, Severity, Verdict } from './result.ts';
export type { Finding, Rule } from './rules/rule.ts';
