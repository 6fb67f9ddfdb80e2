/** The targets of services in AWS's JSON protocol. */
export const targets = {
  ecs: 'AmazonEC2ContainerServiceV20141113',
  ecr: 'AmazonEC2ContainerRegistry_V20150921',
  logs: 'Logs_20140328',
};

/** moto wants a signature with a region and a service, and does not verify it. */
const signature = (service: string, region: string) =>
  `AWS4-HMAC-SHA256 Credential=rehearsal/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;

/** An answer in AWS's JSON protocol (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html). */
export interface CloudAnswer {
  status: number;
  body: object;
}

/** Answers one operation of a service, such as `DescribeServices`. */
export type Operation = (input: Record<string, unknown>) => Promise<CloudAnswer> | CloudAnswer;

/** A successful answer. */
export const ok = (body: object): CloudAnswer => ({ status: 200, body });

/** An error that the AWS command line prints with its code. */
export const refused = (code: string, message: string): CloudAnswer => ({
  status: 400,
  body: { __type: code, message },
});

/** Calls an operation of moto. */
export type CallMoto = (
  service: keyof typeof targets,
  operation: string,
  input: object,
) => Promise<CloudAnswer>;

/** Returns a function that calls moto in a region. */
export function motoIn(endpoint: string, region: string): CallMoto {
  return async (service, operation, input) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': `${targets[service]}.${operation}`,
        Authorization: signature(service, region),
      },
      body: JSON.stringify(input),
    });
    return { status: response.status, body: (await response.json()) as object };
  };
}
