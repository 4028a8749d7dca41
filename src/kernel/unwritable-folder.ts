/** A folder of the service cannot be made or written to. The message tells its operator what to do. */
export class UnwritableFolderError extends Error {
  override readonly name = 'UnwritableFolderError';

  /** @param variable the environment variable that sets the folder */
  constructor(folder: string, variable: 'DATA_DIR' | 'TMPDIR', cause: unknown) {
    const { code } = cause as NodeJS.ErrnoException;
    super(
      `${folder} cannot be written to (${code}): set ${variable} to a folder that this user may write to.`,
      { cause },
    );
  }
}
