/** The texts of a service's files by path. Links, submodules and binary files are not among them. */
export type Texts = ReadonlyMap<string, string>;

/**
 * Steps that services need for a version of their template and a merge cannot do: the export `migration` of
 * `migrations/<version>.ts` in the template. It is applied to the team's files and to the last render before they are merged,
 * except for `changeTeam`.
 */
export interface Migration {
  /** a paragraph for the people who upgrade: what changes for them, and what they have to do */
  notes: string;
  /** files, and folders with a slash at their end, that have a new place */
  moves?: Readonly<Record<string, string>>;
  /**
   * Changes the texts of files. It gets every file of the service, so that files which only the team has follow, too.
   *
   * @returns the new texts of the files that change
   */
  change?: (texts: Texts) => Texts;
  /**
   * Changes the texts of the team's files, and not those of the last render: for what the new version does not write any more and
   * the team keeps, such as a setting. It gets the texts after `change`.
   *
   * @returns the new texts of the files that change
   */
  changeTeam?: (texts: Texts) => Texts;
}

/** A migration of a version. */
export interface VersionMigration extends Migration {
  version: string;
}
