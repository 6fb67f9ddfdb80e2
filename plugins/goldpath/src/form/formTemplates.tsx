import { ReviewState, type ReviewStateProps } from '@backstage/plugin-scaffolder-react/alpha';
import type { FormProps } from '@backstage/plugin-scaffolder-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { type ComponentType, useEffect, useRef } from 'react';
import { useText } from '../messages/useText.ts';
import type { FormState } from './asked.ts';
import { fieldOf } from './formMessages.ts';
import { useFresh } from './useFresh.ts';

/** The context of the parts of a form. */
export interface FormPartsContext {
  /** the title of the page that has a field */
  pageOf: (field: string) => string | undefined;
  /** records that a page is shown, and returns whether another one was shown before */
  visit: (page: string) => boolean;
  /** the number of times that the form was submitted */
  attempt: number;
}

interface PartProps {
  registry: { formContext: FormPartsContext; templates: Record<string, ComponentType<object>> };
}

const useStyles = makeStyles(theme => ({
  heading: { margin: theme.spacing(0, 0, 2), '&:focus-visible': { outlineOffset: 4 } },
  // the stock table is as wide as its longest answer
  review: { '& table': { tableLayout: 'fixed', width: '100%' }, '& td': { overflowWrap: 'anywhere' } },
  list: { color: theme.palette.error.main, margin: theme.spacing(0, 0, 2), paddingLeft: theme.spacing(3) },
}));

/** The `visit` of a {@link FormPartsContext}. */
export function pageVisits(): FormPartsContext['visit'] {
  let last: string | undefined;
  return page => {
    const isNext = last !== undefined && last !== page;
    last = page;
    return isNext;
  };
}

/** The heading of a page of a form, which is focused when the page has changed. */
function PageHeading({ title, visit }: { title: string } & Pick<FormPartsContext, 'visit'>) {
  const classes = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (visit(title)) heading.current?.focus();
  }, [title, visit]);
  return (
    <Typography variant="h6" component="h3" tabIndex={-1} ref={heading} className={classes.heading}>
      {title}
    </Typography>
  );
}

function Page(props: PartProps & { properties: { name: string }[] }) {
  const { pageOf, visit } = props.registry.formContext;
  const { ObjectFieldTemplate } = props.registry.templates;
  const title = props.properties.map(({ name }) => pageOf(name)).find(page => page !== undefined);
  return (
    <>
      {title !== undefined && <PageHeading title={title} visit={visit} />}
      {ObjectFieldTemplate && <ObjectFieldTemplate {...props} />}
    </>
  );
}

/** A field, with its problems as long as they are about its present answer. */
function Field(props: PartProps & { rawErrors?: string[]; errors?: object; formData?: unknown }) {
  const { rawErrors = [], errors, formData } = props;
  const { FieldTemplate } = props.registry.templates;
  const fresh = useFresh(rawErrors, formData);
  const shown = { rawErrors: fresh, errors: fresh.length > 0 ? errors : undefined };
  return FieldTemplate ? <FieldTemplate {...props} {...shown} /> : null;
}

const FIRST_INVALID = '[data-invalid="true"] :is(input, textarea, select, button, [role="button"])';

type FormError = Parameters<NonNullable<FormProps['transformErrors']>>[0][number];

/** Focuses the first field with a problem after an attempt. It shows only the problems that do not belong to a field. */
function Problems({ errors, registry }: PartProps & { errors: FormError[] }) {
  const classes = useStyles();
  const list = useRef<HTMLUListElement>(null);
  const { attempt } = registry.formContext;
  useEffect(() => {
    const form = list.current?.closest('form');
    form?.querySelector<HTMLElement>(FIRST_INVALID)?.focus();
  }, [attempt]);
  const others = errors.filter(error => fieldOf(error) === '');
  return (
    <ul ref={list} className={classes.list} hidden={others.length === 0}>
      {others.map(({ message }) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}

/** The parts of a form that this portal draws itself, for `formProps.uiSchema`. */
export function formParts(fields: Iterable<string>): NonNullable<FormProps['uiSchema']> {
  const ofFields = [...fields].map(field => [field, { 'ui:FieldTemplate': Field }]);
  return {
    ...Object.fromEntries(ofFields),
    'ui:ObjectFieldTemplate': Page,
    'ui:ErrorListTemplate': Problems,
  } as NonNullable<FormProps['uiSchema']>;
}

/** The last page: the answers that the form asks for. */
export function reviewWith(asked: (answers: FormState) => FormState, visit: FormPartsContext['visit']) {
  return function Review({ formState, schemas }: ReviewStateProps) {
    const t = useText();
    const classes = useStyles();
    return (
      <div className={classes.review}>
        <PageHeading title={t('form.review')} visit={visit} />
        <ReviewState formState={asked(formState) as ReviewStateProps['formState']} schemas={schemas} />
      </div>
    );
  };
}
