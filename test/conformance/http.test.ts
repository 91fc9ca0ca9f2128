// One server for all of them.
import './http/requests.ts';
import './http/refusals.ts';
import './http/errors.ts';
import './http/graphql.ts';
import './http/gets.ts';
