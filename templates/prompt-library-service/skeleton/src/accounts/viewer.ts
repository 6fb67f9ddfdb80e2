/** What a credential may be used for: to read, to change things, to manage the account itself. */
export type Scope = 'read' | 'write' | 'account';

/** The signed-in user behind a request, as the credential and the database say it at this moment. */
export interface Account {
  id: string;
  role: 'USER' | 'ADMIN';
  /** Whether a PRO subscription is running now. */
  isPro: boolean;
  scopes: readonly Scope[];
}

/** Who asks: null is somebody who gave no credential. */
export type Viewer = Account | null;
