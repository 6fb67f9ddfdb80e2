export { type Caption, drawing } from './drawing.ts';
export { drawProgram, type DrawnStage, type DrawOptions } from './drawProgram.ts';
export type { Drawing, Exposure, Flow, FlowKind, Item, Kind, Network, Place, Subnet } from './elements.ts';
export { toMermaid } from './mermaid.ts';
export { toSvg } from './svg.ts';
