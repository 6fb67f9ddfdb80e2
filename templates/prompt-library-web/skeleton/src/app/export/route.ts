import { service } from '../../api/client.ts';
import { requireUser } from '../../session/user.ts';

/** Sends the service's file of prompts on as it arrives: a browser cannot ask the service, since it has no token. */
export async function GET(request: Request): Promise<Response> {
  await requireUser('/transfer');
  const { searchParams } = new URL(request.url);
  const format = searchParams.get('format') === 'json' ? 'json' : 'csv';
  const scope = searchParams.get('scope') === 'visible' ? 'visible' : 'own';
  const client = await service();
  const query = { format, scope } as const;
  const { data, response } = await client.GET('/v1/export', { params: { query }, parseAs: 'stream' });
  if (!data) return Response.json({ status: response.status }, { status: 502 });
  return new Response(data, {
    headers: {
      'content-type': response.headers.get('content-type') ?? 'application/octet-stream',
      'content-disposition': `attachment; filename="prompts.${format}"`,
    },
  });
}
