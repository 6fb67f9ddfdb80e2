import type { Account, Scope, Viewer } from '../accounts/viewer.ts';
import { Problem } from './problem.ts';

/** Who may call a route. */
export type Access = 'anyone' | 'user' | 'admin';

/** The caller of a route: on a route for anyone it may be null. */
export type ViewerOf<A extends Access> = A extends 'anyone' ? Viewer : Account;

/**
 * Checks that the viewer may call a route.
 * @throws Problem `login_required`, `insufficient_scope` or `forbidden`.
 */
export function authorize<A extends Access>(viewer: Viewer, access: A, scope: Scope): ViewerOf<A> {
  if (viewer && !viewer.scopes.includes(scope)) {
    const needed =
      scope === 'account' ? 'Log in: API keys cannot do this.' : `Use one with the scope ${scope}.`;
    throw new Problem('insufficient_scope', `This credential may not be used for this. ${needed}`);
  }
  if (access !== 'anyone' && !viewer) {
    throw new Problem(
      'login_required',
      'Log in and send `Authorization: Bearer <access token or API key>`.',
      {
        headers: { 'WWW-Authenticate': 'Bearer' },
      },
    );
  }
  if (access === 'admin' && viewer?.role !== 'ADMIN') {
    throw new Problem('forbidden', 'Only administrators may do this.');
  }
  return viewer as ViewerOf<A>;
}
