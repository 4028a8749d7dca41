import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import {
  GraphQLError,
  type ASTVisitor,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/**
 * For the parser. The standard introspection query has about 250 tokens, the longest queries of our
 * clients 300. Validation time grows with the square: 5,000 tokens can take almost a second.
 */
export const parseLimits = { maxTokens: 2_500 };

/** Levels. The deepest of our clients' queries, a delivery of an event of a delivery of a webhook, has 9. */
export const depthMax = 12;
/** Levels of an introspection: the standard one unwraps a type nine times and so has 15. */
export const introspectionDepthMax = 20;
/** A dashboard that asks for several statistics at once uses about ten. */
export const aliasesMax = 30;
export const directivesMax = 30;

/** A document or an operation beyond a limit. The message names the limit and repeats nothing that was sent. */
export class LimitError extends GraphQLError {
  constructor(message: string) {
    super(message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } } });
    this.name = 'LimitError';
  }
}

/** The limits of one document, on HTTP and on WebSocket alike. Its cost depends on the variables: see `createCostCheck`. */
export const limitRules: readonly ValidationRule[] = [
  limit(`be nested deeper than ${depthMax} levels`, (callbacks) =>
    maxDepthRule({ n: depthMax, flattenFragments: true, ...callbacks }),
  ),
  limit(`be nested deeper than ${introspectionDepthMax} levels`, (callbacks) =>
    maxDepthRule({
      n: introspectionDepthMax,
      flattenFragments: true,
      ignoreIntrospection: false,
      ...callbacks,
    }),
  ),
  limit(`have more than ${aliasesMax} aliases`, (callbacks) =>
    maxAliasesRule({ n: aliasesMax, ...callbacks }),
  ),
  limit(`have more than ${directivesMax} directives`, (callbacks) =>
    maxDirectivesRule({ n: directivesMax, ...callbacks }),
  ),
];

/** By default the rules throw out of `validate`, and Apollo reports that as an internal error. */
interface Callbacks {
  propagateOnRejection: false;
  onReject: (() => void)[];
}

type ArmorRule = (callbacks: Callbacks) => (context: ValidationContext) => ASTVisitor;

function limit(excess: string, makeRule: ArmorRule): ValidationRule {
  return (context) => {
    const reject = () => context.reportError(new LimitError(`An operation must not ${excess}.`));
    return makeRule({ propagateOnRejection: false, onReject: [reject] })(context);
  };
}
