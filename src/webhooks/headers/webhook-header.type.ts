import 'reflect-metadata';
import { Field, InputType, ObjectType } from 'type-graphql';
import type { StoredHeader } from './stored-headers.ts';

/** A custom header in the API. */
@ObjectType('WebhookHeader', { description: 'A header that a webhook adds to its requests.' })
export class WebhookHeaderType {
  @Field(() => String, { description: 'As it was typed. Upper and lower case are the same name.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Null if it is secret: nobody can read it again.',
  })
  value!: string | null;

  @Field(() => Boolean, {
    description: 'Whether the value is stored encrypted, and shown by no query and in no log.',
  })
  isSecret!: boolean;
}

/** Shows a stored header, without the value of a secret one. */
export function toHeaderType(header: StoredHeader): WebhookHeaderType {
  const isSecret = 'sealed' in header;
  const value = isSecret ? null : header.value;
  return Object.assign(new WebhookHeaderType(), { name: header.name, value, isSecret });
}

/** A custom header. */
@InputType({ description: 'A header that a webhook adds to its requests.' })
export class WebhookHeaderInput {
  @Field(() => String, {
    description:
      'At most 64 letters, digits and hyphens, each name once. Names that we send, or that would change the request, are refused, such as `webhook-*`, `content-*`, `host` and `cookie`; `authorization` is allowed.',
  })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description:
      '1 to 1,024 visible ASCII characters, with spaces and tabs inside. Omitted or null in an update: a header that stays secret, or becomes so, keeps its value. A secret value must be given again when the URL gets another host or port.',
  })
  value?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Stores the value encrypted; no query and no log shows it again.',
  })
  isSecret?: boolean | null;
}
