const words = (text: string) => text.trim().split(/\s+/);

/** The fields of a template that the portal reads, by the object that has them. */
export const knownFields = {
  root: words('apiVersion kind metadata spec relations status'),
  metadata: words('name namespace title description labels annotations tags links uid etag'),
  spec: words(`type owner lifecycle parameters steps output secrets presentation formDecorators system
    EXPERIMENTAL_recovery EXPERIMENTAL_formDecorators`),
  step: words('id name action input if each backstage:permissions'),
  output: words('links text'),
  presentation: words('buttonLabels'),
  buttonLabels: words('backButtonText createButtonText reviewButtonText'),
  link: words('title icon url entityRef if'),
  text: words('title icon content default if'),
  schema:
    words(`title description type properties required enum enumNames const default examples format pattern
    minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum multipleOf items additionalItems minItems
    maxItems uniqueItems contains minProperties maxProperties patternProperties additionalProperties propertyNames
    dependencies dependentSchemas dependentRequired definitions $defs $ref $id $schema $comment
    if then else allOf anyOf oneOf not readOnly writeOnly nullable errorMessage contentEncoding contentMediaType
    ui:field ui:widget ui:options ui:order ui:autofocus ui:help ui:placeholder ui:disabled ui:readonly ui:enumNames
    ui:backstage ui:title ui:description ui:style backstage:permissions backstage:featureFlag backstage:layout
    example deprecated min max help hidden visible group widget field disabled text icon tooltip placeholder tags
    link links name id key value label option options order hint values`),
};
