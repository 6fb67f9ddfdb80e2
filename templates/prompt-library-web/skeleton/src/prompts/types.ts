import type { components } from '../api/schema.d.ts';

export type Prompt = components['schemas']['Prompt'];
export type PromptSummary = components['schemas']['PromptSummary'];
