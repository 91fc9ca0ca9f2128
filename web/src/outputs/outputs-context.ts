import { createContext } from 'react';
import type { Outputs } from './outputs.ts';

export const OutputsContext = createContext<Outputs>({ endpoint: '', userPool: null });
