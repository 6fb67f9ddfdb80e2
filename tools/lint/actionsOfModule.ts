interface Action {
  id: string;
  description?: string | undefined;
  schema?: object | undefined;
}

interface Registration {
  init?: { deps: object; func: (deps: object) => Promise<void> };
}

/** A configuration without any value. */
const emptyConfig: object = new Proxy({}, { get: () => () => undefined });

/** The actions that a module of the scaffolder adds, by running its `init` with services that do nothing. */
export async function actionsOfModule(exported: unknown): Promise<Action[]> {
  const { default: module } = exported as { default: { getRegistrations: () => Registration[] } };
  const actions: Action[] = [];
  const extensionPoint = {
    addActions: (...added: Action[]) => actions.push(...added),
    addAutocompleteProvider: () => undefined,
  };
  for (const { init } of module.getRegistrations()) {
    if (!init) continue;
    const services = Object.keys(init.deps).map(name => [
      name,
      /config/i.test(name) ? emptyConfig : extensionPoint,
    ]);
    await init.func(Object.fromEntries(services) as object);
  }
  return actions
    .map(({ id, description, schema }) => ({ id, description, schema }))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}
