import formats from 'ajv-formats';

/** Whether the catalogue's schemas accept this text as an e-mail address; does not check its length. */
export function isEmailAddress(text: string): boolean {
  return (formats.default.get('email') as RegExp).test(text);
}
