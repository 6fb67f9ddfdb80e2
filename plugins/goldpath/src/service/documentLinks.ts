/** The path of the Markdown file that a page of documents shows; the README by default. */
export function documentAt(splat: string | undefined): string {
  return splat ? splat.replace(/\/+$/, '') : 'README.md';
}

/**
 * Resolves a link in a document of a repository.
 *
 * @param document - the path of the document in the repository
 * @param base - the path of the page that shows the documents
 * @returns the path of the page for another document; other links unchanged
 */
export function linkIn(document: string, base: string, link: string): string {
  const isRelative = !/^([a-z][a-z0-9+.-]*:|[/#])/i.test(link);
  if (!isRelative) return link;
  const { pathname, hash } = new URL(link, `http://repository/${document}`);
  return pathname.endsWith('.md') ? `${base}${pathname}${hash}` : link;
}
