import { strings } from '../strings/index.ts';

/** The list's part of the page's words. */
export const words = strings.list;
