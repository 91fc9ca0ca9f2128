import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { firewallRules } from './firewall-rules.ts';
import { type FirewallLimits, type Stage, originsOf } from './stage.ts';

export interface FirewallProps {
  readonly stage: Stage;
  readonly limits: FirewallLimits;
  readonly apiArn: string;
}

/**
 * What AWS WAF looks at before AppSync does: every HTTP request and every WebSocket's opening. 5 $ a month, 1 $ for each rule, 0.60 $ for a
 * million requests; the service's own publishing counts too, so a send is two.
 */
export class Firewall extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, { stage, limits, apiArn }: FirewallProps) {
    super(scope, id);
    this.name = `parley-${stage.name}`;
    const acl = new CfnWebACL(this, 'Acl', {
      name: this.name,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      // Samples would show people's tokens to whoever may open the console.
      visibilityConfig: { cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName: this.name },
      rules: firewallRules(limits, originsOf(stage)),
    });
    new CfnWebACLAssociation(this, 'Association', { resourceArn: apiArn, webAclArn: acl.attrArn });
    const logs = new LogGroup(this, 'Logs', {
      // AWS WAF writes to groups of this prefix alone.
      logGroupName: `aws-waf-logs-parley-${stage.name}`,
      retention: stage.logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: acl.attrArn,
      // Without the `:*` that the group's own ARN ends in.
      logDestinationConfigs: [
        Stack.of(this).formatArn({
          service: 'logs',
          resource: 'log-group',
          resourceName: logs.logGroupName,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      ],
      // What is let in is not written down, and no token ever is: neither in its header, nor where a WebSocket's opening carries it.
      redactedFields: [
        { singleHeader: { Name: 'authorization' } },
        { singleHeader: { Name: 'sec-websocket-protocol' } },
        { queryString: {} },
      ],
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [
          {
            Behavior: 'KEEP',
            Requirement: 'MEETS_ANY',
            Conditions: [{ ActionCondition: { Action: 'BLOCK' } }],
          },
        ],
      },
    });
  }
}
