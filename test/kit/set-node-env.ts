/** Sets NODE_ENV for the rest of a test file. With `test`, graphcache writes nothing to its storage. */
export function setNodeEnv(value: 'development' | 'production'): void {
  process.env.NODE_ENV = value;
}
