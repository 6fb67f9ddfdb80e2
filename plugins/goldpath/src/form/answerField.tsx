import type { ApiHolder } from '@backstage/core-plugin-api';
import { repoPickerValidation } from '@backstage/plugin-scaffolder';
import type { CustomFieldValidator, FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  createFormField,
  FormFieldBlueprint,
  ScaffolderField,
} from '@backstage/plugin-scaffolder-react/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useRef } from 'react';
import { goldpathApiRef, type Problem } from '../api.ts';
import { ANSWER_FIELD, type AnswerOptions } from './checkedSchema.ts';

type Answer = string | number | boolean;
type Options = { goldpath?: AnswerOptions };

const useStyles = makeStyles({
  spoken: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

/** The form's own fields by the type of the answer. */
const ordinary: Record<string, string> = {
  string: 'StringField',
  number: 'NumberField',
  integer: 'NumberField',
  boolean: 'BooleanField',
};

/** A stock field as it would be drawn without us; what is wrong with its answer is read out too. */
function AnswerField(props: FieldExtensionComponentProps<Answer, Options>) {
  const classes = useStyles();
  const { schema, registry, rawErrors = [] } = props;
  const { 'ui:field': _own, ...uiSchema } = props.uiSchema;
  const { title, drawnBy } = uiSchema['ui:options']?.goldpath ?? {};
  const Field = registry.fields[drawnBy ?? ordinary[String(schema.type)] ?? 'StringField'];
  const wrong = rawErrors.map(error => `${title}: ${error}`).join('. ');
  const spoken = `${props.idSchema.$id}__spoken`;
  const box = useRef<HTMLDivElement>(null);
  // the form's parts of Material UI do not hand this on to what takes the focus
  useEffect(() => {
    const control = box.current?.querySelector('input, textarea, [role="button"]');
    if (wrong === '') control?.removeAttribute('aria-describedby');
    else control?.setAttribute('aria-describedby', spoken);
  }, [wrong, spoken]);
  if (!Field) return null;
  return (
    <div ref={box}>
      {drawnBy ? (
        <Field {...props} uiSchema={{ ...uiSchema, 'ui:field': drawnBy }} />
      ) : (
        // the form leaves out the description of fields of one's own
        <ScaffolderField rawDescription={schema.description} rawErrors={rawErrors} required={props.required}>
          <Field {...props} uiSchema={uiSchema} />
        </ScaffolderField>
      )}
      <span role="alert" id={spoken} className={classes.spoken}>
        {wrong}
      </span>
    </div>
  );
}

/** The answers of a form that are being judged; all fields of a page wait for the same answer. */
const asked = new WeakMap<object, Promise<Problem[]>>();

function problemsOf(answers: object, templateRef: string, apis: ApiHolder): Promise<Problem[]> {
  const running = asked.get(answers);
  if (running) return running;
  const goldpath = apis.get(goldpathApiRef);
  if (!goldpath) throw new Error('The portal has no API that could check this answer.');
  const problems = goldpath.problems({ templateRef, answers: { ...answers } });
  asked.set(answers, problems);
  // who tries again with the same answers is to get a new judgement
  const forget = () => void setTimeout(() => asked.delete(answers));
  problems.then(forget, forget);
  return problems;
}

const validation: CustomFieldValidator<Answer, Options> = async (answer, validity, context) => {
  const options = context.uiSchema?.['ui:options']?.goldpath;
  if (!options) return;
  if (options.drawnBy === 'RepoUrlPicker') repoPickerValidation(String(answer), validity, context);
  try {
    const problems = await problemsOf(context.formData, options.templateRef, context.apiHolder);
    const problem = problems.find(({ field }) => field === options.field);
    if (problem) validity.addError(problem.message);
  } catch (error) {
    validity.addError(`could not be checked (${(error as Error).message}); try again`);
  }
};

/** The form field of answers that the server judges; see {@link ANSWER_FIELD}. */
export const answerField = FormFieldBlueprint.make({
  name: 'answer',
  params: {
    field: async () => createFormField({ name: ANSWER_FIELD, component: AnswerField, validation }),
  },
});
