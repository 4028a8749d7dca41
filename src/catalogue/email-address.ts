import formats from 'ajv-formats';

/** Whether the schemas of the catalogue take this text for an e-mail address; its length is no matter here. */
export function isEmailAddress(text: string): boolean {
  return (formats.default.get('email') as RegExp).test(text);
}
