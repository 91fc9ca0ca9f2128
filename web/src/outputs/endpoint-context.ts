import { createContext } from 'react';

/** The API's address. */
export const EndpointContext = createContext('');
