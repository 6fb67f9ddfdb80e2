export { AssumptionError } from './assumptions.ts';
export { type CostOptions, costProgram } from './costProgram.ts';
export { costReport } from './costReport.ts';
export { estimate, type EstimateOptions } from './estimate.ts';
export { type CostFormat, writeCost } from './format/writeCost.ts';
export type { TextOptions } from './format/text.ts';
export type { Price, PriceTable } from './priceTable.ts';
export type { Assumption, CostLine, CostReport, Group, StageCost, Unpriced } from './report.ts';
