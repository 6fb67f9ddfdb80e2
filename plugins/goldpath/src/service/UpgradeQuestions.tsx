import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { extractSchemaFromStep, Form } from '@backstage/plugin-scaffolder-react/alpha';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { UpgradePreview, UpgradeQuestion } from '@goldpath/plugin-goldpath-common';
import validator from '@rjsf/validator-ajv8';
import { useEffect, useMemo, useState } from 'react';
import { useFormFields } from '../form/formFields.ts';
import { formMessages } from '../form/formMessages.ts';
import { type Text, useText } from '../messages/useText.ts';
import { type Answers, type QuestionForm, questionForm } from './questionForm.ts';

const useStyles = makeStyles(theme => ({ section: { marginBottom: theme.spacing(2) } }));

/** The properties of {@link UpgradeQuestions}. */
export interface UpgradeQuestionsProps {
  /** the name of the template */
  template: string;
  preview: UpgradePreview;
  /** merges again with other answers */
  onAnswer: (answers: Answers) => void;
}

function sentenceOf({ field, answer, source, isRequired }: UpgradeQuestion, form: QuestionForm, t: Text) {
  const title = form.titleOf(field);
  if (source !== 'none') return t(`upgrade.answer.${source}`, { title, answer: String(answer) });
  return t(isRequired ? 'upgrade.answer.missing' : 'upgrade.answer.none', { title });
}

/** The part of the template's form with the questions of a preview; undefined until it is loaded. */
function useQuestionForm(template: string, preview: UpgradePreview): QuestionForm | undefined {
  const scaffolder = useApi(scaffolderApiRef);
  const [manifest, setManifest] = useState<Parameters<typeof questionForm>[0]>();
  useEffect(() => {
    let wanted = true;
    const ref = stringifyEntityRef({ kind: 'template', namespace: 'default', name: template });
    scaffolder.getTemplateParameterSchema(ref).then(
      found => wanted && setManifest(found),
      // the names of the fields are shown instead of their titles
      () => wanted && setManifest({ title: template, steps: [] }),
    );
    return () => {
      wanted = false;
    };
  }, [scaffolder, template]);
  return useMemo(() => manifest && questionForm(manifest, preview), [manifest, preview]);
}

function AnswersForm({ form, onAnswer }: { form: QuestionForm } & Pick<UpgradeQuestionsProps, 'onAnswer'>) {
  const t = useText();
  const found = useFormFields();
  const [answers, setAnswers] = useState<object>(form.answers);
  const { schema, uiSchema } = useMemo(() => extractSchemaFromStep(form.schema), [form]);
  if (!found) return null;
  const fields = Object.fromEntries(found.map(({ name, component }) => [name, component]));
  return (
    <Form
      schema={schema}
      uiSchema={uiSchema}
      fields={fields as NonNullable<Parameters<typeof Form>[0]['fields']>}
      formContext={{ formData: answers }}
      formData={answers}
      noHtml5Validate
      showErrorList={false}
      transformErrors={errors => formMessages(errors, t('form.missing'))}
      validator={validator}
      onChange={({ formData }) => setAnswers((formData ?? {}) as object)}
      onSubmit={({ formData }) => onAnswer((formData ?? {}) as Answers)}
    >
      <Button type="submit" variant="outlined">
        {t('upgrade.mergeAgain')}
      </Button>
    </Form>
  );
}

/** The questions of the newer version that the service has not answered: the answers that are used, and a form to change them. */
export function UpgradeQuestions({ template, preview, onAnswer }: UpgradeQuestionsProps) {
  const t = useText();
  const classes = useStyles();
  const form = useQuestionForm(template, preview);
  const { questions, refused } = preview;
  const [isOpen, setOpen] = useState(refused.length > 0);
  if (!form || (questions.length === 0 && refused.length === 0)) return null;
  const isRefused = ({ field }: UpgradeQuestion) => refused.some(one => one.field === field);
  // the reason of the form comes below
  const listed = questions.filter(question => question.source !== 'none' || !isRefused(question));
  const isEditable = Object.keys(form.schema.properties ?? {}).length > 0;
  return (
    <section aria-label={t('upgrade.questions')} className={classes.section}>
      <Typography variant="subtitle2" component="h3">
        {t('upgrade.questions')}
      </Typography>
      <ul>
        {listed.map(question => (
          <li key={question.field}>{sentenceOf(question, form, t)}</li>
        ))}
        {refused.map(({ field, message }) => (
          <li key={`${field} refused`}>
            <Typography color="error" variant="body2" component="span">
              {form.titleOf(field)}: {message}
            </Typography>
          </li>
        ))}
      </ul>
      {isEditable && !isOpen && (
        <Button size="small" variant="outlined" onClick={() => setOpen(true)}>
          {t('upgrade.changeAnswers')}
        </Button>
      )}
      {isEditable && isOpen && <AnswersForm form={form} onAnswer={onAnswer} />}
    </section>
  );
}
