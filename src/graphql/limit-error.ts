import { GraphQLError } from 'graphql';

/** A document or an operation that goes beyond a limit. Its message names the limit and nothing that was sent. */
export class LimitError extends GraphQLError {
  constructor(message: string) {
    super(message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } } });
    this.name = 'LimitError';
  }
}
