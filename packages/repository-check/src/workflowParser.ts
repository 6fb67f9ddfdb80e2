import { registerHooks } from 'node:module';

/**
 * The parser that GitHub's own editor tools use.
 *
 * Its published modules import JSON without an import attribute, which bundlers accept and Node does not; a hook adds the
 * attribute while they load.
 */
export async function loadWorkflowParser(): Promise<typeof import('@actions/workflow-parser')> {
  const hooks = registerHooks({
    load: (url, context, next) =>
      next(
        url,
        url.endsWith('.json') && url.includes('/@actions/')
          ? { ...context, importAttributes: { type: 'json' } }
          : context,
      ),
  });
  try {
    return await import('@actions/workflow-parser');
  } finally {
    hooks.deregister();
  }
}
