import { type Node, valueAt } from '@goldpath/program';
import { type Charge, HOURS, type NoCharge, unknownUntilDeployed } from '../pricingRule.ts';
import { numberAt, stringAt } from './inputs.ts';

/** The resources of one task: vCPUs, GB of memory, and GB of storage above the free ones. */
export interface TaskSize {
  vcpu: number;
  memory: number;
  storage: number;
  processor: 'x86' | 'arm';
}

/** GB of storage that are free for every task: https://aws.amazon.com/fargate/pricing/ */
const FREE_STORAGE = 20;

/** Returns the size of a task definition, or the reason why it cannot be determined. */
export function taskSizeOf({ inputs }: Node): TaskSize | NoCharge {
  const vcpu = unitsAt(inputs, 'cpu', 'vcpu');
  const memory = unitsAt(inputs, 'memory', 'gb');
  if (vcpu === undefined || memory === undefined)
    return unknownUntilDeployed('the cpu or memory of its task definition');
  const system = stringAt(inputs, ['runtimePlatform', 'operatingSystemFamily'], 'LINUX');
  if (system?.startsWith('WINDOWS')) return { notPriced: 'Fargate with Windows' };
  const storage = numberAt(inputs, ['ephemeralStorage', 'sizeInGib'], FREE_STORAGE) ?? FREE_STORAGE;
  const architecture = stringAt(inputs, ['runtimePlatform', 'cpuArchitecture'], 'X86_64');
  const processor = architecture === 'ARM64' ? 'arm' : 'x86';
  return { vcpu, memory, storage: Math.max(0, storage - FREE_STORAGE), processor };
}

/** Amazon ECS accepts `256` and `0.25 vCPU`, `512` and `0.5 GB` as equivalent. */
function unitsAt(inputs: Record<string, unknown>, name: string, unit: 'vcpu' | 'gb'): number | undefined {
  const value = stringAt(inputs, [name], '') ?? '';
  const [, digits, suffix] = /^\s*([\d.]+)\s*([a-z]*)\s*$/i.exec(value) ?? [];
  const amount = Number(digits);
  if (!Number.isFinite(amount)) return undefined;
  return suffix?.toLowerCase() === unit ? amount : amount / 1024;
}

/** How many tasks run, and at which price. */
export interface RunningTasks {
  tasks: number;
  basis: string;
  /** the assumption about the price of Spot, and its value */
  spot?: { assumption: string; factor: number };
}

/** Returns the charges for tasks that run all month. */
export function taskCharges(size: TaskSize, { tasks, basis, spot }: RunningTasks): Charge[] {
  const { vcpu, memory, storage, processor } = size;
  const kind = spot ? 'Fargate Spot' : 'Fargate';
  const hours = tasks * HOURS;
  const explained = `${basis}, ${HOURS} hours`;
  const charges: Charge[] = [
    {
      what: `${kind} vCPU, ${processor}`,
      meter: `fargate/vcpu-${processor}`,
      amount: vcpu * hours,
      basis: explained,
      ...spot,
    },
    {
      what: `${kind} memory, ${processor}`,
      meter: `fargate/gb-${processor}`,
      amount: memory * hours,
      basis: explained,
      ...spot,
    },
    {
      what: `${kind} storage above ${FREE_STORAGE} GB`,
      meter: 'fargate/ephemeral',
      amount: storage * hours,
      basis: explained,
    },
  ];
  return charges.filter(({ amount }) => amount > 0);
}

/** Whether a task definition requires compatibility with Fargate. */
export function isForFargate({ inputs }: Node): boolean {
  return JSON.stringify(valueAt(inputs, ['requiresCompatibilities']) ?? '').includes('FARGATE');
}
