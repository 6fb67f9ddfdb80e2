import { createContext, useContext, useEffect } from 'react';

/** The answers of a form so far. */
export interface FormAnswers {
  templateRef: string;
  answers: Record<string, unknown>;
}

/** Receives the answers of the form inside it. */
export const FormAnswersContext = createContext<(form: FormAnswers) => void>(() => {});

/** Reports the answers of a form to the {@link FormAnswersContext} around it, whenever they change. */
export function useReportAnswers(templateRef: string | undefined, answers: unknown): void {
  const report = useContext(FormAnswersContext);
  const text = JSON.stringify(answers ?? {});
  useEffect(() => {
    if (templateRef === undefined) return;
    report({ templateRef, answers: JSON.parse(text) as Record<string, unknown> });
  }, [report, templateRef, text]);
}
