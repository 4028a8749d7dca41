import { findEventType } from '../../../src/catalogue/index.ts';
import { sql } from '../../../src/db/index.ts';
import type { TestApp } from '../../kit/app.ts';
import type { Customer } from '../../kit/customer.ts';
import { PublishEvents } from '../../kit/documents.ts';
import { receiverHost, type Answer, type ReceivedRequest } from '../../kit/receiver.ts';

/** Receivers may be chat services. */
export const chatEnv = { DELIVERY_CHAT_HOSTS: receiverHost };

/** A message as Slack got it. */
export interface Message {
  atMs: number;
  body: string;
}

/** Answers each request, and keeps what arrived. */
export function keepMessages(answer: number | ((message: Message, place: number) => Answer)) {
  const messages: Message[] = [];
  return {
    messages,
    answer: ((response, { body }: ReceivedRequest) => {
      const message = { atMs: Date.now(), body };
      messages.push(message);
      const given = typeof answer === 'number' ? answer : answer(message, messages.length - 1);
      if (typeof given === 'function') given(response, { path: '', headers: {}, body });
      else if (typeof given === 'number') response.writeHead(given).end();
      else response.writeHead(given.status, given.headers).end(given.body);
    }) satisfies Answer,
  };
}

/** The name of the renter of an event; no name is part of another. */
export const nameOf = (n: number) => `Renter ${String(n).padStart(3, '0')}`;

/** Publishes one event for each of these numbers, about a renter with its name. */
export async function publishNamed(
  app: TestApp,
  customer: Customer,
  numbers: readonly number[],
): Promise<void> {
  const { renter } = findEventType('renter.created').sample as { renter: object };
  const events = numbers.map((n) => ({
    type: 'renter.created',
    data: { renter: { ...renter, name: nameOf(n) } },
  }));
  const { publishEvents } = await app.ask(customer.token, PublishEvents, { input: { events } });
  if (!publishEvents.events) throw new Error(JSON.stringify(publishEvents.userErrors));
}

/** Numbers from `first`, `count` of them. */
export const numbersFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, place) => first + place);

/** An attempt with the body that was sent. */
export interface SentAttempt {
  deliveryId: string;
  number: number;
  body: string | null;
  errorCode: string | null;
}

/** All logged attempts of a workspace, in the order of their deliveries. */
export async function readAttempts(app: TestApp, customer: Customer): Promise<SentAttempt[]> {
  const { rows } = await sql<SentAttempt>`
    select a.delivery_id as "deliveryId", a.number, a.request_body as body, a.error_code as "errorCode"
    from attempts a join deliveries d on d.id = a.delivery_id
    where d.workspace_id = ${customer.workspaceId} order by a.delivery_id, a.number
  `.execute(app.app.database.em.fork().getKysely());
  return rows;
}
