export { withoutExpired } from './expiry.ts';
export { createObjectsRoute } from './route.ts';
export { openObjectStore, type ObjectInfo, type ObjectStore } from './store.ts';
