import { planAction } from './new/action.ts';
import { applyPlan } from './new/apply.ts';
import { planCheck } from './new/check.ts';
import { planLintRule } from './new/lintRule.ts';
import { requireName } from './new/names.ts';
import type { Generator } from './new/plan.ts';
import { planRule } from './new/rule.ts';
import { planTemplate } from './new/template.ts';
import { root } from './root.mjs';
import { exitOn, UsageError } from './setup/steps.ts';

/** The kinds of files that can be generated. */
const generators: Readonly<Record<string, Generator>> = {
  rule: planRule,
  'lint-rule': planLintRule,
  check: planCheck,
  action: planAction,
  template: planTemplate,
};

/** `npm run new <kind> <name>`: writes a small working file with its test, and registers it. */
async function generate(kind = '', name = '', ...others: string[]): Promise<void> {
  const plan = Object.hasOwn(generators, kind) ? generators[kind] : undefined;
  if (!plan || others.length > 0) {
    const kinds = Object.keys(generators).join('|');
    throw new UsageError(`Usage: npm run new ${kinds} <name>, such as npm run new rule queue-encrypted`);
  }
  requireName(name);
  const planned = await plan(name);
  const written = await applyPlan(root, planned);
  for (const file of written)
    process.stdout.write(`${planned.files.has(file) ? 'created' : 'edited '}  ${file}\n`);
  process.stdout.write(`\nNext:\n${planned.next.map((step, index) => `${index + 1}. ${step}\n`).join('')}`);
}

generate(...process.argv.slice(2)).catch(exitOn);
