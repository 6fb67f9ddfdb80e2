/** Reports that the process responds. It does not ask the service, whose own health check does that. */
export const GET = () => Response.json({ status: 'ok' });
