/** Stands in every mail: a worry heard is not a person to be found (design of the service; 国办发〔2016〕61号). */
export const RULE = '请就事办事，不得寻找发帖人、不得要求删帖。';

/** Text within HTML. */
export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0) ?? 0};`);
