// One server for all of them.
import './execution/pipelines.ts';
import './execution/errors.ts';
import './execution/context.ts';
