export { createUserPoolsRoute, USER_POOLS_PATH } from './endpoint.ts';
export { openStore, type UserPoolStore } from './store.ts';
export { createUserPools, type SeedUser, type UserPools } from './user-pools.ts';
