import type { TerraformFunction } from './call.ts';

const numbers = (args: unknown[]) => args.map(Number);

/** Numbers. */
export const numberFunctions: Record<string, TerraformFunction> = {
  abs: { call: ([value]) => Math.abs(Number(value)) },
  ceil: { call: ([value]) => Math.ceil(Number(value)) },
  floor: { call: ([value]) => Math.floor(Number(value)) },
  log: { call: ([value, base]) => Math.log(Number(value)) / Math.log(Number(base)) },
  max: { call: args => Math.max(...numbers(args)) },
  min: { call: args => Math.min(...numbers(args)) },
  parseint: { call: ([text, base]) => Number.parseInt(String(text), Number(base)) },
  pow: { call: ([value, power]) => Number(value) ** Number(power) },
  signum: { call: ([value]) => Math.sign(Number(value)) },
  sum: { call: ([items]) => numbers(items as unknown[]).reduce((total, item) => total + item, 0) },
};
