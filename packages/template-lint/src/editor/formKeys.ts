import type { Schema } from '../actions/actions.ts';

const text = (description: string): Schema => ({ description, type: 'string' });
const boolean = (description: string): Schema => ({ description, type: 'boolean' });
const names = (description: string): Schema => ({ description, type: 'array', items: { type: 'string' } });

/** The keys of a form in addition to JSON Schema. */
export const formKeys: Record<string, Schema> = {
  'ui:field': text('The field extension, such as OwnerPicker, EntityPicker or RepoUrlPicker.'),
  'ui:widget': text('The input control, such as textarea, radio, password, checkboxes or hidden.'),
  'ui:options': { description: 'Options of the field extension or the input control.', type: 'object' },
  'ui:title': text('The label, in place of title.'),
  'ui:description': text('The text below the field, in place of description.'),
  'ui:help': text('A hint below the field.'),
  'ui:placeholder': text('The text that an empty field shows.'),
  'ui:autofocus': boolean('Whether the page opens with the cursor in this field.'),
  'ui:autocomplete': {
    description: 'The value that browsers may fill in, or the settings of a field extension.',
    type: ['string', 'object'],
  },
  'ui:disabled': boolean('Whether the field is shown but cannot be changed.'),
  'ui:readonly': boolean('Whether the field is shown but cannot be changed.'),
  'ui:emptyValue': { description: 'The value of an emptied field.' },
  'ui:enumNames': names('The labels of the values of enum, in the same order.'),
  'ui:enumDisabled': { description: 'The values of enum that cannot be chosen.', type: 'array' },
  'ui:order': names('The order of the fields; * is a placeholder for all others.'),
  'ui:backstage': {
    description: 'Display options of the portal.',
    type: 'object',
    properties: {
      featureFlag: text('The feature flag that shows the field.'),
      review: {
        description: 'Display options of the answer on the review page.',
        type: 'object',
        properties: {
          show: boolean('Whether the review page shows it.'),
          mask: text('The text that is shown in place of the value.'),
          name: text('The label on the review page.'),
          explode: boolean('Whether an object is shown field by field.'),
        },
      },
    },
  },
  'backstage:permissions': {
    description: 'Restricts who can see it: a policy of the portal uses these tags in its decision.',
    type: 'object',
    properties: { tags: names('Tags that the policy knows.') },
  },
  'backstage:featureFlag': text('The feature flag that shows it.'),
  enumNames: names('The labels of the values of enum, in the same order.'),
  errorMessage: {
    description: 'The message for an invalid answer: a sentence, or one for each keyword.',
    type: ['string', 'object'],
  },
};
