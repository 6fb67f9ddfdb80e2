import { type AnswerProblem, AnswersError } from '../errors.ts';
import { firstValue, parseYaml, YamlError } from '../source/yamlText.ts';

/** The text of an answers file, parsed but not judged. */
export interface ParsedAnswers {
  /** what the file holds; `null` when it is empty */
  answers: unknown;
  /** the problems with the line of the answer that each is about, in their order; 1 where there is none */
  locate(problems: AnswerProblem[]): (AnswerProblem & { line: number })[];
}

/**
 * Parses a YAML (or JSON) text of answers, one field a line.
 *
 * @throws AnswersError with the line when it cannot be parsed
 */
export function parseAnswers(text: string): ParsedAnswers {
  const fail = (line: number, message: string) => new AnswersError([{ field: 'answers', message, line }]);
  try {
    const yaml = parseYaml(text);
    const second = yaml.documents[1];
    if (second) throw fail(yaml.lineAt(second.range[0]), 'go on in a second document here; keep one');
    return {
      answers: firstValue(yaml),
      locate: problems =>
        problems
          .map(problem => ({ ...problem, line: yaml.lineOf([problem.field]) }))
          .sort((left, right) => left.line - right.line),
    };
  } catch (error) {
    if (error instanceof YamlError) throw fail(error.line, `are not YAML: ${error.message}; mend the syntax`);
    throw error;
  }
}
