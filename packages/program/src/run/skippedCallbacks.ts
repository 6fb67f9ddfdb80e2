/** The part of the SDK's class `Output` that is used. */
interface Outputs {
  prototype: { apply: Apply; isKnown?: Promise<boolean> };
}

type Apply = (this: { isKnown: Promise<boolean> }, callback: unknown, runWithUnknowns?: boolean) => unknown;

const watched = new WeakSet<object>();

/** `new aws.s3.Bucket(`: the class is in a package or begins with a capital letter. */
const creation = /\bnew\s+(?:[\w$]+\.)*([A-Z][\w$]*)\s*\(/g;

/** Classes of JavaScript and of Pulumi that are not resources. */
const plainClasses =
  /^(Array|Blob|Buffer|Date|Error|Headers|Intl|Map|Promise|Proxy|RegExp|Set|String|TextDecoder|TextEncoder|U?Int\d+Array|Uint8Array|URL|URLSearchParams|WeakMap|WeakSet|\w*Error|Config|\w*(Asset|Archive)|StackReference)$/;

/**
 * Reports each callback of `apply` that a preview does not run, because its value is known only after a deployment, and that
 * creates resources.
 *
 * @param report receives the stack trace of the call
 */
export function watchCallbacks(Output: unknown, report: (stack: string) => void): void {
  const { prototype } = Output as Outputs;
  if (watched.has(prototype)) return;
  watched.add(prototype);
  const { apply } = prototype;
  prototype.apply = function watchedApply(callback, runWithUnknowns) {
    if (runWithUnknowns !== true && createsResources(callback)) {
      const { stack = '' } = new Error();
      // a rejected value is reported where it is used
      void this.isKnown.then(
        isKnown => isKnown || report(stack),
        () => undefined,
      );
    }
    return apply.call(this, callback, runWithUnknowns);
  };
}

/** Whether the source of a function creates objects that may be resources. */
export function createsResources(callback: unknown): boolean {
  if (typeof callback !== 'function') return false;
  const source = Function.prototype.toString.call(callback);
  return [...source.matchAll(creation)].some(([, name = '']) => !plainClasses.test(name));
}
