/** Writes a value of an enum in words: `CONNECTION_REFUSED` is "Connection refused". */
export function toWords(value: string): string {
  return capitalise(toLowerWords(value));
}

/** Writes a value of an enum within a sentence: `STATUS_5XX` is "5xx", `DNS_ERROR` is "DNS error". */
export function toLowerWords(value: string): string {
  return value
    .replace(/^STATUS_/, '')
    .replaceAll('_', ' ')
    .toLowerCase()
    .replace(/\b(dns|tls|http)\b/g, (name) => name.toUpperCase());
}

/** Begins a text with a capital letter. */
export function capitalise(text: string): string {
  return text.replace(/^./, (first) => first.toUpperCase());
}
