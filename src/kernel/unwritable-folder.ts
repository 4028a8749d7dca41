/** Why a folder of ours cannot be made or written to, with the way out; for people who start the service. */
export class UnwritableFolderError extends Error {
  override readonly name = 'UnwritableFolderError';

  /** @param variable names the folder in the environment */
  constructor(folder: string, variable: 'DATA_DIR' | 'TMPDIR', cause: unknown) {
    const { code } = cause as NodeJS.ErrnoException;
    super(
      `${folder} cannot be written to (${code}): set ${variable} to a folder that this user may write to.`,
      { cause },
    );
  }
}
