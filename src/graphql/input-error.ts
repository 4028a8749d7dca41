/** Parts of graphql-js messages that repeat no value: they match only names and types. */
const safeParts: readonly RegExp[] = [
  /Field "[\w.]+" of required type "[\w![\]]+" was not provided\./,
  /Field "\w+" is not defined by type "\w+"\./,
  /Variable "\$\w+" of (?:required|non-null) type "[\w![\]]+" (?:was not provided|must not be null)\./,
  /Argument "\w+" of (?:required|non-null) type "[\w![\]]+" (?:was not provided|must not be null)\./,
  /Argument "\w+" of required type "[\w![\]]+" was provided the variable "\$\w+" which was not provided a runtime value\./,
  /Exactly one key must be specified for OneOf type "\w+"\./,
  /OneOf Input Object "\w+" must specify exactly one key\./,
  /Field "[\w.]+" must be non-null\./,
  /Expected non-nullable type "[\w![\]]+" not to be null\./,
  /Expected type "\w+" to be an object\./,
  /^(?:Too many validation errors, error limit reached\. )?Validation aborted\.$/,
  /Too many errors processing variables, error limit reached\./,
];

/** Messages of graphql-js and graphql-scalars that name the expected type. */
const expected: readonly RegExp[] = [
  /(?:^|; )(\w+) cannot represent/,
  /Enum "(\w+)" cannot represent/,
  /does not exist in "(\w+)" enum/,
  /Expected (?:value of )?type "([\w![\]]+)"/,
];

const invalidArgument = /^Argument "\w+" has invalid value/;

/**
 * Describes what is wrong with a value and where, without the value: graphql-js and the scalars repeat it, and it
 * may be a secret.
 */
export function describeInputError(message: string): string {
  const argument = invalidArgument.exec(message)?.[0];
  if (argument !== undefined) return `${argument}.`;
  const safe = safeParts.map((pattern) => pattern.exec(message)?.[0]).find(Boolean);
  const type = expected.map((pattern) => pattern.exec(message)?.[1]).find(Boolean);
  const problem = safe ?? (type ? `Expected a value of type ${type}.` : 'A value is malformed.');
  const [, variable] = /^Variable "(\$\w+)" (?:got|has) invalid value/.exec(message) ?? [];
  if (variable === undefined) return problem;
  const [, path] = / at "(\w+(?:\.\w+|\[\d+\])*)"; /.exec(message) ?? [];
  return `Variable ${variable} is invalid${path === undefined ? '' : ` at ${path}`}: ${problem}`;
}

/** Removes the suggestions that graphql-js adds at the end of a message. */
export function hideSuggestion(message: string): string {
  return message.replace(/ Did you mean .*\?$/s, '');
}

/** For a document without the requested operation. An `operationName` may be any text and is not repeated. */
export function describeOperationError(message: string): string {
  return message.startsWith('Must provide ')
    ? message
    : 'The document has no operation of this name.';
}

/** The message of a syntax error without the names and values from the text. */
export function describeSyntaxError(message: string): string {
  return message.replace(/\b(Name|String|BlockString|Int|Float) "[\s\S]*"/, '$1');
}
