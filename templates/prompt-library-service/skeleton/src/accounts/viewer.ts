/** A permission of a credential: to read data, to change data, or to manage the account itself. */
export type Scope = 'read' | 'write' | 'account';

/** The signed-in user behind a request, with the current role and subscription and the scopes of the credential. */
export interface Account {
  id: string;
  role: 'USER' | 'ADMIN';
  /** Whether the user has a PRO subscription now. */
  isPro: boolean;
  scopes: readonly Scope[];
}

/** The caller; null without a credential. */
export type Viewer = Account | null;
