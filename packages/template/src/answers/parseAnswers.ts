import { firstValue, parseYaml, YamlError } from '@goldpath/diagnostics';
import { type AnswerProblem, AnswersError } from '../errors.ts';

/** An answers file, parsed and not validated. */
export interface ParsedAnswers {
  /** the content of the file; `null` when it is empty */
  answers: unknown;
  /** the problems in the order of the file, each with the line of its answer; 1 where there is none */
  locate: (problems: AnswerProblem[]) => (AnswerProblem & { line: number })[];
}

/**
 * Parses a YAML (or JSON) text of answers, one field per line.
 *
 * @throws AnswersError with the line when it cannot be parsed
 */
export function parseAnswers(text: string): ParsedAnswers {
  const fail = (line: number, message: string) => new AnswersError([{ field: 'answers', message, line }]);
  try {
    const yaml = parseYaml(text);
    const second = yaml.documents[1];
    if (second) throw fail(yaml.lineAt(second.range[0]), 'have a second document here; keep one');
    return {
      answers: firstValue(yaml),
      locate: problems =>
        problems
          .map(problem => ({ ...problem, line: yaml.lineOf([problem.field]) }))
          .sort((left, right) => left.line - right.line),
    };
  } catch (error) {
    if (error instanceof YamlError) throw fail(error.line, `are not YAML: ${error.message}; fix the syntax`);
    throw error;
  }
}
