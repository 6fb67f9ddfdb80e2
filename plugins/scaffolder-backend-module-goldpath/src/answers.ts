export type { AnswerJudge } from './AnswerJudge.ts';
export { createAnswerJudge } from './createAnswerJudge.ts';
export { readRemote, type RemoteReading } from './readRemote.ts';
export { ScmIntegrations } from './integration.ts';
