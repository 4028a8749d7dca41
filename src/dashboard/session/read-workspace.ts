import { decodeJwt } from 'jose';

/** Reads for which workspace a token is. Null if it does not say so: then the service refuses it. */
export function readWorkspace(token: string): string | null {
  try {
    const { workspace } = decodeJwt(token);
    return typeof workspace === 'string' ? workspace : null;
  } catch {
    return null;
  }
}
