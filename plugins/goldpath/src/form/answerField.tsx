import type { ApiHolder } from '@backstage/core-plugin-api';
import { repoPickerValidation } from '@backstage/plugin-scaffolder';
import type { CustomFieldValidator, FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  createFormField,
  FormFieldBlueprint,
  ScaffolderField,
} from '@backstage/plugin-scaffolder-react/alpha';
import type { AnswerProblem } from '@goldpath/plugin-goldpath-common';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useRef } from 'react';
import { goldpathApiRef } from '../api.ts';
import { reasonOf } from '../messages/reasonOf.ts';
import { textOf } from '../messages/useText.ts';
import { useReportAnswers } from '../preview/formAnswers.ts';
import { ANSWER_FIELD, type AnswerOptions } from './checkedSchema.ts';
import { useFresh } from './useFresh.ts';

type Answer = string | number | boolean;
type Options = { goldpath?: AnswerOptions };

const useStyles = makeStyles({
  announced: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

/** The form's own fields, by the type of the answer. */
const stockFields: Record<string, string> = {
  string: 'StringField',
  number: 'NumberField',
  integer: 'NumberField',
  boolean: 'BooleanField',
};

/** The stock field of an answer. Screen readers announce the problem of the answer too. */
function AnswerField(props: FieldExtensionComponentProps<Answer, Options>) {
  const classes = useStyles();
  const { schema, registry } = props;
  const rawErrors = [...useFresh(props.rawErrors ?? [], props.formData)];
  const { 'ui:field': _own, ...uiSchema } = props.uiSchema;
  const { templateRef, title, renderedBy } = uiSchema['ui:options']?.goldpath ?? {};
  useReportAnswers(templateRef, (props.formContext as { formData?: unknown } | undefined)?.formData);
  const Field = registry.fields[renderedBy ?? stockFields[String(schema.type)] ?? 'StringField'];
  const wrong = rawErrors.map(error => `${title}: ${error}`).join('. ');
  const announced = `${props.idSchema.$id}__announced`;
  const box = useRef<HTMLDivElement>(null);
  // the Material UI parts of the form do not pass this on to the focusable element
  useEffect(() => {
    const control = box.current?.querySelector('input, textarea, [role="button"]');
    if (wrong === '') control?.removeAttribute('aria-describedby');
    else control?.setAttribute('aria-describedby', announced);
  }, [wrong, announced]);
  if (!Field) return null;
  return (
    <div ref={box} data-invalid={wrong !== ''}>
      {renderedBy ? (
        <Field {...props} rawErrors={rawErrors} uiSchema={{ ...uiSchema, 'ui:field': renderedBy }} />
      ) : (
        // the form does not show the description of custom fields
        <ScaffolderField rawDescription={schema.description} rawErrors={rawErrors} required={props.required}>
          <Field {...props} rawErrors={rawErrors} uiSchema={uiSchema} />
        </ScaffolderField>
      )}
      <span role="alert" id={announced} className={classes.announced}>
        {wrong}
      </span>
    </div>
  );
}

/** The validations in progress, by the answers of the form: all fields of a page share one request. */
const running = new WeakMap<object, Promise<AnswerProblem[]>>();

function problemsOf(answers: object, templateRef: string, apis: ApiHolder): Promise<AnswerProblem[]> {
  const known = running.get(answers);
  if (known) return known;
  const goldpath = apis.get(goldpathApiRef);
  if (!goldpath) throw new Error('The portal has no API that can validate this answer.');
  const problems = goldpath.validate({ templateRef, answers: { ...answers } });
  running.set(answers, problems);
  // the next attempt with the same answers validates them again
  const forget = () => void setTimeout(() => running.delete(answers));
  problems.then(forget, forget);
  return problems;
}

const validation: CustomFieldValidator<Answer, Options> = async (answer, validity, context) => {
  const options = context.uiSchema?.['ui:options']?.goldpath;
  if (!options) return;
  if (options.renderedBy === 'RepoUrlPicker') repoPickerValidation(String(answer), validity, context);
  try {
    const problems = await problemsOf(context.formData, options.templateRef, context.apiHolder);
    const problem = problems.find(({ field }) => field === options.field);
    if (problem) validity.addError(problem.message);
  } catch (error) {
    const t = textOf(context.apiHolder);
    const problem = error as Error;
    validity.addError(t?.('form.notChecked', { reason: reasonOf(problem, t) }) ?? problem.message);
  }
};

/** The form field of answers that the backend validates; see {@link ANSWER_FIELD}. */
export const answerField = FormFieldBlueprint.make({
  name: 'answer',
  params: {
    field: () => Promise.resolve(createFormField({ name: ANSWER_FIELD, component: AnswerField, validation })),
  },
});
