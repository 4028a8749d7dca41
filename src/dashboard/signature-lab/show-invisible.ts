const names: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Writes characters that cannot be seen, or that move the text around them, so that they are seen. */
export function showInvisible(text: string): string {
  return text.replace(
    /[^\S ]|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) =>
      names[character] ??
      `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}}`,
  );
}
