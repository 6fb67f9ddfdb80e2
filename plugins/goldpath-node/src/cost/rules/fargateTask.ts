import { type Node, valueAt } from '@goldpath/policies';
import { type Charge, type Finding, HOURS } from '../rule.ts';
import { amountAt, textAt } from './amount.ts';

/** What one task of a definition uses: vCPUs, GB of memory, GB of storage above what is free. */
export interface TaskSize {
  vcpu: number;
  memory: number;
  storage: number;
  processor: 'x86' | 'arm';
}

/** GB of storage that every task has without a charge: https://aws.amazon.com/fargate/pricing/ */
const FREE_STORAGE = 20;

/** The size of a task definition, or why it cannot be told. */
export function taskSizeOf({ inputs }: Node): TaskSize | Exclude<Finding, Charge> {
  const vcpu = unitsOf(inputs.cpu, 'vcpu');
  const memory = unitsOf(inputs.memory, 'gb');
  if (vcpu === undefined || memory === undefined)
    return { unknown: 'the cpu or memory of its task definition is known only when it is deployed' };
  const system = textAt(inputs, ['runtimePlatform', 'operatingSystemFamily'], 'LINUX');
  if (system?.startsWith('WINDOWS')) return { notPriced: 'Fargate with Windows' };
  const storage = amountAt(inputs, ['ephemeralStorage', 'sizeInGib'], FREE_STORAGE) ?? FREE_STORAGE;
  const arm = textAt(inputs, ['runtimePlatform', 'cpuArchitecture'], 'X86_64') === 'ARM64';
  return { vcpu, memory, storage: Math.max(0, storage - FREE_STORAGE), processor: arm ? 'arm' : 'x86' };
}

/** Amazon ECS takes `256` and `0.25 vCPU`, `512` and `0.5 GB` for the same. */
function unitsOf(value: unknown, unit: 'vcpu' | 'gb'): number | undefined {
  const [, digits, written] = /^\s*([\d.]+)\s*([a-z]*)\s*$/i.exec(String(value ?? '')) ?? [];
  const amount = Number(digits);
  if (!Number.isFinite(amount)) return undefined;
  return written?.toLowerCase() === unit ? amount : amount / 1024;
}

/** Where and how many tasks run. */
export interface Running {
  tasks: number;
  basis: string;
  /** the assumption that makes the price, for Spot */
  spot?: { assumption: string; factor: number };
}

/** The charges of tasks that run all month. */
export function taskCharges(size: TaskSize, { tasks, basis, spot }: Running): Charge[] {
  const { vcpu, memory, storage, processor } = size;
  const kind = spot ? 'Fargate Spot' : 'Fargate';
  const shared = { basis: `${basis}, ${HOURS} hours`, ...spot };
  const hours = tasks * HOURS;
  const charges = [
    {
      what: `${kind} vCPU, ${processor}`,
      meter: `fargate/vcpu-${processor}`,
      amount: vcpu * hours,
      ...shared,
    },
    {
      what: `${kind} memory, ${processor}`,
      meter: `fargate/gb-${processor}`,
      amount: memory * hours,
      ...shared,
    },
    {
      what: `${kind} storage above ${FREE_STORAGE} GB`,
      meter: 'fargate/ephemeral',
      amount: storage * hours,
      basis: shared.basis,
    },
  ];
  return charges.filter(({ amount }) => amount > 0);
}

/** Whether a task definition says that it runs on Fargate. */
export function isForFargate({ inputs }: Node): boolean {
  return JSON.stringify(valueAt(inputs, ['requiresCompatibilities']) ?? '').includes('FARGATE');
}
