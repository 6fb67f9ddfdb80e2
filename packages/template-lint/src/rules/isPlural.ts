/** Whether one of two names is the plural of the other one, such as `tag` and `tags`: both may be intended. */
export const isPlural = (name: string, other: string) => `${name}s` === other || `${other}s` === name;
