/** The project as it was built, free of mutants. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A module of `dist`, from Stryker's copy of the project two folders below it. */
export const built = <Module>(path: string): Promise<Module> => import(pathToFileURL(resolve('../../dist', path)).href) as Promise<Module>;
