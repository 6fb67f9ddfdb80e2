import * as pulumi from '@pulumi/pulumi';

/**
 * Passes on the id of a resource if the recorded value is allowed, and stops the program with a sentence otherwise. A program
 * cannot read its earlier state; but an input in `ignoreChanges` keeps the value of the last deployment, so the resource
 * returns it, in a preview too. Nothing that uses the result is registered when the program stops.
 *
 * @param recorded - the ignored input, as the resource returns it
 * @param problemOf - a sentence about a recorded value that the configuration does not go with; undefined if it does
 */
export function onlyIf<Id, Value>(
  id: pulumi.Input<Id>,
  recorded: pulumi.Input<Value>,
  problemOf: (value: pulumi.Unwrap<Value>) => string | undefined,
): pulumi.Output<pulumi.Unwrap<Id>> {
  return pulumi.output(recorded).apply(value => {
    const problem = problemOf(value);
    if (problem !== undefined)
      throw new pulumi.RunError(`Pulumi.${pulumi.getStack()}.yaml is invalid: ${problem}`);
    return pulumi.output(id);
  });
}

/** A sentence about a value that a stage keeps for its whole life, if another one was deployed. */
export function fixedProblem(key: string, wanted: string, deployed: string | undefined, reason: string) {
  if (deployed === undefined || deployed === wanted) return undefined;
  return `${key} is ${wanted}, but the stage was deployed with ${deployed}, and ${reason}. Set ${key} to ${deployed}, or add another stage.`;
}
