import type { CostReport } from '../report.ts';
import { toMarkdown } from './markdown.ts';
import { type TextOptions, toText } from './text.ts';

/** The format of a cost report. */
export type CostFormat = 'text' | 'json' | 'markdown';

/** Formats a cost report. */
export function writeCost(report: CostReport, format: CostFormat, options: TextOptions = {}): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(report, undefined, 2)}\n`;
    case 'markdown':
      return toMarkdown(report);
    case 'text':
      return toText(report, options);
  }
}
