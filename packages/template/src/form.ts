// The part of this package that browsers can load too: it reads no files.
export { askedAnswers } from './answers/askedAnswers.ts';
export { mergeForm } from './read/mergeForm.ts';
