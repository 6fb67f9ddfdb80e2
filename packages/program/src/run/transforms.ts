import type { ResourceTransform } from '@pulumi/pulumi';

/** A message of the SDK that names a function by its token. */
interface Callback {
  setTarget(target: string): void;
  setToken(token: string): void;
  getToken(): string;
}

/** The parts of the SDK that transforms need. */
export interface TransformSdk {
  /** `@pulumi/pulumi/runtime/rpc` */
  rpc: {
    deserializeProperties(object: unknown, keepUnknowns?: boolean): Record<string, unknown>;
    serializeProperties(label: string, props: unknown): Promise<Record<string, unknown>>;
  };
  /** the class of the SDK's messages */
  Callback: new () => Callback;
}

/** A registration request, as far as transforms read and change it. */
export interface TransformableRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getObject(): Struct | undefined;
  setObject(object: Struct): void;
  getTransformsList(): Callback[];
}

interface StructClass {
  fromJavaScript(this: void, value: unknown): Struct;
}

interface Struct {
  toJavaScript(): Record<string, unknown>;
}

/**
 * The functions of a program that change resources when they are registered: the option `transforms`, which applies to the
 * children of a resource too, and `pulumi.runtime.registerResourceTransform`. Pulumi's engine calls them over the network;
 * here they are called in the process.
 */
export class Transforms {
  readonly #sdk: TransformSdk;
  readonly #byToken = new Map<string, ResourceTransform>();
  readonly #ofStack: ResourceTransform[] = [];
  /** by URN: the transforms of a resource, and those that it inherits */
  readonly #ofResource = new Map<string, ResourceTransform[]>();

  constructor(sdk: TransformSdk) {
    this.#sdk = sdk;
  }

  /** Stands in for the SDK's server of callbacks. */
  get callbacks() {
    return {
      registerTransform: (transform: ResourceTransform) => {
        const callback = new this.#sdk.Callback();
        callback.setTarget('in-process');
        callback.setToken(String(this.#byToken.size));
        this.#byToken.set(callback.getToken(), transform);
        return Promise.resolve(callback);
      },
      registerStackTransform: (transform: ResourceTransform) => this.#ofStack.push(transform),
      registerStackInvokeTransform: () => undefined,
      awaitStackRegistrations: () => Promise.resolve(),
      shutdown: () => undefined,
    };
  }

  /** Applies the transforms to the inputs of a request: its own first, then those of its parents, then those of the stack. */
  async applyTo(request: TransformableRequest): Promise<void> {
    const inherited = this.#inherited(request);
    const object = request.getObject();
    if (!object || inherited.length + this.#ofStack.length === 0) return;
    let props = this.#sdk.rpc.deserializeProperties(object, true);
    const { type, name, custom } = {
      type: request.getType(),
      name: request.getName(),
      custom: request.getCustom(),
    };
    for (const transform of [...inherited, ...this.#ofStack]) {
      const changed = await transform({ type, name, custom, props, opts: {} });
      props = changed?.props ?? props;
    }
    const { fromJavaScript } = object.constructor as unknown as StructClass;
    request.setObject(fromJavaScript(await this.#sdk.rpc.serializeProperties('props', props)));
  }

  /** Keeps the transforms of a registered resource for its children. */
  registered(request: TransformableRequest, urn: string): void {
    const all = this.#inherited(request);
    if (all.length > 0) this.#ofResource.set(urn, all);
  }

  #inherited(request: TransformableRequest): ResourceTransform[] {
    const own = request.getTransformsList().map(callback => this.#byToken.get(callback.getToken()));
    return [
      ...own.filter(transform => transform !== undefined),
      ...(this.#ofResource.get(request.getParent()) ?? []),
    ];
  }
}
