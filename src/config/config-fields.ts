import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { completeDatabaseUrl, DatabaseUrlError } from '../db/index.ts';
import type { SecretKey } from '../kernel/index.ts';

/** A whole number in decimal digits. */
export function integer(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, { message, abort: true })
    .transform(Number)
    .pipe(z.number().min(least, message).max(most, message));
}

/** `true` or `false`. */
export function boolean() {
  const texts = z.enum(['true', 'false'], 'must be true or false');
  return texts.transform((text) => text === 'true');
}

/** One or more entries, separated by commas and optional blanks. */
export function list<T>(entry: z.ZodType<T, string>) {
  const texts = z.string().transform((text) => text.split(',').map((part) => part.trim()));
  return texts.pipe(z.array(entry));
}

/** A URL with one of these protocols, such as `https:`; kept as written. */
export function url(protocols: readonly string[], message: string) {
  return z.string().refine((text) => protocols.includes(URL.parse(text)?.protocol ?? ''), {
    message,
    abort: true,
  });
}

/** A supported database URL, completed from the `PG…` variables of the environment. */
export function databaseUrl(env: NodeJS.ProcessEnv) {
  return z.string().transform((text, context) => {
    try {
      return completeDatabaseUrl(text, env);
    } catch (error) {
      if (!(error instanceof DatabaseUrlError)) throw error;
      context.issues.push({ code: 'custom', message: error.message, input: '' });
      return z.NEVER;
    }
  });
}

/** A database URL, or `none`. */
export function listenUrl(env: NodeJS.ProcessEnv) {
  const url = databaseUrl(env);
  return z.string().transform((text, context) => {
    if (text === 'none') return text;
    const { success, data, error } = url.safeParse(text);
    if (success) return data;
    const message = `must be none or a database URL; this one ${error.issues[0]?.message}`;
    context.issues.push({ code: 'custom', message, input: '' });
    return z.NEVER;
  });
}

/**
 * Whether the keys that tokens are checked with may be fetched from this URL. Over plain http an attacker on the
 * way could replace the keys, so it is allowed only to this machine.
 */
export function isSafeToFetch(text: string): boolean {
  const { protocol, hostname, username, password } = new URL(text);
  const isHere = hostname === 'localhost' || hostname === '[::1]' || /^127\.[\d.]+$/.test(hostname);
  return (protocol === 'https:' || isHere) && username === '' && password === '';
}

const secretKeyForm = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]{43}=)$/;

/** An id, a colon and the base64 of 32 bytes, the key size of AES-256. */
export function secretKey(): z.ZodType<SecretKey, string> {
  const message = 'must be an id ([A-Za-z0-9_-]{1,32}), a colon and the base64 of 32 bytes';
  return z
    .string()
    .regex(secretKeyForm, { message, abort: true })
    .transform((text) => {
      const [, id = '', base64 = ''] = secretKeyForm.exec(text) ?? [];
      return { id, key: Buffer.from(base64, 'base64') };
    });
}

/** A range in CIDR form: four-part IPv4 or IPv6, and a prefix length. */
export function network() {
  return z.string().refine(isNetwork, 'must be a network in CIDR form');
}

function isNetwork(text: string): boolean {
  const [, address = '', prefix = ''] = /^([0-9A-Fa-f.:]+)\/(\d{1,3})$/.exec(text) ?? [];
  const family = isIP(address);
  if (family === 4) return Number(prefix) <= 32;
  // Addresses such as ::ffff:a.b.c.d are checked as IPv4, so a range of them would match nothing.
  return family === 6 && Number(prefix) <= 128 && !ipaddr.IPv6.parse(address).isIPv4MappedAddress();
}

const hostPatternForm =
  /^(?:\*\.)?[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/i;

/** Matches the end of a host that is an IPv4 address (WHATWG URL, section 3.5). */
const numberAtEnd = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/i;

/** A host name, or `*.` and a suffix that matches every name under it. */
export function hostPattern() {
  return z
    .string()
    .refine(
      (text) => hostPatternForm.test(text) && !numberAtEnd.test(text),
      'must be a host name, or *. and a host name; an address is not allowed',
    );
}

/** Origins of browser pages; none by default. */
export function origins() {
  const message = 'must be an origin: scheme, host and port, without a path or *';
  return list(z.string().refine(isOrigin, message)).default([]);
}

/** The address of a web app, which paths are added to; without a slash at the end. Short, since messages have little room. */
export function appUrl() {
  const message =
    'must be an http or https URL of at most 200 characters, without a query or fragment';
  return url(['http:', 'https:'], message)
    .refine((text) => !/[?#]/.test(text) && text.length <= 200, message)
    .transform((text) => text.replace(/\/+$/, ''));
}

/** Whether the text has exactly the form of an `Origin` header. */
function isOrigin(text: string): boolean {
  const parsed = URL.parse(text);
  return parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.origin === text;
}
