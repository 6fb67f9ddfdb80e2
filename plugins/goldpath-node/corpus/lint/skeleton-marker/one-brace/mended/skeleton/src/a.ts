export const a = (values: { name: string }) => `${values.name}`;
