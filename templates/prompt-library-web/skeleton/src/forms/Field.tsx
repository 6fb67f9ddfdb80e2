import { type ComponentProps, type ReactNode, useId } from 'react';
import styles from './forms.module.css';

interface Described {
  label: string;
  hint?: string | undefined;
  /** the problem with the value, in a sentence */
  problem?: string | undefined;
}

/** The attributes that connect a control with its label, hint and problem. */
interface Control {
  id: string;
  'aria-invalid': true | undefined;
  'aria-describedby': string | undefined;
}

interface LabeledProps extends Described {
  children: (control: Control) => ReactNode;
}

/** A control with its label, a hint, and the problem with its value. */
function Labeled({ label, hint, problem, children }: LabeledProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-invalid': problem ? true : undefined,
        'aria-describedby': described || undefined,
      })}
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  );
}

/** A labeled field for one line of text. */
export function Field({ label, hint, problem, ...input }: Described & Omit<ComponentProps<'input'>, 'id'>) {
  return (
    <Labeled label={label} hint={hint} problem={problem}>
      {control => <input {...input} {...control} />}
    </Labeled>
  );
}

/** A labeled field for several lines of text. */
export function TextField({
  label,
  hint,
  problem,
  ...input
}: Described & Omit<ComponentProps<'textarea'>, 'id'>) {
  return (
    <Labeled label={label} hint={hint} problem={problem}>
      {control => <textarea {...input} {...control} />}
    </Labeled>
  );
}

/** A labeled choice. */
export function ChoiceField({
  label,
  hint,
  problem,
  options,
  ...input
}: Described & Omit<ComponentProps<'select'>, 'id'> & { options: Record<string, string> }) {
  return (
    <Labeled label={label} hint={hint} problem={problem}>
      {control => (
        <select {...input} {...control}>
          {Object.entries(options).map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
      )}
    </Labeled>
  );
}
