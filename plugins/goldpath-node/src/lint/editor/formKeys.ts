import type { Schema } from '../actions/actions.ts';

const text = (description: string): Schema => ({ description, type: 'string' });
const yesOrNo = (description: string): Schema => ({ description, type: 'boolean' });
const names = (description: string): Schema => ({ description, type: 'array', items: { type: 'string' } });

/** What a form knows besides JSON Schema. */
export const formKeys: Record<string, Schema> = {
  'ui:field': text(
    'The field of the portal that asks this, such as OwnerPicker, EntityPicker or RepoUrlPicker.',
  ),
  'ui:widget': text('The control that asks this, such as textarea, radio, password, checkboxes or hidden.'),
  'ui:options': { description: 'What the field or the control is given.', type: 'object' },
  'ui:title': text('The label, in place of title.'),
  'ui:description': text('What stands below the field, in place of description.'),
  'ui:help': text('A hint below the field.'),
  'ui:placeholder': text('What an empty field shows.'),
  'ui:autofocus': yesOrNo('Whether the page opens with the cursor here.'),
  'ui:autocomplete': text('What browsers may fill in.'),
  'ui:disabled': yesOrNo('Whether it is shown and cannot be changed.'),
  'ui:readonly': yesOrNo('Whether it is shown and cannot be changed.'),
  'ui:emptyValue': { description: 'The value of an emptied field.' },
  'ui:enumNames': names('What is shown for each value of enum, in the same order.'),
  'ui:enumDisabled': { description: 'Values of enum that cannot be chosen.', type: 'array' },
  'ui:order': names('The order of the fields; * stands for all others.'),
  'ui:backstage': {
    description: 'How the portal shows it.',
    type: 'object',
    properties: {
      featureFlag: text('It is shown where this feature flag is on.'),
      review: {
        description: 'How the review page shows the answer.',
        type: 'object',
        properties: {
          show: yesOrNo('Whether the review page shows it.'),
          mask: text('What it shows in place of the value.'),
          name: text('The label on the review page.'),
          explode: yesOrNo('Whether an object is shown field by field.'),
        },
      },
    },
  },
  'backstage:permissions': {
    description: 'Who sees it: a policy of the portal decides by these tags.',
    type: 'object',
    properties: { tags: names('Tags that the policy knows.') },
  },
  'backstage:featureFlag': text('It is shown where this feature flag is on.'),
  enumNames: names('What is shown for each value of enum, in the same order.'),
  errorMessage: {
    description: 'What is said when the answer is refused: one sentence, or one for each keyword.',
    type: ['string', 'object'],
  },
};
