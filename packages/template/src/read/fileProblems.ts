import type { Located, Place } from '@goldpath/diagnostics';
import { formErrors, includesOf, keywordPlaces, pagesOf } from './form.ts';
import { isAboutPages, TEMPLATE_FILE, type TemplateFolder } from './templateFolder.ts';
import { locate, type TemplateProblem, type TemplateRule } from './templateProblem.ts';
import type { PlainYaml } from './yamlFile.ts';

/** stamp.yaml is not YAML, or violates its schema. */
export function specProblems({ spec, specProblems: problems }: TemplateFolder): TemplateProblem[] {
  if (!spec) return [];
  const { root } = spec;
  const syntax = unreadable(spec, 'stamp-schema');
  if (!root) return syntax;
  return [...syntax, ...problems.map(problem => locate('stamp-schema', root, problem))];
}

/** template.yaml is not one that stamping can use. Problems that the portal reports too have rules of their own. */
export function formProblems(folder: TemplateFolder): TemplateProblem[] {
  const { form, formProblems: problems } = folder;
  const { root } = form;
  if (!root) {
    const syntax = unreadable({ ...form, second: undefined }, 'template-schema');
    return [...syntax, ...secondDocument(form, 'stamp-schema')];
  }
  const violations = problems.map(problem =>
    locate(isAboutPages(problem) ? 'stamp-schema' : 'template-schema', root, problem),
  );
  return [...includeProblems(folder), ...violations, ...keywordProblems(folder)];
}

function includeProblems({ form }: TemplateFolder): TemplateProblem[] {
  return includesOf(pagesOf(form.root)).map(entry => ({
    rule: 'stamp-schema',
    at: entry,
    message: `The portal follows ${entry.key} here, but goldpath:stamp reads only ${TEMPLATE_FILE}, so it does not know these fields.`,
    fix: 'Write the included part here.',
  }));
}

function keywordProblems({ form, merged }: TemplateFolder): TemplateProblem[] {
  const pages = pagesOf(form.root);
  if (!merged || !pages) return [];
  return formErrors(merged).flatMap(({ message, word }) => {
    // the portal does not accept such a form either
    const rule = message.startsWith('schema is invalid') ? 'parameters-schema' : 'stamp-schema';
    return placesOf(word, pages).map((at): TemplateProblem => ({
      rule,
      at,
      message: `The form is not a valid JSON schema: ${message}.`,
      fix: 'Use the keywords of JSON Schema, and names with "ui:" for the appearance.',
    }));
  });
}

/** The places of a keyword; the pages when there are none. */
function placesOf(word: string | undefined, pages: Located): Place[] {
  if (word === undefined) return [pages];
  const places = keywordPlaces(pages, word);
  if (places.length === 0) return [pages];
  return places;
}

/** A file of the template cannot be parsed, or has several documents. */
export function unreadable(file: PlainYaml, rule: TemplateRule): TemplateProblem[] {
  const syntax = file.problems.map(({ place, message }): TemplateProblem => ({
    rule,
    at: place,
    message: `This is not YAML: ${message}.`,
    fix: 'Fix the syntax.',
  }));
  return [...syntax, ...secondDocument(file, rule)];
}

function secondDocument({ second }: PlainYaml, rule: TemplateRule): TemplateProblem[] {
  if (!second) return [];
  const message = 'A second document begins here, but goldpath:stamp reads one.';
  return [{ rule, at: second, message, fix: 'Move it to a file of its own.' }];
}
