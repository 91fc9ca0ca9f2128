import { Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Says why a finding of cdk-nag is meant to be so: by its exact name, as in `AwsSolutions-SMG4`, for this construct and all in it. */
export function acknowledge(construct: Construct, reasons: Readonly<Record<string, string>>): void {
  Validations.of(construct).acknowledge(...Object.entries(reasons).map(([id, reason]) => ({ id, reason })));
}
