/** The failure database that an option names. */
import type { FailureDatabase } from '../../search/database.js';

/** Whether a database is on a server, and in no folder. */
const isOnServer = (place: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(place);

/** The folder that keeps what is of this machine alone. */
export const folderOf = (place: string): string => (isOnServer(place) ? '.tensor-laws' : place);

/**
 * @param place a folder, or `redis://host:port`
 * @param warn told what goes wrong with it
 * @throws InvalidArgument on the address of anything else
 * @throws QueueProblem where its server cannot be used
 */
export async function openDatabase(place: string, warn: (line: string) => void): Promise<FailureDatabase> {
  if (isOnServer(place)) {
    const { connectDatabase } = await import('../../queue/connect.js');
    return connectDatabase(place, warn);
  }
  const { FolderDatabase } = await import('../../search/folder-database.js');
  return new FolderDatabase(place, warn);
}
