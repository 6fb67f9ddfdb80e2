const words = (text: string) => text.trim().split(/\s+/);

const ofNumbers = words('text select updown range radio hidden');

/**
 * The input controls for each type, from `getWidget` of `@rjsf/utils` 5.24 (read on 2026-11-29; formField.test.ts compares
 * them).
 */
export const widgets: Readonly<Record<string, readonly string[]>> = {
  boolean: words('checkbox radio select hidden'),
  string:
    words(`text password email hostname ipv4 ipv6 uri data-url radio select textarea hidden date datetime date-time
    alt-date alt-datetime time color file`),
  number: ofNumbers,
  integer: ofNumbers,
  array: words('select checkboxes files hidden'),
};

/** Every input control that the form has for some type. */
export const allWidgets: readonly string[] = [...new Set(Object.values(widgets).flat())];
