/** What the messages of graphql-js say without repeating a value. Patterns of names and types only. */
const tellable: readonly RegExp[] = [
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

/** How graphql-js, its scalars and those of graphql-scalars name the type that a value is not of. */
const expected: readonly RegExp[] = [
  /(?:^|; )(\w+) cannot represent/,
  /Enum "(\w+)" cannot represent/,
  /does not exist in "(\w+)" enum/,
  /Expected (?:value of )?type "([\w![\]]+)"/,
];

const invalidArgument = /^Argument "\w+" has invalid value/;

/**
 * What is wrong with a value that was sent, and where, but not the value: graphql-js and the scalars
 * repeat it, and it may be a secret.
 */
export function describeInputError(message: string): string {
  const argument = invalidArgument.exec(message)?.[0];
  if (argument !== undefined) return `${argument}.`;
  const told = tellable.map((pattern) => pattern.exec(message)?.[0]).find(Boolean);
  const type = expected.map((pattern) => pattern.exec(message)?.[1]).find(Boolean);
  const what = told ?? (type ? `Expected a value of type ${type}.` : 'A value is malformed.');
  const [, variable] = /^Variable "(\$\w+)" (?:got|has) invalid value/.exec(message) ?? [];
  if (variable === undefined) return what;
  const [, path] = / at "(\w+(?:\.\w+|\[\d+\])*)"; /.exec(message) ?? [];
  return `Variable ${variable} is invalid${path === undefined ? '' : ` at ${path}`}: ${what}`;
}

/** The message without the names that graphql-js proposes at its end: one rule for all of them, on both transports. */
export function hideSuggestion(message: string): string {
  return message.replace(/ Did you mean .*\?$/s, '');
}

/** For a document without the operation that was asked for. An `operationName` may be any text, and is not repeated. */
export function describeOperationError(message: string): string {
  return message.startsWith('Must provide ')
    ? message
    : 'There is no operation of this name in the document.';
}

/** The message of a text that does not parse, without the words and values it stumbled over. */
export function describeSyntaxError(message: string): string {
  return message.replace(/\b(Name|String|BlockString|Int|Float) "[\s\S]*"/, '$1');
}
