/** The catalogue in use. A further language is a file like en.ts, chosen here. */

import { en, type Catalogue } from './en';

export { about, number } from './en';

const CATALOGUES: Record<string, Catalogue> = { en };

export const t: Catalogue = CATALOGUES[globalThis.navigator?.language?.slice(0, 2) ?? 'en'] ?? en;
