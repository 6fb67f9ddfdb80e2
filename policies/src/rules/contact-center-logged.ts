import { requirementRule } from './requirements.ts';

export const contactCenterLogged = requirementRule({
  id: 'contact-center-logged',
  title: 'Instances of Amazon Connect log their flows.',
  why: 'Without the log, the reason why a call went wrong is not known.',
  fix: `Log the flows:
  contactFlowLogsEnabled: true`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/connect/latest/adminguide/contact-flow-logs.html',
  controls: ['Connect.2'],
  requires: [
    {
      types: ['aws:connect/instance:Instance'],
      path: 'contactFlowLogsEnabled',
      is: true,
      leftOut: 'fails',
      fails: 'Its flows are not logged.',
      passes: 'Its flows are logged.',
      remediation: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.connect.Instance('support', { identityManagementType: 'CONNECT_MANAGED', inboundCallsEnabled: true, outboundCallsEnabled: true, contactFlowLogsEnabled: true });`,
    ],
    failing: [
      `new aws.connect.Instance('support', { identityManagementType: 'CONNECT_MANAGED', inboundCallsEnabled: true, outboundCallsEnabled: true });`,
    ],
  },
});
